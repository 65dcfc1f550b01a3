"""What is due: open work with a day."""

import datetime as dt
from collections.abc import Sequence

from cchc.notifications.queries import sources
from cchc.notifications.types import Due
from cchc.plans import reactions
from cchc.plans.queries.due import open_until


def _due(today: dt.date, until: dt.date) -> Sequence[Due]:
    return [
        Due(
            f"plans.assignment:{work.pk}",
            "assignment",
            work.unit_id,
            work.plan.unit_id,
            work.due_on,
            reactions.title(work),
            reactions.path("assignment", work.pk),
        )
        for work in open_until(until)
        if work.due_on
    ]


sources.register("assignment", _due)
