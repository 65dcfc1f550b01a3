"""What a plan holds before a corrected document is applied to it."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Exists, OuterRef

from cchc.plans.models import Assignment, Reading, Report
from cchc.plans.rules.fate import Held
from cchc.plans.states import ReadingState, ReportState


def adopted_before(plan_id: int) -> Reading | None:
    """Return the reading that the plan was last adopted from."""
    adopted = Reading.objects.filter(plan_id=plan_id, state=ReadingState.ADOPTED)
    return adopted.order_by("-closed_at", "-pk").first()


def held_by_task(plan_id: int) -> Mapping[int, tuple[Held, ...]]:
    """Return the assignments of each task of a plan, in one query."""
    reports = Report.objects.filter(assignment=OuterRef("pk")).exclude(state=ReportState.WITHDRAWN)
    found: dict[int, list[Held]] = defaultdict(list)
    rows = Assignment.objects.filter(plan_id=plan_id).annotate(is_reported=Exists(reports)).order_by("pk")
    columns = ("task_id", "pk", "unit_id", "is_reported", "done_on", "cancelled_at")
    for task_id, pk, unit_id, is_reported, done_on, cancelled_at in rows.values_list(*columns):
        found[task_id].append(Held(pk, unit_id, is_reported, done_on is not None, cancelled_at is not None))
    return {task_id: tuple(held) for task_id, held in found.items()}
