"""What is due: score sheets to be locked, leaves to be appraised or checked again."""

import datetime as dt
from collections.abc import Sequence

from cchc.notifications.queries import sources
from cchc.notifications.types import Due
from cchc.par_index import reactions
from cchc.par_index.queries.due import owed


def _due(today: dt.date, until: dt.date) -> Sequence[Due]:
    return [
        Due(
            f"par_index.round:{lack.round.pk}-{lack.round.stage}:{lack.unit_id}",
            "index",
            lack.unit_id,
            lack.round.unit_id,
            lack.due_on,
            f"{lack.round.get_stage_display()}: {lack.round.title}",
            reactions.path("sheet", lack.sheet_id) if lack.sheet_id else reactions.path("appraisal", lack.round.pk),
        )
        for lack in owed(until)
    ]


sources.register("index", _due)
