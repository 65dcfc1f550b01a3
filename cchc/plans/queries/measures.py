"""Figures over many units at once: numerator and denominator, and the records that each counts.

An assignment belongs to a period by its due day. Cancelled ones count nowhere.
"""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count, F, Q, QuerySet

from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.period import Period
from cchc.plans.models import Assignment

_NUMERATORS: Mapping[str, Q] = {
    "tasks_done": Q(done_on__isnull=False),
    "tasks_done_on_time": Q(done_on__isnull=False, was_late=False, done_on__lte=F("due_on")),
    "tasks_reported": Q(reported_at__isnull=False),
}
_MOST = 1_000


def _due_in(period: Period) -> QuerySet[Assignment]:
    return Assignment.objects.filter(cancelled_at=None, due_on__gte=period.start, due_on__lt=period.end)


def measure(name: str, unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (numerator, denominator) in one query; a unit with nothing due in ``period`` has (0, 0)."""
    rows = (
        _due_in(period)
        .filter(unit_id__in=unit_ids)
        .values_list("unit_id")
        .annotate(n=Count("pk", filter=_NUMERATORS[name]), d=Count("pk"))
        .order_by()
    )
    found = {unit: (n, d) for unit, n, d in rows}
    return {unit: found.get(unit, (0, 0)) for unit in unit_ids}


def records(name: str, unit_id: int, period: Period, part: Part) -> Sequence[Assignment]:
    """Return the assignments behind a part of the figure, by due day."""
    found = _due_in(period).filter(unit_id=unit_id)
    if part == "numerator":
        found = found.filter(_NUMERATORS[name])
    return list(found.select_related("task", "plan").order_by("due_on", "pk")[:_MOST])
