"""Figures of reporting over many units at once: what was owed in a period, and what of it was sent, and in time.

A report belongs to a period by the day on which it was due; what isn't due yet counts in none. Lateness counts from the
first version that was sent: a correction does not make a unit late. A period that ends no year is counted as it stood
when its last day was over: what was sent later does not change it.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Min

from cchc.kernel import clock
from cchc.kernel.clock import day_of
from cchc.kernel.indicators import Fraction, Part
from cchc.kernel.period import Period
from cchc.reports.models import Report
from cchc.reports.queries import content, structure
from cchc.reports.states import DELIVERED
from cchc.reports.types import Term


@dataclass(frozen=True)
class Owed:
    """A report that a unit owed, and what became of it; what was not sent by then has no day."""

    term: Term
    due_on: dt.date
    report_id: int | None
    sent_on: dt.date | None

    @property
    def is_on_time(self) -> bool:
        return self.sent_on is not None and self.sent_on <= self.due_on


def sent(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (reports sent, reports owed); 1 query."""
    found = owed(unit_ids, period)
    return {unit: (sum(one.sent_on is not None for one in rows), len(rows)) for unit, rows in found.items()}


def sent_on_time(unit_ids: Collection[int], period: Period) -> Mapping[int, Fraction]:
    """Return unit → (reports sent by their day, reports owed); 1 query."""
    found = owed(unit_ids, period)
    return {unit: (sum(one.is_on_time for one in rows), len(rows)) for unit, rows in found.items()}


def records(unit_id: int, period: Period, part: Part) -> Sequence[Owed]:
    """Return what a unit owed, or sent."""
    rows = owed([unit_id], period)[unit_id]
    return [one for one in rows if part == "denominator" or one.sent_on is not None]


def records_on_time(unit_id: int, period: Period, part: Part) -> Sequence[Owed]:
    """Return what a unit owed, or sent by its day."""
    rows = owed([unit_id], period)[unit_id]
    return [one for one in rows if part == "denominator" or one.is_on_time]


def owed(unit_ids: Collection[int], period: Period) -> dict[int, list[Owed]]:
    """Return unit → the reports it owed in the period; 1 query."""
    due = list(_due(frozenset(unit_ids), period))
    delivered = Report.objects.filter(
        unit_id__in=unit_ids, year__in={term.year for _, term, _ in due}, state__in=DELIVERED
    )
    rows = delivered.values_list("unit_id", "kind", "year").annotate(first=Min("sent_at"), number=Min("pk")).order_by()
    found = {(unit, kind, year): (pk, first) for unit, kind, year, first, pk in rows}
    made: dict[int, list[Owed]] = {unit: [] for unit in unit_ids}
    for unit, term, due_on in due:
        pk, first = found.get((unit, term.kind, term.year), (None, None))
        sent_on = day_of(first) if first else None
        if sent_on and sent_on >= period.end and not period.ends_a_year:
            sent_on = None
        made[unit].append(Owed(term, due_on, pk, sent_on))
    return made


def _due(unit_ids: frozenset[int], period: Period) -> Iterator[tuple[int, Term, dt.date]]:
    today = clock.today()
    for year in range(period.start.year - 1, period.last_day.year + 1):
        for term in content.terms(year):
            if term.last >= period.end:
                continue
            for unit in structure.reporting(term).values():
                if unit.unit_id in unit_ids and unit.due_on in period and unit.due_on <= today:
                    yield unit.unit_id, term, unit.due_on
