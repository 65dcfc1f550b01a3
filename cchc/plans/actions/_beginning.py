"""The work of a unit's own plan begins where the unit has brought the work above."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef

from cchc.kernel.history import Actor
from cchc.kernel.locking import locked_all
from cchc.plans.actions._facts import recompute
from cchc.plans.models import Assignment, Occurrence, Plan, Report
from cchc.plans.rules.reporting import WHOLE
from cchc.plans.states import ReportState


def begin_where_it_stands(plan: Plan, made: Collection[int], *, actor: Actor, now: dt.datetime) -> None:
    """Report on the unit's own new work what it has reached above; the words say from where that comes.

    Not for another unit, which has reported nothing; nor for recurring work, which is reported period by period.
    """
    recurring = Exists(Occurrence.objects.filter(assignment=OuterRef("pk")))
    same = Assignment.objects.filter(~recurring, pk__in=made, task__implements__unit=F("unit"))
    rows = list(same.select_related("task"))
    reached = _reached([row.task.implements_id for row in rows if row.task.implements_id])
    Report.objects.bulk_create(
        Report(
            assignment=row,
            percent=reached[row.task.implements_id][0],
            done_text=reached[row.task.implements_id][1],
            state=ReportState.NOTED,
            reported_by_id=actor.user_id,
            reported_at=now,
        )
        for row in rows
        if row.task.implements_id in reached
    )
    recompute([row.pk for row in rows])


def _reached(above_ids: Collection[int]) -> dict[int | None, tuple[int, str]]:
    """Return the percentage of each of these assignments that is under way, and the words that go with it."""
    above = locked_all(Assignment.objects.select_related("task", "plan").filter(pk__in=above_ids))
    recurring = set(Occurrence.objects.filter(assignment__in=above_ids).values_list("assignment_id", flat=True))
    return {
        row.pk: (row.percent, f"Mức đã báo cáo ở việc {row.task.code} của {row.plan.number or row.plan.title}.")
        for row in above
        if row.pk not in recurring and 0 < row.percent < WHOLE
    }
