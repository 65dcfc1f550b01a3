"""What waits, and what may be urged: score sheets to be locked, leaves to be appraised or checked again."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inbox.queries import sources
from cchc.inbox.queries.streams import Derived, horizon
from cchc.inbox.types import Asked, Item, Source, Urgent
from cchc.kernel.permission import Subject
from cchc.par_index import access
from cchc.par_index.queries.due import due, lacking, owed, still

_SCORE = "index.score"


def _owed(asked: Asked) -> Iterable[Item]:
    """Return what units of the reader owe: those who score, or who appraise, which are the same people."""
    units = asked.own(_SCORE)
    return [] if units == frozenset() else [due(lack) for lack in owed(horizon(asked), units)]


def _round(subject: Subject, which: str) -> Urgent:
    """Return what a round still lacks at its stage, for its operator."""
    found = access.round_(subject, sources.number(which), access.RUN)
    title = f"{found.get_stage_display()}: {found.title}"
    return Urgent(title, reverse("par_index:round", args=[found.pk]), [due(lack) for lack in lacking(found)])


sources.register(
    Source(
        "index", _("Chấm điểm chỉ số"), [Derived("index", _owed, needs=[_SCORE])], still={"par_index.round": still},
        urged={"dotcham": _round},
    )
)  # fmt: skip
