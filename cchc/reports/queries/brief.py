"""How a year's periodic reports reach a unit: for those who are told of it, not for those who write them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.reports.queries import content, sending, structure


@dataclass(frozen=True)
class Sending:
    """One period: how many of the units right below have sent, and who is missing past the day."""

    kind: str
    year: int
    title: str
    units: int
    sent: int
    late: tuple[str, ...]


def sending_of_year(unit_id: int, year: int, today: dt.date) -> Iterator[Sending]:
    """Yield the periods of ``year`` whose data are closed; 3 queries each."""
    for term in content.terms(year):
        if term.last < today:
            lines = sending.lines(term, structure.below(term, unit_id), today)
            late = tuple(line.unit.name for line in lines if line.is_overdue)
            yield Sending(term.kind, year, term.title, len(lines), sum(line.is_delivered for line in lines), late)
