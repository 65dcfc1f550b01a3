"""Who has sent, who has not and by how long: one period over the units that report to one."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from cchc.kernel.clock import day_of
from cchc.kernel.statements import statement
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
    urged: int = 0
    urged_on: dt.date | None = None

    @property
    def is_delivered(self) -> bool:
        return self.state in DELIVERED

    @property
    def is_overdue(self) -> bool:
        return not self.is_delivered and self.days_late > 0


def lines(term: Term, units: Sequence[Reporting], today: dt.date) -> list[Line]:
    """Return a line for each of ``units``; 2 queries however many there are."""
    urged = urgings.counts([key(term, unit.unit_id) for unit in units])
    return [replace(line, **_urged(urged.get(key(term, line.unit.unit_id)))) for line in stand(term, units, today)]


def _urged(times: Times | None) -> dict[str, Any]:
    return {"urged": times.times, "urged_on": times.last} if times else {}


def stand(term: Term, units: Sequence[Reporting], today: dt.date) -> list[Line]:
    """Return the lines without how often each was urged; 1 query."""
    versions: dict[int, list[Report]] = {}
    for row in _versions(term.kind, term.year, [unit.unit_id for unit in units]):
        versions.setdefault(row.unit_id, []).append(row)
    return [_line(unit, versions.get(unit.unit_id, []), today) for unit in units]


@statement
def _versions(kind: str, year: int, unit_ids: Collection[int]) -> QuerySet[Report]:
    rows = Report.objects.filter(kind=kind, year=year, unit_id__among=unit_ids)
    return rows.only("unit_id", "version", "state", "sent_at").order_by("version")


def key(term: Term, unit_id: int) -> str:
    """Return the word by which notices remember what a unit owes on a period."""
    return key_of(term.year, term.kind, unit_id)


def key_of(year: int, kind: str, unit_id: int) -> str:
    """Return the same of a period by its year and kind."""
    return f"reports.term:{year}-{kind}:{unit_id}"


def _line(unit: Reporting, versions: Sequence[Report], today: dt.date) -> Line:
    """Return a unit's line; when it first sent counts, since a correction does not make a punctual unit late."""
    row = versions[-1] if versions else None
    sent_at = next((version.sent_at for version in versions if version.sent_at), None)
    is_delivered = row is not None and row.state in DELIVERED
    until = day_of(sent_at) if is_delivered and sent_at else today
    return Line(
        unit,
        row.pk if row else None,
        ReportState(row.state) if row else None,
        row.version if row else 0,
        sent_at,
        max((until - unit.due_on).days, 0),
    )
