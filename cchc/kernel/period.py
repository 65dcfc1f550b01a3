"""A span of days, closed at the start and open at the end."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Period:
    """Days from ``start`` up to, but not with, ``end``."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} … {self.end}")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    @property
    def ends_a_year(self) -> bool:
        """Tell whether a year ends with it: what belongs to a year is followed on after it."""
        return (self.end.month, self.end.day) == (1, 1)

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        start = dt.date(year, 3 * quarter - 2, 1)
        return cls(start, dt.date(year + 1, 1, 1) if quarter == 4 else dt.date(year, 3 * quarter + 1, 1))

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        end = dt.date(year + 1, 1, 1) if month == 12 else dt.date(year, month + 1, 1)
        return cls(dt.date(year, month, 1), end)

    @classmethod
    def of_days(cls, first: dt.date, last: dt.date) -> "Period":
        """Return the period from ``first`` to ``last``, both included."""
        return cls(first, last + dt.timedelta(days=1))
