"""Close the notices of what is owed no more: dealt with, cancelled, or owed by another day."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from cchc.kernel import history
from cchc.kernel.statements import statement
from cchc.notifications.models import Notice
from cchc.notifications.queries import matters
from cchc.notifications.states import Kind

_BATCH = 1_000
_CALLS = (Kind.REMINDER, Kind.URGING)
"""What calls for a day: another day ends the call, and the ladder begins anew. Other notices follow the day."""


def of(user_id: int, now: dt.datetime) -> int:
    """Close what a person was told of and is settled, for everybody told of it; return how many notices.

    1 query where nothing asks anything of them; else 1, some two a kind of matter, and 1 or 2 that write.
    """
    keys = _mine(user_id)
    return _settled(_open().filter(_among(keys)), now) if keys else 0


def everything(now: dt.datetime) -> int:
    """Close whatever is settled; return how many notices."""
    return _settled(_open(), now)


def _open() -> QuerySet[Notice]:
    return Notice.objects.filter(settled_at=None).exclude(matter="").order_by()


@statement
def _mine(user_id: int) -> QuerySet[Notice, str]:
    return _open().filter(user_id=user_id).values_list("matter", flat=True).distinct()


def _among(keys: Collection[str]) -> Q:
    return Q(matter__in=RawSQL("SELECT unnest(%s::text[])", [list(keys)]))  # one parameter, not one a key


def _settled(told: QuerySet[Notice], now: dt.datetime) -> int:
    days: dict[str, set[dt.date | None]] = {}
    for matter, day in told.values_list("matter", "due_on").distinct():
        days.setdefault(matter, set()).add(day)
    owed = matters.owed(days)
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
