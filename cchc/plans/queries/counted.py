"""What each figure of work counts, said once: the registry of indicators, dashboards, lists and papers count with it.

Work belongs to the year of its plan. Within the year it belongs to a quarter by its due day; a day before the year
counts in the first, one after it in the last. Of *due* work only what has fallen due counts: what isn't due yet is
neither done nor late. What has no day although its unit had to register one has fallen due on that day: it is late, so
it is due; once it has a day it counts by that day, and stays among those registered late, of all that had to be
registered. Of *the year's* work everything counts, with a due day or without. Cancelled work counts nowhere.

A period that is over is counted as it stood when its last day was over (``as_of.py``); the year, and a period that ends
it, are followed to this day, since work of the year may fall due after it.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ExtractQuarter, ExtractYear

from cchc.kernel.period import Period
from cchc.plans.models import Assignment
from cchc.plans.queries.as_of import Then
from cchc.plans.queries.status import (
    OWES_A_DAY,
    had_to_register_before,
    may_name_day,
    owes_day_before,
    registered_late,
)
from cchc.plans.states import PlanState

COUNTS = frozenset({"tasks_given", "tasks_late", "dates_owed", "dates_open"})
"""Figures that are a number, not a share."""

NAMES = COUNTS | {"dates_registered_late", "tasks_done", "tasks_done_on_time", "tasks_reported", "year_done"}
"""Every figure of work; over a year it is of all plans of that year."""


@dataclass(frozen=True)
class Counted:
    """The conditions on an ``Assignment`` under which it counts in the part, and in the whole, of a figure."""

    part: Q
    whole: Q


def counted(name: str, period: Period, today: dt.date) -> Counted:
    """Return what the figure ``plans.<name>`` counts over ``period``, as known on ``today``.

    A period that is over and does not end its year is counted as it stood when its last day was over (``as_of``).
    """
    if period.end <= today and not period.ends_a_year:
        return _at_the_end(name, period)
    year = Q(cancelled_at=None, plan__year=period.last_day.year)
    due = year & fallen_due(today) & _within(period)
    late, undated = _behind(today)
    had_to_register = year & had_to_register_before(today)
    found = {
        "tasks_done": Counted(due & Q(done_on__isnull=False), due),
        "tasks_done_on_time": Counted(due & Q(done_on__isnull=False, was_late=False, done_on__lte=F("due_on")), due),
        "tasks_reported": Counted(due & Q(reported_at__isnull=False), due),
        "year_done": Counted(year & Q(done_on__isnull=False), year),
        "tasks_given": Counted(year, year),
        "tasks_late": Counted(year & (late | undated), year & (late | undated)),
        "dates_owed": Counted(year & undated, year & undated),
        "dates_registered_late": Counted(
            had_to_register & registered_late() & Q(registered_on__lte=today), had_to_register
        ),
        "dates_open": Counted(year & may_name_day(today), year & may_name_day(today)),
    }
    return found[name]


def _at_the_end(name: str, period: Period) -> Counted:
    """Return what the figure counts over a period that is over: what was recorded after its last day is unknown."""
    then = Then(period.end)
    year = Q(plan__year=period.last_day.year) & then.counts
    owed_before = then.owes_a_day & Q(plan__target_by__lt=period.end)
    begins_the_year = period.start == dt.date(period.last_day.year, 1, 1)
    due = year & (
        then.due_before(period.end) & (Q() if begins_the_year else then.due_from(period.start))
        | owed_before & (Q() if begins_the_year else Q(plan__target_by__gte=period.start))
    )
    undated = year & then.open & owed_before
    late = year & then.open & then.due_before(period.end) | undated
    had_to_register = year & had_to_register_before(period.end)
    may_name = year & then.open & then.owes_a_day & Q(plan__target_by__gte=period.end)
    on_time = then.done & then.in_time
    found = {
        "tasks_done": Counted(due & then.done, due),
        "tasks_done_on_time": Counted(due & on_time, due),
        "tasks_reported": Counted(due & then.reported, due),
        "year_done": Counted(year & then.done, year),
        "tasks_given": Counted(year, year),
        "tasks_late": Counted(late, late),
        "dates_owed": Counted(undated, undated),
        "dates_registered_late": Counted(
            had_to_register & registered_late() & Q(registered_on__lt=period.end), had_to_register
        ),
        "dates_open": Counted(may_name, may_name),
    }
    return found[name]


def fallen_due(today: dt.date) -> Q:
    """Return the condition of work whose due day has come, or that should have had one by now."""
    return Q(due_on__lte=today) | owes_day_before(today)


def _within(period: Period) -> Q:
    """Return the condition of a day owed in ``period``; the first and last of a year take what lies outside the year.

    The day owed is the due day, and where there is none the day by which it had to be registered.
    """
    span: dict[str, dt.date] = {}
    if period.start != dt.date(period.last_day.year, 1, 1):
        span["gte"] = period.start
    if not period.ends_a_year:
        span["lt"] = period.end
    dated = Q(**{f"due_on__{side}": day for side, day in span.items()})
    return dated | OWES_A_DAY & Q(**{f"plan__target_by__{side}": day for side, day in span.items()}) if span else Q()


def _behind(day: dt.date) -> tuple[Q, Q]:
    """Return the conditions of what was due before ``day``, and of what should have had a due day before it."""
    still_open = Q(done_on=None, is_pending=False)
    return still_open & Q(due_on__lt=day), still_open & owes_day_before(day)


def quarter() -> Case:
    """Return the quarter of the plan's year in which an assignment falls due; nothing without a due day."""
    return Case(
        When(due_on=None, then=Value(None)),
        When(plan__year__gt=ExtractYear("due_on"), then=Value(1)),
        When(plan__year__lt=ExtractYear("due_on"), then=Value(4)),
        default=ExtractQuarter("due_on"),
        output_field=IntegerField(),
    )


def live(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Return what counts over all plans: not a draft's, and what carries out an assignment above only there."""
    return assignments.exclude(plan__state=PlanState.DRAFT).filter(task__implements=None)
