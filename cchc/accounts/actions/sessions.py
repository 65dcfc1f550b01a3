"""End the sessions in which somebody is signed in."""

import datetime as dt
from collections.abc import Collection

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session as Stored

from cchc.accounts.models import User
from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked


def end(user_id: int, session_ids: Collection[int], *, actor: Actor, now: dt.datetime) -> int:
    """End these sessions of a person and return how many there were."""
    with history.attributed(actor):
        locked(User, user_id)  # a session that changes its key meanwhile is not missed
        found = UserSession.objects.filter(user_id=user_id, pk__in=session_ids)
        return _end(list(found.values_list("session_key", flat=True)))


def end_all(user_id: int, *, keep: str | None = None, actor: Actor, now: dt.datetime) -> int:
    """End every session of a person but the one with key ``keep``; return how many there were."""
    with history.attributed(actor):
        locked(User, user_id)  # a session that changes its key meanwhile is not missed
        found = UserSession.objects.filter(user_id=user_id).exclude(session_key=keep or "")
        return _end(list(found.values_list("session_key", flat=True)))


def _end(keys: list[str]) -> int:
    Stored.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def follow(user_id: int, old_key: str | None, new_key: str | None, *, actor: Actor, now: dt.datetime) -> None:
    """Keep a session in the list when its key is changed for safety."""
    with history.attributed(actor):
        locked(User, user_id)  # a session that changes its key meanwhile is not missed
        UserSession.objects.filter(user_id=user_id, session_key=old_key or "").update(session_key=new_key)
