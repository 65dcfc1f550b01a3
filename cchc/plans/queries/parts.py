"""What every unit has to do of a plan, with its days: for whoever brings in what was done."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.plans.models import Assignment, Occurrence


@dataclass(frozen=True)
class UnitPart:
    """An assignment: its task's code, days and sum in đồng, how many units share that, and its periods in order."""

    assignment_id: int
    task_id: int
    code: str
    unit_id: int
    start_on: dt.date | None
    end_on: dt.date | None
    total: int | None
    count: int | None
    leads: int
    periods: Sequence[tuple[int, dt.date]] = ()


def of_task(task_id: int) -> list[int]:
    """Return the assignments of a task; 1 query."""
    return list(Assignment.objects.filter(task=task_id).order_by("pk").values_list("pk", flat=True))


def of_plan(plan_id: int) -> list[UnitPart]:
    """Return the assignments of a plan; 2 queries."""
    rows = list(Assignment.objects.filter(plan=plan_id).select_related("task").order_by("pk"))
    leads = Counter(row.task_id for row in rows)
    periods: dict[int, list[tuple[int, dt.date]]] = defaultdict(list)
    found = Occurrence.objects.filter(assignment__plan=plan_id).order_by("due_on", "pk")
    for pk, assignment_id, due_on in found.values_list("pk", "assignment_id", "due_on"):
        periods[assignment_id].append((pk, due_on))
    return [
        UnitPart(
            row.pk, row.task_id, row.task.code, row.unit_id, row.task.start_on, row.task.end_on,
            row.task.total, row.task.count, leads[row.task_id], tuple(periods[row.pk]),
        )
        for row in rows
    ]  # fmt: skip
