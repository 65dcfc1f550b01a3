"""When the periods of recurring tasks fall due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from cchc.plans.models import Assignment, Occurrence, Report
from cchc.plans.rules.status import Status
from cchc.plans.rules.tally import Tally
from cchc.plans.states import PlanState, ReportState

_MOST = 5_000


def due_days(plan_id: int, visible: QuerySet[Assignment], today: dt.date) -> Mapping[int, list[tuple[dt.date, Tally]]]:
    """Return the due days of each recurring task of a plan, in order, and how the ``visible`` leads stand with each.

    1 query. A period is late from the day after its own last day, or the one allowed instead of it.
    """
    stands = Case(
        When(done_on__isnull=False, then=Value(Status.DONE.value)),
        When(is_pending=True, then=Value(Status.AWAITING.value)),
        When(last_on__lt=today, then=Value(Status.LATE.value)),
        default=Value(Status.NOT_STARTED.value),
        output_field=CharField(),
    )
    mine = Count("pk", filter=Q(assignment__in=visible.filter(cancelled_at=None)))
    rows = (
        Occurrence.objects.filter(assignment__plan_id=plan_id)
        .annotate(last_on=Coalesce("extended_to", "due_on"))
        .annotate(stands=stands)
        .values_list("assignment__task_id", "due_on", "stands")
        .annotate(mine=mine)
        .order_by("due_on")[:_MOST]
    )
    counted: dict[tuple[int, dt.date], list[tuple[str, bool, int]]] = defaultdict(list)
    for task_id, day, status, count in rows:
        counted[task_id, day].append((status, day < today, count))
    days: dict[int, list[tuple[dt.date, Tally]]] = defaultdict(list)
    for (task_id, day), rows_of_day in counted.items():
        days[task_id].append((day, Tally.of(rows_of_day)))
    return days


@dataclass(frozen=True)
class WorkPeriod:
    """One period of an assignment; both days included."""

    id: int
    assignment_id: int
    start_on: dt.date
    due_on: dt.date
    is_closed: bool


def of_assignments(assignment_ids: Collection[int]) -> Mapping[int, list[WorkPeriod]]:
    """Return the periods of assignments, the earliest first; 1 query, none for none."""
    found: dict[int, list[WorkPeriod]] = defaultdict(list)
    if assignment_ids:
        rows = Occurrence.objects.filter(assignment_id__in=assignment_ids).order_by("due_on", "start_on")
        for row in rows[:_MOST]:
            closed = row.is_pending or row.done_on is not None
            found[row.assignment_id].append(WorkPeriod(row.pk, row.assignment_id, row.start_on, row.due_on, closed))
    return found


def reported(assignment_id: int) -> dict[int | None, int]:
    """Return the percentage last reported that still counts, by period (``None``: the whole); 1 query."""
    found = Report.objects.filter(assignment_id=assignment_id).exclude(
        state__in=[ReportState.RETURNED, ReportState.WITHDRAWN]
    )
    newest = found.order_by("occurrence_id", "-reported_at", "-pk").distinct("occurrence_id")
    return dict(newest.values_list("occurrence_id", "percent"))


@dataclass(frozen=True)
class Work:
    """An assignment as other registers name it."""

    assignment_id: int
    unit_id: int
    name: str


def work(assignment_id: int) -> Work | None:
    """Return an assignment that is not cancelled; 1 query."""
    return next(iter(_works(Assignment.objects.filter(pk=assignment_id))), None)


def works_of(unit_ids: Collection[int], year: int) -> list[Work]:
    """Return the assignments of units in adopted plans of a year, in the order of the plans; 1 query."""
    return _works(Assignment.objects.filter(unit_id__in=unit_ids, plan__year=year, plan__state=PlanState.ADOPTED))


def _works(found: QuerySet[Assignment]) -> list[Work]:
    rows = found.filter(cancelled_at=None).order_by("plan_id", "task__position", "unit_id")
    columns = rows.values_list("pk", "unit_id", "task__code", "task__title", "plan__number")
    return [
        Work(pk, unit_id, f"{code} {title[:100]} ({number})" if number else f"{code} {title[:100]}")
        for pk, unit_id, code, title, number in columns[:1_000]
    ]


def works_of_task(unit_id: int, year: int, code: str) -> list[Work]:
    """Return the assignments of one task of a unit's adopted plan of a year, by the task's code; 1 query."""
    plans = Assignment.objects.filter(plan__unit_id=unit_id, plan__year=year, plan__state=PlanState.ADOPTED)
    return _works(plans.filter(task__code=code, task__withdrawn_at=None))
