"""The secret address of a calendar: made, made anew, revoked."""

import datetime as dt
import secrets

from cchc.inbox.models import Feed
from cchc.inbox.rules import secret
from cchc.kernel import history
from cchc.kernel.history import Actor


def renew(user_id: int, *, actor: Actor, now: dt.datetime) -> str:
    """Make a person's address, or a new one in place of the old, and return its secret; it can't be read again."""
    raw = secrets.token_urlsafe(secret.BYTES)
    with history.attributed(actor):
        Feed.objects.update_or_create(user_id=user_id, defaults={"digest": secret.digest(raw), "made_at": now})
    return raw


def revoke(user_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Make a person's address useless; saying it twice changes nothing."""
    with history.attributed(actor):
        Feed.objects.filter(user_id=user_id).delete()
