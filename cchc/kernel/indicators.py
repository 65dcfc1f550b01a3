"""Socket for figures: a module declares an indicator once; dashboards, reports and the index read it by key."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from cchc.kernel.period import Period

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

Part = Literal["numerator", "denominator"]
Kind = Literal["ratio", "count", "mean"]
Fraction = tuple[int, int]
Measure = Callable[[Collection[int], Period], Mapping[int, Fraction]]
Records = Callable[[int, Period, Part], "Sequence[Any] | QuerySet[Any]"]
UnitWords = Callable[[int], str]
"""The words of a unit of measure beside a number, in the reader's language: (1) task, (2) tasks."""
_MANY = 2


def percent(_number: int) -> str:
    """Return the unit of measure of a share, which has no plural."""
    return "%"


@dataclass(frozen=True)
class Line:
    """How one record behind a figure is read in a list: its words, its day, and the page that shows it."""

    text: str
    url: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Indicator:
    """A figure: ``measure`` gives numerator and denominator of many units at once, ``records`` the list behind it.

    ``line`` says how one of the records is shown where the figure is followed back.
    """

    key: str
    label: "str | Promise"
    unit_words: UnitWords
    kind: Kind
    measure: Measure
    records: Records
    line: Callable[[Any], Line] | None = None

    @property
    def unit_of_measure(self) -> str:
        """Return the words of its unit where no figure stands before them: at the head of a column."""
        return self.unit_words(_MANY)

    def unit_beside(self, value: "Decimal | float") -> str:
        """Return the words of its unit after ``value``: one task, two tasks, 1.5 points."""
        return self.unit_words(int(value) if value == int(value) else _MANY)

    def lines(self, records: Iterable[Any]) -> list[Line]:
        """Return records of the figure as readers see them."""
        return [self.line(record) if self.line else Line(str(record)) for record in records]


_indicators: dict[str, Indicator] = {}


def register(indicator: Indicator) -> None:
    """Offer ``indicator`` under its key, which must be new."""
    if indicator.key in _indicators:
        raise ValueError(f"indicator {indicator.key!r} is already registered")
    _indicators[indicator.key] = indicator


def known() -> Mapping[str, Indicator]:
    """Return every indicator by its key."""
    return dict(_indicators)


def total(parts: Iterable[Fraction]) -> Fraction:
    """Add up numerators and denominators: a rate of rates is never taken."""
    numerator = denominator = 0
    for one, other in parts:
        numerator += one
        denominator += other
    return numerator, denominator


def value(kind: Kind, fraction: Fraction) -> Decimal | None:
    """Return what a fraction comes to: the count, a share in percent, a mean; nothing over nothing is neither."""
    numerator, denominator = fraction
    if kind == "count":
        return Decimal(numerator)
    if not denominator:
        return None
    return Decimal(100 * numerator if kind == "ratio" else numerator) / denominator
