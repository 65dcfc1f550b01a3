"""Working time laid out as sorted arrays, so that counting days or hours is one bisection."""

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from cchc.organisation.rules.clock.types import ClockError

DAY = 24 * 60

Shift = tuple[int, int]
"""Opening and closing minute of a day."""


class Timetable:
    """The working days of a span with their shifts, and the working minutes before each.

    Moments are minutes since the epoch of ``date.toordinal``. A *mark* is a number of working minutes since the
    start of the span: closing time and the next opening are two moments of one mark.
    """

    def __init__(self, days: Iterable[tuple[int, tuple[Shift, ...]]], span: tuple[int, int]) -> None:
        self._first, self._end = span
        self._days = array("i")
        self._before = array("q", [0])
        self._shifts: list[tuple[Shift, ...]] = []
        for day, shifts in days:
            self._days.append(day)
            self._shifts.append(shifts)
            self._before.append(self._before[-1] + sum(closes - opens for opens, closes in shifts))

    def is_working(self, moment: int) -> bool:
        """Tell whether the desk is open; at the minute it closes it is not."""
        index = self.index_from(moment // DAY)
        minute = moment % DAY
        return self._is_day(index, moment // DAY) and any(o <= minute < c for o, c in self._shifts[index])

    def next_working(self, moment: int) -> int:
        """Return ``moment`` if the desk is open, else when it next opens."""
        day, minute = divmod(moment, DAY)
        index = self.index_from(day)
        if self._is_day(index, day):
            for opens, closes in self._shifts[index]:
                if minute < closes:
                    return day * DAY + max(opens, minute)
            index += 1
        return self.day(index) * DAY + self._shifts[index][0][0]

    def mark(self, moment: int) -> int:
        """Return the working minutes from the start of the span to ``moment``."""
        day, minute = divmod(moment, DAY)
        index = self.index_from(day)
        return self._before[index] + (self.within(index, minute) if self._is_day(index, day) else 0)

    def moment(self, mark: int, *, opening: bool = False) -> int:
        """Return the first moment at ``mark``, or the last (an opening) where the desk closes in between."""
        index = (bisect_right if opening else bisect_left)(self._before, mark) - 1
        left = mark - self._before[max(index, 0)]
        start = self.day(max(index, 0)) * DAY
        for opens, closes in self._shifts[max(index, 0)]:
            if left < closes - opens or (left == closes - opens and not opening):
                return start + opens + left
            left -= closes - opens
        raise AssertionError("a mark lies within its day")

    def within(self, index: int, minute: int) -> int:
        """Return the working minutes of working day ``index`` that lie before ``minute``."""
        return sum(max(0, min(minute, closes) - opens) for opens, closes in self._shifts[index])

    def index_from(self, day: int) -> int:
        """Return the index of the first working day on or after ``day``."""
        if not self._first <= day < self._end:
            raise _outside(self._first, self._end)
        return bisect_left(self._days, day)

    def index_of_mark(self, mark: int) -> int:
        """Return the index of the working day in which ``mark`` lies; an opening belongs to its day."""
        return bisect_right(self._before, mark) - 1

    def day(self, index: int) -> int:
        """Return the ordinal of working day ``index``."""
        if not 0 <= index < len(self._days):
            raise _outside(self._first, self._end)
        return self._days[index]

    def before(self, index: int) -> int:
        """Return the mark at which working day ``index`` begins."""
        self.day(index)
        return self._before[index]

    def closing(self, index: int) -> int:
        """Return the moment at which working day ``index`` ends."""
        return self.day(index) * DAY + self._shifts[index][-1][1]

    def days(self, start: int, end: int) -> Sequence[int]:
        """Return the working days from ``start`` up to, but not with, ``end``."""
        if start >= end:
            return array("i")
        self.index_from(end - 1)
        return self._days[self.index_from(start) : bisect_left(self._days, end)]

    def _is_day(self, index: int, day: int) -> bool:
        return index < len(self._days) and self._days[index] == day


def _outside(first: int, end: int) -> ClockError:
    begins, ends = dt.date.fromordinal(first), dt.date.fromordinal(end - 1)
    return ClockError(
        "Lịch làm việc chỉ tính được từ %(begins)s đến %(ends)s: hãy chọn ngày hoặc thời hạn trong khoảng đó.",
        begins=begins,
        ends=ends,
    )
