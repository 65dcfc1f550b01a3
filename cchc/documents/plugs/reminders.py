"""What is due: incoming documents to be dealt with."""

import datetime as dt
from collections.abc import Collection, Sequence

from cchc.documents.queries.due import due, waiting
from cchc.notifications.queries import sources
from cchc.notifications.types import Due


def _due(today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None) -> Sequence[Due]:
    return [due(row) for row in waiting(until, unit_ids)]


sources.register("incoming", _due)
