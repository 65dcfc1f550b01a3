"""What is due, and what may be urged: score sheets to be locked, leaves to be appraised or checked again."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.urls import reverse

from cchc.kernel.permission import Subject
from cchc.notifications.queries import sources, urgeable
from cchc.notifications.types import Due, Urgent
from cchc.par_index import access
from cchc.par_index.queries.due import due, lacking, owed, still


def _due(today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None) -> Sequence[Due]:
    return [due(lack) for lack in owed(until, unit_ids)]


def _round(subject: Subject, which: str) -> Urgent:
    """Return what a round still lacks at its stage, for its operator."""
    found = access.round_(subject, urgeable.number(which), access.RUN)
    title = f"{found.get_stage_display()}: {found.title}"
    return Urgent(title, reverse("par_index:round", args=[found.pk]), [due(lack) for lack in lacking(found)])


sources.register("index", _due, {"par_index.round": still})
urgeable.register("dotcham", _round)
