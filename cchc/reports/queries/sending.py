"""Who has sent, who has not and by how long: one period over the units that report to one."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cchc.kernel.clock import day_of
from cchc.notifications.queries import urgings
from cchc.notifications.queries.urgings import Times
from cchc.reports.models import Report
from cchc.reports.queries.structure import Reporting
from cchc.reports.states import DELIVERED, ReportState
from cchc.reports.types import Term


@dataclass(frozen=True)
class Line:
    """A unit's report on the period: its newest version, and how late it is or was."""

    unit: Reporting
    report_id: int | None
    state: ReportState | None
    version: int
    sent_at: dt.datetime | None
    days_late: int
    urged: int
    urged_on: dt.date | None

    @property
    def is_delivered(self) -> bool:
        return self.state in DELIVERED

    @property
    def is_overdue(self) -> bool:
        return not self.is_delivered and self.days_late > 0


def lines(term: Term, units: Sequence[Reporting], today: dt.date) -> list[Line]:
    """Return a line for each of ``units``; 2 queries however many there are."""
    ids = [unit.unit_id for unit in units]
    rows = Report.objects.filter(kind=term.kind, year=term.year, unit_id__in=ids)
    newest = {row.unit_id: row for row in rows.order_by("unit_id", "-version").distinct("unit_id")}
    first = dict(_first_sent(term, ids))
    urged = urgings.counts([key(term, unit_id) for unit_id in ids])
    found = []
    for unit in units:
        pk = unit.unit_id
        found.append(_line(unit, newest.get(pk), first.get(pk), urged.get(key(term, pk)), today))
    return found


def key(term: Term, unit_id: int) -> str:
    """Return the word by which notices remember what a unit owes on a period."""
    return f"reports.term:{term.year}-{term.kind}:{unit_id}"


def _first_sent(term: Term, ids: Collection[int]) -> Sequence[tuple[int, dt.datetime]]:
    """Return when each unit first sent: a correction does not make a punctual unit late."""
    sent = Report.objects.filter(kind=term.kind, year=term.year, unit_id__in=ids, sent_at__isnull=False)
    rows = sent.order_by("unit_id", "version").distinct("unit_id").values_list("unit_id", "sent_at")
    return [(unit_id, at) for unit_id, at in rows if at]


def _line(
    unit: Reporting,
    row: Report | None,
    sent_at: dt.datetime | None,
    urged: Times | None,
    today: dt.date,
) -> Line:
    is_delivered = row is not None and row.state in DELIVERED
    until = day_of(sent_at) if is_delivered and sent_at else today
    return Line(
        unit,
        row.pk if row else None,
        ReportState(row.state) if row else None,
        row.version if row else 0,
        sent_at,
        max((until - unit.due_on).days, 0),
        urged.times if urged else 0,
        urged.last if urged else None,
    )
