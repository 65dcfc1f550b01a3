"""A year of a calendar laid out as months of weeks, for people to look at."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from cchc.organisation.rules.clock.calendar import WorkCalendar
from cchc.organisation.rules.clock.types import Kind, SpecialDay

_ONE_DAY = dt.timedelta(days=1)

Look = Literal["work", "rest", "off", "make_up", "half"]
"""Worked as usual, weekly rest, day off, worked out of turn, half worked."""


@dataclass(frozen=True)
class DayView:
    """One square of the year."""

    date: dt.date
    look: Look
    special: SpecialDay | None


@dataclass(frozen=True)
class MonthView:
    """A month as weeks from Monday to Sunday; ``None`` fills what belongs to the neighbours."""

    first: dt.date
    weeks: tuple[tuple[DayView | None, ...], ...]
    working_days: int


def months(calendar: WorkCalendar, year: int) -> tuple[MonthView, ...]:
    """Return the twelve months of ``year``; raises ``ClockError`` outside the calendar's span."""
    calendar.timetable.index_from(dt.date(year, 1, 1).toordinal())
    return tuple(_month(calendar, dt.date(year, month, 1)) for month in range(1, 13))


def between(calendar: WorkCalendar, first: dt.date, last: dt.date) -> tuple[DayView, ...]:
    """Return the days from ``first`` to ``last``, both included."""
    return tuple(_view(calendar, first + _ONE_DAY * step) for step in range((last - first).days + 1))


def _month(calendar: WorkCalendar, first: dt.date) -> MonthView:
    end = (first + dt.timedelta(days=31)).replace(day=1)
    days = between(calendar, first, end - _ONE_DAY)
    squares = [*([None] * first.weekday()), *days, *([None] * (-(end.weekday()) % 7))]
    weeks = tuple(tuple(squares[start : start + 7]) for start in range(0, len(squares), 7))
    return MonthView(first, weeks, sum(bool(calendar.shifts(day.date)) for day in days))


def _view(calendar: WorkCalendar, date: dt.date) -> DayView:
    special = calendar.special.get(date)
    if special is None:
        return DayView(date, "work" if calendar.shifts(date) else "rest", None)
    match special.kind:
        case Kind.OFF:
            return DayView(date, "off", special)
        case Kind.HALF:
            return DayView(date, "half", special)
        case Kind.WORKING:
            usual = calendar.is_workday_of_the_week(date)
            return DayView(date, "work" if usual else "make_up", special)
