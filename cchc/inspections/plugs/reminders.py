"""What is due, and what may be urged: findings to be mended."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cchc.inspections import access
from cchc.inspections.queries import due as queries
from cchc.inspections.queries.inspections import due_findings, overdue
from cchc.inspections.states import FindingState, VisitState
from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.kernel.refusal import marked
from cchc.notifications.queries import sources, titles, urgeable
from cchc.notifications.types import Due, Urgent

_MOST_URGED = 1_000
_OVERDUE = str(titles.register(marked("Phát hiện quá hạn khắc phục")))


def _due(today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None) -> Sequence[Due]:
    """Return findings to be mended, and with whoever inspected, those that wait for a look."""
    if unit_ids is None:
        return [queries.due(one) for one in due_findings(until)]
    mine = due_findings(until, unit_ids)
    return [queries.due(one) for one in mine] + [queries.to_verify(one) for one in queries.mended(unit_ids)]


def _one(subject: Subject, which: str) -> Urgent:
    found = access.finding(subject, urgeable.number(which), access.WRITE)
    waits = found.state == FindingState.OPEN and found.visit.state == VisitState.MENDING
    due = queries.due(found)
    return Urgent(due.title, reverse("inspections:finding", args=[found.pk]), [due] if waits else [])


def _late(subject: Subject, which: str) -> Urgent:
    """Return every finding that should be mended by now, of visits by units for which the person inspects."""
    if which or not subject.scope(access.WRITE):
        raise PermissionDenied(access.WRITE)
    late = overdue(access.inspected_findings(subject), clock.today())[:_MOST_URGED]
    return Urgent(_OVERDUE, reverse("inspections:visits"), [queries.due(one) for one in late])


sources.register("finding", _due, {"inspections.finding": queries.still, "inspections.visit": queries.visits})
urgeable.register("phathien", _one)
urgeable.register("phathientre", _late)
