"""What is due, and what may be urged: periodic reports that are not sent."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.kernel.years import WORKED
from cchc.notifications.queries import sources, urgeable
from cchc.notifications.types import Due, Urgent
from cchc.reports.queries import content, sending, structure
from cchc.reports.queries.due import due, standing, to_accept, unaccepted, unsent_until
from cchc.reports.queries.owed import STILL


def _due(today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None) -> Sequence[Due]:
    """Return reports that are not sent; for units, every step that waits for them, and what they have to accept."""
    if unit_ids is None:
        return [due(term, line) for term, line in unsent_until(today, until)]
    return standing(today, until, unit_ids) + [to_accept(report) for report in unaccepted(unit_ids)]


def _late(subject: Subject, which: str) -> Urgent:
    """Return the overdue reports of a period (``2019-quarter_3``) to the units for which the person receives."""
    year, _, kind = which.partition("-")
    number = urgeable.number(year)
    term = content.term(kind, number) if number in WORKED else None
    if term is None:
        raise Http404
    scope = subject.scope("work.urge")
    units = [one for one in structure.reporting(term).values() if one.receiver_id and one.receiver_id in scope]
    if not units:
        raise PermissionDenied("work.urge")
    late = [line for line in sending.lines(term, units, clock.today()) if line.is_overdue]
    return Urgent(term.name, reverse("reports:term", args=[term.year, term.kind]), [due(term, line) for line in late])


sources.register("report", _due, STILL)
urgeable.register("baocao", _late)
