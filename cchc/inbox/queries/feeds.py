"""The calendar of a person: whose secret address it is, and since when there is one."""

import datetime as dt

from cchc.inbox.models import Feed
from cchc.inbox.rules import secret


def owner(raw: str) -> int | None:
    """Return whose calendar lies under a secret; nothing where it was never given or is revoked. 1 query."""
    return Feed.objects.filter(digest=secret.digest(raw)).values_list("user_id", flat=True).first()


def made_at(user_id: int) -> dt.datetime | None:
    """Return since when a person's address is in use, if there is one; 1 query."""
    return Feed.objects.filter(user_id=user_id).values_list("made_at", flat=True).first()
