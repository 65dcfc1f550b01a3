"""When the periods of recurring tasks fall due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from cchc.plans.models import Occurrence

_MOST = 5_000


def due_days(plan_id: int) -> Mapping[int, list[dt.date]]:
    """Return the due days of each recurring task of a plan, in order; its leads share them."""
    rows = (
        Occurrence.objects.filter(assignment__plan_id=plan_id)
        .values_list("assignment__task_id", "due_on")
        .distinct()
        .order_by("due_on")[:_MOST]
    )
    days: dict[int, list[dt.date]] = defaultdict(list)
    for task_id, day in rows:
        days[task_id].append(day)
    return days
