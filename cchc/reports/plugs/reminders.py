"""What is due: periodic reports that are not sent."""

import datetime as dt
from collections.abc import Sequence

from cchc.notifications.queries import sources
from cchc.notifications.types import Due
from cchc.reports import reactions
from cchc.reports.queries.due import unsent_until


def _due(today: dt.date, until: dt.date) -> Sequence[Due]:
    return [
        Due(
            f"reports.term:{term.year}-{term.kind}:{line.unit.unit_id}",
            "report",
            line.unit.unit_id,
            line.unit.receiver_id,
            line.unit.due_on,
            term.name,
            reactions.path("report", line.report_id)
            if line.report_id
            else f"{reactions.path('reports')}?nam={term.year}",
        )
        for term, line in unsent_until(today, until)
    ]


sources.register("report", _due)
