"""Reports that are owed and not sent, as reminders and urging know them."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from cchc.notifications.types import Due
from cchc.reports.queries import content, sending, structure
from cchc.reports.queries.sending import Line
from cchc.reports.types import Term

_OLDEST = dt.timedelta(days=45)
"""A report this late is a matter for people, not for a machine that repeats itself."""


def unsent_until(today: dt.date, until: dt.date) -> Iterator[tuple[Term, Line]]:
    """Yield every report due by ``until`` that is not delivered; 3 queries for each period whose days are near."""
    for year in (today.year - 1, today.year):
        for term in content.terms(year):
            owing = structure.reporting(term).values() if term.last <= until else ()
            near = [unit for unit in owing if today - _OLDEST <= unit.due_on <= until]
            for line in sending.lines(term, near, today) if near else ():
                if not line.is_delivered:
                    yield term, line


def due(term: Term, line: Line) -> Due:
    """Return a report as what its unit owes."""
    with translation.override("vi"):
        if line.report_id:
            page = reverse("reports:report", args=[line.report_id])
        else:
            page = f"{reverse('reports:reports')}?nam={term.year}"
    unit = line.unit
    return Due(sending.key(term, unit.unit_id), "report", unit.unit_id, unit.receiver_id, unit.due_on, term.name, page)
