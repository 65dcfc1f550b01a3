"""Close the notices of what is owed no more: dealt with, cancelled, or owed by another day."""

import datetime as dt
from collections.abc import Collection, Mapping
from contextvars import ContextVar

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from cchc.inbox.queries import sources
from cchc.kernel import clock, history
from cchc.kernel.statements import statement
from cchc.notifications.models import About, Notice
from cchc.notifications.states import Kind

_BATCH = 1_000
_CALLS = (Kind.REMINDER, Kind.URGING)
"""What calls for a day: another day ends the call, and the ladder begins anew. Other notices follow the day."""
_touched: ContextVar[set[str] | None] = ContextVar("touched", default=None)


def touched(*words: str) -> None:
    """Say that what ``words`` name may be owed no more, or by another day: it is asked once this transaction is over.

    A word is a matter, or the record that matters are about (``plans.assignment:12``). Call it under the lock of what
    changes. Nothing happens where the transaction is undone; where asking fails, the job does it later.
    """
    waiting = _touched.get()
    if waiting is None:
        _touched.set(waiting := set())
    waiting.update(words)
    transaction.on_commit(_settle_touched, robust=True)


def _settle_touched() -> None:
    """Ask about all that one transaction has touched; the calls after the first find nothing left."""
    words = _touched.get()
    if words:
        _touched.set(None)
        about(words, clock.now())


def about(words: Collection[str], now: dt.datetime) -> int:
    """Close what is settled of the matters that ``words`` name, for everybody told of it; return how many notices.

    1 query where nobody is told of any; else 2, some two a kind of matter, and 1 or 2 that write.
    """
    keys = _named(words)
    return _settled(_open().filter(_among(keys)), now) if keys else 0


def of(user_id: int, now: dt.datetime) -> int:
    """Close what a person was told of and is settled, for everybody told of it; return how many notices.

    1 query where nothing asks anything of them; else 2, some two a kind of matter, and 1 or 2 that write.
    """
    keys = _mine(user_id)
    return _settled(_open().filter(_among(keys)), now) if keys else 0


def everything(now: dt.datetime) -> int:
    """Close whatever is settled; return how many notices."""
    return _settled(_open(), now)


def called_off(user_id: int, what: str, matters: Collection[str], now: dt.datetime) -> int:
    """Close what a person was told in one kind of message of matters that are theirs no more; return how many."""
    with history.attributed(history.PLATFORM):
        return _open().filter(_among(matters), user_id=user_id, what=what).update(settled_at=now)


def _open() -> QuerySet[Notice]:
    return Notice.objects.filter(settled_at=None).exclude(matter="").order_by()


@statement
def _named(words: Collection[str]) -> QuerySet[Notice, str]:
    found = _open().alias(about=About("matter")).filter(Q(matter__among=words) | Q(about__among=words))
    return found.values_list("matter", flat=True).distinct()


@statement
def _mine(user_id: int) -> QuerySet[Notice, str]:
    return _open().filter(user_id=user_id).values_list("matter", flat=True).distinct()


def _among(keys: Collection[str]) -> Q:
    return Q(matter__in=RawSQL("SELECT unnest(%s::text[])", [list(keys)]))  # one parameter, not one a key


def _settled(told: QuerySet[Notice], now: dt.datetime) -> int:
    days: dict[str, set[dt.date | None]] = {}
    for matter, day in told.values_list("matter", "due_on").distinct():
        days.setdefault(matter, set()).add(day)
    owed = sources.owed(days)
    gone = [key for key in days if key not in owed]
    moved = {key: day for key, day in owed.items() if day is not None and days[key] - {None, day}}
    if not gone and not moved:
        return 0
    with history.attributed(history.PLATFORM):
        closed = _open().filter(_among(gone)).update(settled_at=now) if gone else 0
        return closed + (_moved(moved, now) if moved else 0)


def _moved(days: Mapping[str, dt.date], now: dt.datetime) -> int:
    rows = list(_open().filter(_among(days), due_on__isnull=False).order_by("pk").select_for_update())
    changed = [row for row in rows if row.due_on != days[row.matter]]
    for row in changed:
        if row.kind in _CALLS:
            row.settled_at, row.moved_to = now, days[row.matter]
        else:
            row.due_on = days[row.matter]
    Notice.objects.bulk_update(changed, ["settled_at", "moved_to", "due_on"], batch_size=_BATCH)
    return len(changed)
