"""The year of one unit: which reports it owes, how far each is, and how many of the units below have sent."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cchc.kernel.permission import Scope
from cchc.organisation import queries as organisation
from cchc.reports.models import Report
from cchc.reports.queries import content, structure
from cchc.reports.queries.sending import Line, lines
from cchc.reports.types import Term


@dataclass(frozen=True)
class Owed:
    """One report that a unit owes; ``below`` are the lines of those that report to it."""

    term: Term
    line: Line
    below: Sequence[Line]

    @property
    def sent_below(self) -> int:
        return sum(line.is_delivered for line in self.below)

    @property
    def late_below(self) -> int:
        return sum(line.is_overdue for line in self.below)


def year_of(unit_id: int, year: int, today: dt.date) -> list[Owed]:
    """Return what a unit owes in a year, in order; 3 queries for each of the four periods."""
    found = []
    for term in content.terms(year):
        units = structure.reporting(term)
        own = units.get(unit_id)
        if own is None:
            continue
        below = [one for one in units.values() if one.receiver_id == unit_id]
        first, *rest = lines(term, [own, *below], today)
        found.append(Owed(term, first, rest))
    return found


def tops(scope: Scope, day: dt.date) -> list[int]:
    """Return the units of a scope that have nothing of it above them, in the order of the registry."""
    if scope.everything:
        return [organisation.root_id(day)]
    reach = organisation.reach(day)
    covered: set[int] = set().union(*(reach.get(one, frozenset()) - {one} for one in scope.unit_ids), set())
    return [one for one in scope.unit_ids if one in reach and one not in covered]


def years(unit_ids: Collection[int], today: dt.date) -> list[int]:
    """Return the years to choose from: those with reports, this one and the next period's; 1 query."""
    found = set(Report.objects.filter(unit_id__in=unit_ids).values_list("year", flat=True).distinct())
    return sorted(found | {today.year, content.running(today).year}, reverse=True)
