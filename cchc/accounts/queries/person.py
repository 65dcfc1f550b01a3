"""All about one person: roles over time, sign-ins, sessions, tokens."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session as Stored
from django.db.models import Exists, OuterRef, QuerySet

from cchc.accounts.models import ApiToken, Grant, Guard, RecoveryCode, SignIn
from cchc.accounts.rules.browsers import browser_in_words
from cchc.accounts.types import Session


def grants_of(user_id: int) -> QuerySet[Grant]:
    """Return every grant a person has or had, the latest first."""
    return Grant.objects.filter(user_id=user_id).select_related("granted_by").order_by("-valid_from", "-pk")


def waits_until(user_id: int, now: dt.datetime) -> dt.datetime | None:
    """Return until when signing in must wait, wherever it must wait longest, or ``None``; 1 query."""
    guards = Guard.objects.filter(user_id=user_id, waits_until__gt=now).order_by("-waits_until")
    return guards.values_list("waits_until", flat=True).first()


def sign_ins(user_id: int, limit: int = 20) -> list[SignIn]:
    """Return the latest lines of a person's journal; 1 query."""
    return list(SignIn.objects.filter(user_id=user_id).order_by("-at", "-pk")[:limit])


def sessions(user_id: int, *, current: str | None, now: dt.datetime) -> list[Session]:
    """Return the sessions that are open, the latest first; ``now`` is true time, by which they expire. 1 query."""
    alive = Stored.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    found = UserSession.objects.filter(Exists(alive), user_id=user_id).order_by("-created_at")[:100]
    return [
        Session(s.pk, s.ip, browser_in_words(s.user_agent), s.created_at, s.last_seen_at, s.session_key == current)
        for s in found
    ]


def tokens(owner_id: int) -> QuerySet[ApiToken]:
    """Return a person's tokens, the latest first."""
    return ApiToken.objects.filter(owner_id=owner_id).order_by("-created_at")


def recovery_codes_left(user_id: int) -> int:
    """Return how many recovery codes are unused; 1 query."""
    return RecoveryCode.objects.filter(user_id=user_id, used_at=None).count()
