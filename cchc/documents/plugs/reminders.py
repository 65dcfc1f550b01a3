"""What is due: incoming documents to be dealt with; and where letters to units that nothing reaches are written."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.urls import reverse

from cchc.documents.queries.due import due, still, waiting
from cchc.notifications.queries import letters, sources
from cchc.notifications.types import Due


def _due(today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None) -> Sequence[Due]:
    return [due(row) for row in waiting(until, unit_ids)]


def _of_urging(urging_id: int) -> str:
    return reverse("documents:urging_letter", args=[urging_id])


def _for_people() -> tuple[tuple[str, str], ...]:
    return tuple((kind, reverse("documents:accounts_letter", args=[kind])) for kind in ("docx", "pdf"))


letters.register(letters.Letters(_of_urging, _for_people))
sources.register("incoming", _due, {"documents.incoming": still})
