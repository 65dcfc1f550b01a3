"""Figures over many units at once: numerator and denominator, and the records that each counts.

What a figure of work counts is said in ``counted.py``. A plan belongs to the year of the period's last day. A
difficulty belongs to the day on which it was raised; withdrawn ones count nowhere. A period that is over is counted as
it stood when its last day was over: a later answer, a later day, a later cancelling changes nothing in it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count, F, Q, QuerySet

from cchc.kernel.clock import ZONE
from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.period import Period
from cchc.plans.models import Assignment, Difficulty, Plan
from cchc.plans.queries.as_of import Then
from cchc.plans.queries.counted import COUNTS, counted, live
from cchc.plans.states import DifficultyState, PlanState


def measure(name: str, unit_ids: Collection[int], period: Period, today: dt.date) -> Mapping[int, Fraction]:
    """Return unit → (part, whole) of a figure of work in one query; a unit with nothing to count has (0, 0)."""
    of = counted(name, period, today)
    rows = (
        live(Assignment.objects.filter(of.whole, unit_id__in=unit_ids))
        .values_list("unit_id")
        .annotate(n=Count("pk", filter=of.part), d=Count("pk"))
        .order_by()
    )
    found = {unit: (n, 1 if name in COUNTS else d) for unit, n, d in rows}
    return {unit: found.get(unit, (0, 0)) for unit in unit_ids}


def records(name: str, unit_id: int, period: Period, part: Part, today: dt.date) -> QuerySet[Assignment]:
    """Return the assignments behind a part of the figure, by due day."""
    of = counted(name, period, today)
    wanted = of.part if part == "numerator" or name in COUNTS else of.whole
    found = live(Assignment.objects.filter(wanted, unit_id=unit_id))
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
    found = Assignment.objects.filter(Then(period.end).counts, plan__year=period.last_day.year, plan__parent=None)
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
        .annotate(n=Count("pk", filter=_answered_by(period)), d=Count("pk"))
        .order_by()
    )
    found = {unit: (n, d) for unit, n, d in rows}
    return {unit: found.get(unit, (0, 0)) for unit in unit_ids}


def difficulty_records(unit_id: int, period: Period, part: Part) -> QuerySet[Difficulty]:
    """Return the difficulties that were raised, or those of them that were answered."""
    found = _raised([unit_id], period)
    if part == "numerator":
        found = found.filter(_answered_by(period))
    return found.order_by("raised_at", "pk")


def _raised(unit_ids: Collection[int], period: Period) -> QuerySet[Difficulty]:
    first, end = _midnight(period.start), _midnight(period.end)
    found = Difficulty.objects.filter(assignment__unit_id__in=unit_ids, raised_at__gte=first, raised_at__lt=end)
    return found.exclude(Q(state=DifficultyState.WITHDRAWN) & (Q(answered_at=None) | Q(answered_at__lt=end)))


def _answered_by(period: Period) -> Q:
    return Q(state=DifficultyState.ANSWERED, answered_at__lt=_midnight(period.end))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), ZONE)


def open_difficulties(assignments: QuerySet[Assignment]) -> QuerySet[Difficulty]:
    """Return the difficulties of assignments that wait for an answer."""
    open_now = Difficulty.objects.filter(state=DifficultyState.OPEN, assignment__cancelled_at=None)
    return open_now.filter(assignment__in=assignments)


def difficulties_open(unit_ids: Collection[int], period: Period, today: dt.date) -> Mapping[int, Fraction]:
    """Return unit → (difficulties in work of the year's plans that were open at the end of the period, 1); 1 query.

    They count whenever they were raised; a period that isn't over yet is counted as of ``today``.
    """
    found = _open_of(unit_ids, period, today)
    counts = dict(found.values_list("assignment__unit_id").annotate(n=Count("pk")).order_by())
    return {unit: (counts.get(unit, 0), 1) for unit in unit_ids}


def open_difficulty_records(unit_id: int, period: Period, part: Part, today: dt.date) -> QuerySet[Difficulty]:
    """Return the difficulties behind the count."""
    return _open_of([unit_id], period, today).order_by("raised_at", "pk")


def _open_of(unit_ids: Collection[int], period: Period, today: dt.date) -> QuerySet[Difficulty]:
    of_year = live(Assignment.objects.filter(plan__year=period.last_day.year, unit_id__in=unit_ids))
    if today < period.end:
        return open_difficulties(of_year)
    end = _midnight(period.end)
    open_then = Q(state=DifficultyState.OPEN) | Q(answered_at__gte=end)
    cancelled = Q(assignment__cancelled_at__lt=end)
    return Difficulty.objects.filter(open_then, ~cancelled, raised_at__lt=end, assignment__in=of_year)
