"""The span over which figures are read: a year, or one of its quarters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.kernel.period import Period
from cchc.kernel.years import WORKED

_WRITTEN = re.compile(r"([0-9]{4})(?:-q([1-4]))?")


@dataclass(frozen=True)
class Span:
    """A year, or its ``quarter`` from 1 to 4; an address writes ``2019`` and ``2019-q3``."""

    year: int
    quarter: int = 0

    @classmethod
    def read(cls, text: str, default: "Span") -> "Span":
        """Return the span that an address asks for; ``default`` for anything else."""
        found = _WRITTEN.fullmatch(text)
        if found is None or int(found[1]) not in WORKED:
            return default
        return cls(int(found[1]), int(found[2] or 0))

    def __str__(self) -> str:
        return f"{self.year}-q{self.quarter}" if self.quarter else f"{self.year}"

    @property
    def period(self) -> Period:
        return Period.quarter(self.year, self.quarter) if self.quarter else Period.year(self.year)

    @property
    def before(self) -> "Span":
        """The span of the same length that ends where this one begins."""
        if not self.quarter:
            return Span(self.year - 1)
        return Span(self.year, self.quarter - 1) if self.quarter > 1 else Span(self.year - 1, 4)

    @property
    def after(self) -> "Span":
        """The span of the same length that begins where this one ends."""
        if not self.quarter:
            return Span(self.year + 1)
        return Span(self.year, self.quarter + 1) if self.quarter < 4 else Span(self.year + 1, 1)


def of_years(years: "list[int]") -> Iterator[Span]:
    """Yield each year and its quarters, in the order of ``years``."""
    for year in years:
        yield from (Span(year, quarter) for quarter in range(5))
