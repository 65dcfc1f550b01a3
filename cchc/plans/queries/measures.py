"""Figures over many units at once: numerator and denominator, and the records that each counts.

An assignment belongs to a period by its due day; cancelled ones count nowhere. A plan belongs to the year of the
period's last day. A difficulty belongs to the day on which it was raised; withdrawn ones count nowhere.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count, F, Q, QuerySet

from cchc.kernel.clock import ZONE
from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.period import Period
from cchc.plans.models import Assignment, Difficulty, Plan
from cchc.plans.states import DifficultyState, PlanState

_NUMERATORS: Mapping[str, Q] = {
    "tasks_done": Q(done_on__isnull=False),
    "tasks_done_on_time": Q(done_on__isnull=False, was_late=False, done_on__lte=F("due_on")),
    "tasks_reported": Q(reported_at__isnull=False),
}


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


def records(name: str, unit_id: int, period: Period, part: Part) -> QuerySet[Assignment]:
    """Return the assignments behind a part of the figure, by due day."""
    found = _due_in(period).filter(unit_id=unit_id)
    if part == "numerator":
        found = found.filter(_NUMERATORS[name])
    return found.select_related("task", "plan").order_by("due_on", "pk")


# ------------------------------------------------------------------ own plans (plan 272, task 2.a)
def own_plans(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (own plans issued by the end of the period, plans that give the unit work); 2 queries."""
    asked = _asking(unit_ids, period).values_list("unit_id").annotate(n=Count("plan_id", distinct=True)).order_by()
    issued = defaultdict(int, _issued(unit_ids, period).values_list("unit_id").annotate(n=Count("pk")).order_by())
    found = {unit: (issued[unit], count) for unit, count in asked}
    return {unit: found.get(unit, (0, 0)) for unit in unit_ids}


def own_plan_records(unit_id: int, period: Period, part: Part) -> QuerySet[Plan]:
    """Return the own plans that count, or the plans that give the unit work."""
    if part == "numerator":
        return _issued([unit_id], period).order_by("issued_on", "pk")
    return Plan.objects.filter(pk__in=_asking([unit_id], period).values("plan_id")).order_by("pk")


def _asking(unit_ids: Collection[int], period: Period) -> QuerySet[Assignment]:
    found = Assignment.objects.filter(plan__year=period.last_day.year, plan__parent=None, cancelled_at=None)
    return found.filter(unit_id__in=unit_ids).exclude(plan__unit=F("unit"))


def _issued(unit_ids: Collection[int], period: Period) -> QuerySet[Plan]:
    found = Plan.objects.filter(parent__in=_asking(unit_ids, period).values("plan_id"), unit_id__in=unit_ids)
    return found.filter(issued_on__lt=period.end).exclude(state=PlanState.DRAFT)


# ------------------------------------------------------------------ difficulties
def difficulties_answered(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (difficulties answered, difficulties raised) of the unit's assignments; 1 query."""
    rows = (
        _raised(unit_ids, period)
        .values_list("assignment__unit_id")
        .annotate(n=Count("pk", filter=Q(state=DifficultyState.ANSWERED)), d=Count("pk"))
        .order_by()
    )
    found = {unit: (n, d) for unit, n, d in rows}
    return {unit: found.get(unit, (0, 0)) for unit in unit_ids}


def difficulty_records(unit_id: int, period: Period, part: Part) -> QuerySet[Difficulty]:
    """Return the difficulties that were raised, or those of them that were answered."""
    found = _raised([unit_id], period)
    if part == "numerator":
        found = found.filter(state=DifficultyState.ANSWERED)
    return found.order_by("raised_at", "pk")


def _raised(unit_ids: Collection[int], period: Period) -> QuerySet[Difficulty]:
    first, end = (dt.datetime.combine(day, dt.time(), ZONE) for day in (period.start, period.end))
    found = Difficulty.objects.filter(assignment__unit_id__in=unit_ids, raised_at__gte=first, raised_at__lt=end)
    return found.exclude(state=DifficultyState.WITHDRAWN)
