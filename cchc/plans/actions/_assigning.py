"""Giving tasks to units: one assignment for each, with its periods, already due on the right day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cchc.kernel.events import publish
from cchc.plans.actions._facts import recompute
from cchc.plans.events import AssignmentsCreated
from cchc.plans.models import Assignment, Occurrence, Plan, Task
from cchc.plans.rules.facts import Basis, Planned, derive
from cchc.plans.rules.occurrences import Span
from cchc.plans.rules.own_task import periods

_BATCH = 1000


@dataclass(frozen=True)
class Given:
    """A task and the units that get it; an optional share is the unit's once it says so."""

    task: Task
    unit_ids: Sequence[int]
    is_optional: bool = False


def assign(plan: Plan, gifts: Iterable[Given], since: dt.date | None = None) -> list[int]:
    """Create the assignments and their periods in the caller's transaction, announce them, return their numbers.

    No period is owed that ended before the plan was issued or, of a unit's own plan, before ``since``.
    """
    first = max(plan.issued_on, since or plan.issued_on)
    rows, spans_of = [], []
    for given in gifts:
        task = given.task
        spans = periods(task.schedule_kind, task.rrule, task.start_on, task.end_on, plan.year, first)
        due_on = derive(Basis(ends_on=task.end_on, periods=_planned(spans))).due_on
        for unit_id in given.unit_ids:
            rows.append(Assignment(plan=plan, task=task, unit_id=unit_id, is_optional=given.is_optional, due_on=due_on))
            spans_of.append(spans)
    made = Assignment.objects.bulk_create(rows, batch_size=_BATCH)
    Occurrence.objects.bulk_create(
        [
            Occurrence(assignment=row, start_on=span.start, due_on=span.due)
            for row, spans in zip(made, spans_of, strict=True)
            for span in spans
        ],
        batch_size=_BATCH,
    )
    recompute({row.task.implements_id for row in made if row.task.implements_id})
    if made:
        publish(AssignmentsCreated(plan.pk, tuple(row.pk for row in made)))
    return [row.pk for row in made]


def _planned(spans: Sequence[Span]) -> list[Planned]:
    return [Planned(key, span.due) for key, span in enumerate(spans)]
