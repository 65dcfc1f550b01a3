"""How often a matter was urged and when last, and what became of one act of urging."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.permission import Subject
from cchc.kernel.statements import statement
from cchc.notifications.models import Notice, Urged, Urging

REACHED = Q(told__gt=0) | ~Q(letter="")
"""What reached nobody, on the platform or on paper, is no urging."""


@dataclass(frozen=True)
class Times:
    """How often a matter was urged, and on which day last."""

    times: int
    last: dt.date


def counts(keys: Collection[str]) -> Mapping[str, Times]:
    """Return key → how often and when last, for those that were urged; 1 query."""
    return {key: Times(times, day_of(last)) for key, times, last in _counts(list(keys))}


@statement
def _counts(keys: Collection[str]) -> "QuerySet[Urged, tuple[str, int, dt.datetime]]":
    rows = Urged.objects.filter(REACHED, key__among=keys).values("key").order_by()
    return rows.annotate(times=Count("pk"), last=Max("urging__at")).values_list("key", "times", "last")


def summed(keys: Collection[str]) -> Times | None:
    """Return how often these matters were urged together and when last, or nothing; 1 query."""
    found = counts(keys).values()
    return Times(sum(one.times for one in found), max(one.last for one in found)) if found else None


def of(*keys: str) -> list[Urged]:
    """Return every time a matter was urged, the latest first, with act and person; 1 query."""
    return list(Urged.objects.filter(key__in=keys).select_related("urging__by").order_by("-urging__at", "-pk"))


def times(rows: Sequence[Urged]) -> Times | None:
    """Return how often those of ``of`` reached somebody and when last; nothing where none did."""
    days = [day_of(row.urging.at) for row in rows if row.told or row.letter]
    return Times(len(days), max(days)) if days else None


def urged_on(keys: Collection[str], day: dt.date) -> frozenset[str]:
    """Return those of ``keys`` whose urging on a day reached somebody; 1 query."""
    return frozenset(_on(day, keys).filter(REACHED).values_list("key", flat=True))


def unreached_on(keys: Collection[str], day: dt.date) -> frozenset[str]:
    """Return those of ``keys`` that were urged on a day and wait for a letter since; 1 query."""
    return frozenset(_on(day, keys).exclude(REACHED).values_list("key", flat=True))


def _on(day: dt.date, keys: Collection[str]) -> QuerySet[Urged]:
    start = dt.datetime.combine(day, dt.time(), ZONE)
    return Urged.objects.filter(key__in=keys, urging__at__gte=start, urging__at__lt=start + dt.timedelta(1))


def visible(subject: Subject) -> QuerySet[Urging]:
    """Return the acts of the reader, and those that reach into units for which the reader urges."""
    scope = subject.scope("work.urge")
    if scope.everything:
        return Urging.objects.all()
    within = Urged.objects.filter(unit_id__in=scope.unit_ids).values("urging")
    return Urging.objects.filter(Q(by_id=subject.user_id) | Q(pk__in=within))


@dataclass(frozen=True)
class Line:
    """A unit in an act of urging: its matters, how many people were told, how many notices were read, the letter."""

    unit_id: int
    matters: Sequence[Urged]
    told: int
    read: int
    letter: str

    @property
    def is_reached(self) -> bool:
        return self.told > 0 or bool(self.letter)


def lines(act: Urging, subject: Subject) -> list[Line]:
    """Return a line for each unit of an act that lies in the reader's scope; 2 queries."""
    scope = subject.scope("work.urge")
    rows = [row for row in Urged.objects.filter(urging=act).order_by("due_on", "pk") if row.unit_id in scope]
    day = f"{act.at.astimezone(ZONE):%Y%m%d}"
    seen = Notice.objects.filter(key__in=[f"{row.key} urged {day}" for row in rows], read_at__isnull=False)
    read = dict(seen.values_list("unit_id").annotate(n=Count("user_id", distinct=True)).order_by())
    units: dict[int, list[Urged]] = {}
    for row in rows:
        units.setdefault(row.unit_id, []).append(row)
    return [
        Line(
            unit, of, max(row.told for row in of), read.get(unit, 0), next((row.letter for row in of if row.letter), "")
        )
        for unit, of in units.items()
    ]
