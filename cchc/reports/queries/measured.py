"""The registry of indicators read across units: the same declarations that reports, the index and the brief read."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.kernel import indicators
from cchc.kernel.indicators import Fraction, Indicator
from cchc.kernel.permission import Scope
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.reports.queries import overview
from cchc.reports.rules.figures import shown
from cchc.reports.rules.spans import Span


@dataclass(frozen=True)
class Reading:
    """An indicator over several units: in a span, and in the one before it; none of a span that has not ``begun``."""

    indicator: Indicator
    now: Fraction
    before: Fraction
    begun: bool = True

    @property
    def value(self) -> Decimal | None:
        return shown(self.indicator.kind, self.now) if self.begun else None

    @property
    def value_before(self) -> Decimal | None:
        return shown(self.indicator.kind, self.before)


@dataclass(frozen=True)
class UnitReading:
    """An indicator of one unit; ``level`` is its level in the registry."""

    unit_id: int
    slug: str
    name: str
    level: str
    counts: Fraction
    value: Decimal | None


def has_begun(span: Span, today: dt.date) -> bool:
    """Tell whether any day of the span has come: before that there is nothing to tell of it."""
    return span.period.start <= today


def readings(unit_ids: Collection[int], span: Span, today: dt.date) -> list[Reading]:
    """Return every indicator over the units, those with nothing to count last; each measures twice."""
    found = [
        Reading(one, _total(one, unit_ids, span, today), _total(one, unit_ids, span.before, today), begun)
        for begun in [has_begun(span, today)]
        for one in indicators.known().values()
    ]
    return sorted(found, key=_order)


def _order(one: Reading) -> tuple[bool, str, object]:
    return not _tells(one.indicator, one.now), one.indicator.key.partition(".")[0], sort_key(str(one.indicator.label))


def _tells(one: Indicator, counts: Fraction) -> bool:
    """Tell whether there was anything to count; a count has nothing but its part."""
    return bool(counts[0] if one.kind == "count" else counts[1])


def _total(one: Indicator, unit_ids: Collection[int], span: Span, today: dt.date) -> Fraction:
    return indicators.total(one.measure(unit_ids, span.period).values()) if has_begun(span, today) else (0, 0)


def by_quarter(
    one: Indicator, unit_ids: Collection[int], year: int, today: dt.date
) -> list[tuple[Span, Decimal | None]]:
    """Return the indicator over the units in each quarter of a year; ``None`` of those that have not begun."""
    spans = [Span(year, quarter) for quarter in range(1, 5)]
    return [
        (span, shown(one.kind, _total(one, unit_ids, span, today)) if has_begun(span, today) else None)
        for span in spans
    ]


def by_unit(one: Indicator, unit_ids: Collection[int], span: Span, today: dt.date) -> list[UnitReading]:
    """Return the indicator of each unit that has anything to count, named as on the last day of the span."""
    day = span.period.last_day
    measured = one.measure(unit_ids, span.period) if has_begun(span, today) else {}
    counted = {unit: value for unit, value in measured.items() if _tells(one, value)}
    names, slugs, levels = organisation.full_names(counted, day), organisation.slugs(), _levels(day)
    return [
        UnitReading(unit, slugs.get(unit, ""), names.get(unit, ""), levels.get(unit, ""), value, shown(one.kind, value))
        for unit, value in counted.items()
    ]


def silent(unit_ids: Collection[int], counted: Collection[UnitReading], span: Span) -> int:
    """Return how many of the units there were at the end of the span that had nothing to count."""
    return len(_levels(span.period.last_day).keys() & set(unit_ids) - {one.unit_id for one in counted})


def _levels(day: dt.date) -> dict[int, str]:
    return {one.id: one.level for one in organisation.listed(day)}


def within(scope: Scope, asked: int | None, span: Span) -> frozenset[int]:
    """Return the units of the scope, of them those that ``asked`` covered at the end of the span if it is given."""
    reach = organisation.reach(span.period.last_day)
    if asked is None:
        return frozenset(reach) if scope.everything else frozenset(scope.unit_ids)
    below = reach.get(asked, frozenset()) | {asked}
    return below if scope.everything else below & scope.unit_ids


def choices(scope: Scope, day: dt.date, today: dt.date) -> list[tuple[int, str]]:
    """Return the units by which a reader may narrow: the highest of the scope, and those right below each."""
    tops = set(overview.tops(scope, today))
    found: list[int] = []

    def walk(nodes: Sequence[UnitNode], is_below: bool) -> None:
        for node in nodes:
            if node.id in tops or is_below:
                found.append(node.id)
            walk(node.children, node.id in tops)

    walk(organisation.tree(day), is_below=False)
    names = organisation.full_names(found, day)
    return [(unit, names[unit]) for unit in found]
