"""Figures of a report as readers see them, and what fills them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.kernel import indicators
from cchc.kernel.indicators import Fraction
from cchc.kernel.period import Period
from cchc.reports.models import Figure, Report
from cchc.reports.queries import content, structure
from cchc.reports.queries.delivered import newest
from cchc.reports.rules import figures as rules
from cchc.reports.rules.figures import NOTHING, Sources
from cchc.reports.types import FigureOf, SectionOf


@dataclass(frozen=True)
class FigureShown:
    """A figure with its sources and what it comes to; ``of`` is complete, also where an indicator names it."""

    of: FigureOf
    sources: Sources
    reason: str = ""

    @property
    def value(self) -> Decimal | None:
        return rules.shown(self.of.kind, self.sources.counts)

    @property
    def reckoned(self) -> Decimal | None:
        return rules.shown(self.of.kind, self.sources.reckoned)

    @property
    def is_by_hand(self) -> bool:
        return self.sources.by_hand is not None

    @property
    def is_missing(self) -> bool:
        """Whether the unit has yet to type its own part; what records count is there, also where nothing occurred."""
        return self.of.is_entered and self.sources.own is None and not self.is_by_hand


def described(one: FigureOf) -> FigureOf:
    """Return the figure with the words of its indicator, if it is one's."""
    if one.is_entered:
        return one
    known = indicators.known().get(one.key)
    if known is None:  # its module is gone: the figure stays, under its key
        return FigureOf(one.key, one.key)
    return FigureOf(one.key, str(known.label), known.unit_of_measure, known.kind)


def unit_beside(of: FigureOf, value: Decimal) -> str:
    """Return the words of a figure's unit after ``value``; what a unit types has those of its outline, as written."""
    known = None if of.is_entered else indicators.known().get(of.key)
    return known.unit_beside(value) if known else of.unit


def all_of(sections: Sequence[SectionOf]) -> list[FigureOf]:
    """Return the figures of an outline in order, with their words."""
    return [described(figure) for section in sections for figure in section.figures]


def shown(report: Report, sections: Sequence[SectionOf]) -> dict[str, FigureShown]:
    """Return the figures of a report by key; 1 query."""
    rows = {row.key: row for row in Figure.objects.filter(report=report)}
    return {of.key: _shown(of, rows.get(of.key)) for of in all_of(sections)}


def _shown(of: FigureOf, row: Figure | None) -> FigureShown:
    return FigureShown(of, sources(row), row.reason) if row else FigureShown(of, Sources())


def rows_of(report_id: int, key: str) -> list[tuple[str, int]]:
    """Return the rows whose trail tells who wrote a figure; 1 query."""
    rows = Figure.objects.filter(report=report_id, key=key).values_list("pk", flat=True)
    return [(Figure._meta.db_table, pk) for pk in rows]


def sources(row: Figure) -> Sources:
    """Return the sources of a stored figure."""
    by_hand = _said(row.hand_numerator, row.hand_denominator)
    own = _said(row.own_numerator, row.own_denominator)
    return Sources(own, _said(row.below_numerator, row.below_denominator), by_hand)


def _said(numerator: int | None, denominator: int | None) -> Fraction | None:
    return None if numerator is None or denominator is None else (numerator, denominator)


def measured(report: Report, wanted: Collection[FigureOf]) -> dict[str, Fraction]:
    """Return what the unit's own records say over the days of the report, for the figures of indicators."""
    period, known = Period.of_days(report.first_on, report.last_on), indicators.known()
    return {
        of.key: known[of.key].measure([report.unit_id], period).get(report.unit_id, NOTHING)
        for of in wanted
        if not of.is_entered and of.key in known
    }


@dataclass(frozen=True)
class Below:
    """What one unit below reports for one figure; nothing while it has not sent, or where it has not said."""

    unit_id: int
    name: str
    report_id: int | None
    value: Fraction | None


def below(report: Report, keys: Collection[str]) -> Mapping[str, list[Below]]:
    """Return for each key what every unit below says, those that have not sent included; 2 queries."""
    term = content.term(report.kind, report.year)
    units = structure.below(term, report.unit_id) if term else []
    sent = newest(report.kind, report.year, [unit.unit_id for unit in units])
    rows = Figure.objects.filter(report__in=sent.values(), key__in=keys)
    values = {(row.report_id, row.key): sources(row).counts for row in rows}
    found: dict[str, list[Below]] = {}
    for key in keys:
        found[key] = [
            Below(unit.unit_id, unit.name, sent.get(unit.unit_id), _value(values, sent.get(unit.unit_id), key))
            for unit in units
        ]
    return found


def _value(values: Mapping[tuple[int, str], Fraction | None], report_id: int | None, key: str) -> Fraction | None:
    return None if report_id is None else values.get((report_id, key))
