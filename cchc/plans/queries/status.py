"""The status rule once more, as SQL: a dashboard counts 40,000 assignments in one statement.

``rules/status.py`` says the same in words; ``tests/test_any_course_of_work.py`` holds the two together.
"""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from cchc.plans.models import Assignment, Plan, Task
from cchc.plans.queries.parameters import parameters
from cchc.plans.rules.status import Status
from cchc.plans.states import ScheduleKind

OWES_A_DAY = Q(due_on=None, task__offset_days=None)
"""The condition of work whose unit owes a day; what counts its days from an event waits for that, and owes none."""


def owes_day_before(day: dt.date) -> Q:
    """Return the condition of work that still lacks a day, and had to have one before ``day``."""
    return OWES_A_DAY & Q(plan__target_by__lt=day)


def may_name_day(today: dt.date) -> Q:
    """Return the condition of open work that still lacks a day, with time left to register one."""
    return OWES_A_DAY & Q(plan__target_by__gte=today, done_on=None, is_pending=False, cancelled_at=None)


MUST_REGISTER = Q(task__end_on=None, task__offset_days=None) & ~Q(task__schedule_kind=ScheduleKind.RECURRING)
"""The condition of work for which the plan names no day and counts none, so that its unit had to name one."""


def registered_late() -> Q:
    """Return the condition of work whose unit named its day, but only after the day by which it had to."""
    return MUST_REGISTER & Q(registered_on__gt=F("plan__target_by"))


def had_to_register_before(day: dt.date) -> Q:
    """Return the condition of work whose unit had to name a day before ``day``, done or not.

    Left out is what was registered before the platform kept the day of registering, and whose history doesn't tell it.
    """
    return MUST_REGISTER & Q(plan__target_by__lt=day) & (Q(registered_on__isnull=False) | Q(target_on=None))


def register_by(task: Task, plan: Plan) -> dt.date | None:
    """Return the day by which the unit had to name a day: ``MUST_REGISTER``, for rows that are loaded."""
    named = task.end_on is not None or task.offset_days is not None or task.schedule_kind == ScheduleKind.RECURRING
    return None if named else plan.target_by


def date_by(target_by: dt.date | None, offset_days: int | None) -> dt.date | None:
    """Return the ``Facts.date_by`` of work of a plan and a task: the same condition, for rows that are loaded."""
    return target_by if offset_days is None else None


def status_expression(today: dt.date) -> Case:
    """Return the status of an ``Assignment`` row on ``today``."""
    near = parameters(today).near
    return Case(
        When(cancelled_at__isnull=False, then=Value(Status.CANCELLED.value)),
        When(Q(done_on__isnull=False) & (Q(was_late=True) | Q(done_on__gt=F("due_on"))), then=_value(Status.DONE_LATE)),
        When(done_on__isnull=False, then=_value(Status.DONE)),
        When(is_pending=True, then=_value(Status.AWAITING)),
        When(due_on__lt=today, then=_value(Status.LATE)),
        When(owes_day_before(today), then=_value(Status.UNDATED)),
        When(Q(is_blocked=True) | Q(due_on__lte=today + near), then=_value(Status.AT_RISK)),
        When(is_started=True, then=_value(Status.ON_TRACK)),
        default=_value(Status.NOT_STARTED),
        output_field=CharField(),
    )


def _value(status: Status) -> Value:
    return Value(status.value)


def with_status(assignments: QuerySet[Assignment], today: dt.date) -> QuerySet[Any]:
    """Annotate ``status`` as of ``today``."""
    return assignments.annotate(status=status_expression(today))
