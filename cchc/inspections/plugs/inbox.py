"""What waits, and what may be urged: findings to be mended, and those that whoever inspected has to look at."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.inbox.queries import sources, titles
from cchc.inbox.queries.streams import Stream
from cchc.inbox.types import Source, Urgent
from cchc.inspections import access
from cchc.inspections.queries import due as queries
from cchc.inspections.queries.inspections import overdue
from cchc.inspections.states import FindingState, VisitState
from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.kernel.refusal import marked

_MOST_URGED = 1_000
_OVERDUE = str(titles.register(marked("Phát hiện quá hạn khắc phục")))


def _one(subject: Subject, which: str) -> Urgent:
    found = access.finding(subject, sources.number(which), access.WRITE)
    waits = found.state == FindingState.OPEN and found.visit.state == VisitState.MENDING
    due = queries.due(found)
    return Urgent(due.title, reverse("inspections:finding", args=[found.pk]), [due] if waits else [])


def _late(subject: Subject, which: str) -> Urgent:
    """Return every finding that should be mended by now, of visits by units for which the person inspects."""
    if which or not subject.scope(access.WRITE):
        raise PermissionDenied(access.WRITE)
    late = overdue(access.inspected_findings(subject), clock.today())[:_MOST_URGED]
    return Urgent(_OVERDUE, reverse("inspections:visits"), [queries.due(one) for one in late])


sources.register(
    Source(
        "finding",
        _("Khắc phục sau kiểm tra"),
        [
            Stream("finding", queries.to_mend, queries.due, needs="inspection.answer", due="due_on"),
            Stream(
                "mended", queries.mended, queries.to_verify, needs="inspection.write", unit="visit__unit", acts=True,
                is_decision=True,
            ),
        ],
        still={"inspections.finding": queries.still, "inspections.visit": queries.visits},
        urged={"phathien": _one, "phathientre": _late},
    )
)  # fmt: skip
