"""Random calendars for the clock's properties, and a slow reading of the same rules to compare with.

The slow reading shares no code with the rules: it walks day by day and minute by minute over sets of open minutes.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from cchc.kernel.period import Period
from cchc.organisation.rules.clock import Kind, Pause, SpecialDay, WeeklyHours, WorkCalendar

SPAN = Period(dt.date(2018, 12, 1), dt.date(2020, 7, 1))
FIRST, LAST = dt.date(2019, 1, 1), dt.date(2019, 2, 28)
MINUTE = dt.timedelta(minutes=1)
ONE_DAY = dt.timedelta(days=1)

moments = st.datetimes(dt.datetime.fromisoformat("2019-01-01"), dt.datetime.fromisoformat("2019-02-20")).map(
    lambda m: m.replace(second=0, microsecond=0)
)
dates = st.dates(FIRST, LAST)
whole_limits = st.integers(0, 25)
limits = {
    "working_days": st.one_of(whole_limits, st.decimals(0, 25, places=1)),
    "working_hours": st.one_of(st.integers(0, 120), st.decimals(0, 60, places=1)),
    "days": st.integers(0, 45),
}
units = st.sampled_from(sorted(limits))


@st.composite
def asked(draw, *, whole=False):
    """A unit and a limit in it."""
    unit = draw(units)
    return unit, draw(whole_limits if whole else limits[unit])


@st.composite
def shifts(draw, *, empty=True):
    """Up to three shifts of a day that don't overlap, to the minute; two may touch."""
    edges = draw(st.lists(st.integers(0, 24 * 60 - 1), min_size=0 if empty else 2, max_size=6, unique=True))
    edges = sorted(edges)[: len(edges) // 2 * 2]
    return [(at(opens), at(closes)) for opens, closes in zip(edges[::2], edges[1::2], strict=True)]


def enough(rows):
    """Tell whether the week is long enough for the longest limit to end within ``SPAN``."""
    return sum(number(row.closes) - number(row.opens) for row in rows) >= 4 * 60


def at(minute):
    return dt.time(minute // 60, minute % 60)


@st.composite
def weeks(draw, first=dt.date.min, last=dt.date.max):
    """Hours of a week with at least one shift."""
    open_day = draw(st.integers(0, 6))
    rows = []
    for weekday in range(7):
        for opens, closes in draw(shifts(empty=weekday != open_day)):
            rows.append(WeeklyHours(weekday, opens, closes, first, last))
    return rows


@st.composite
def special_days(draw, max_size=12):
    """Days off, half days and make-up days, one a date."""
    chosen = draw(st.lists(dates, unique=True, max_size=max_size))
    days = []
    for date in chosen:
        kind = draw(st.sampled_from(Kind))
        other = draw(st.none() | dates) if kind is not Kind.OFF else None
        cut = sorted(draw(st.lists(st.times(), min_size=2, max_size=2))) if draw(st.booleans()) else [None, None]
        opens, closes = cut if kind is Kind.HALF else (None, None)
        days.append(
            SpecialDay(date, kind, "", swapped_with=other, opens=whole_minute(opens), closes=whole_minute(closes))
        )
    return days


def whole_minute(time):
    return time and time.replace(second=0, microsecond=0)


@st.composite
def calendars(draw):
    """A calendar whose hours may change once."""
    change = draw(st.none() | dates)
    rows = list(draw(weeks(last=change or dt.date.max).filter(enough)))
    if change:
        rows += draw(weeks(first=change + ONE_DAY).filter(enough))
    return WorkCalendar("ngẫu nhiên", SPAN, tuple(rows), tuple(draw(special_days())))


@st.composite
def full_hour_calendars(draw):
    """Eight hours on each working day, days off anywhere, make-up Saturdays."""
    off = draw(st.lists(dates, unique=True, max_size=12))
    worked = draw(st.lists(dates.filter(lambda d: d.weekday() > 4 and d not in off), unique=True, max_size=4))
    days = [SpecialDay(d, Kind.OFF, "") for d in off] + [SpecialDay(d, Kind.WORKING, "") for d in worked]
    return WorkCalendar("tám giờ", SPAN, office_hours(), tuple(days))


def office_hours(weekdays=range(5)):
    return tuple(
        WeeklyHours(weekday, dt.time.fromisoformat(opens), dt.time.fromisoformat(closes))
        for weekday in weekdays
        for opens, closes in (("07:00", "11:30"), ("13:30", "17:00"))
    )


@st.composite
def pauses(draw, max_size=3):
    """Pauses that may overlap, begin before the receipt or last for nothing."""
    found = []
    for _ in range(draw(st.integers(0, max_size))):
        start = draw(moments)
        found.append(Pause(start, start + MINUTE * draw(st.integers(0, 10 * 24 * 60))))
    return found


# ---------------------------------------------------------------- the slow reading


@dataclass
class Slow:
    """The rules read slowly: open minutes of each day as a set."""

    calendar: WorkCalendar

    def open_minutes(self, day: dt.date) -> set[int]:
        special = [s for s in self.calendar.special_days if s.date == day]
        weekly = self._weekly(day, day.weekday())
        if not special:
            return weekly
        (one,) = special
        if one.kind == "off":
            return set()
        replaced = self._weekly(day, one.swapped_with.weekday()) if one.swapped_with else set()
        longest = max((self._weekly(day, weekday) for weekday in range(7)), key=len)
        if one.kind == "working":
            return replaced or longest
        minutes = weekly or replaced or longest
        if one.opens is None and one.closes is None:
            return {m for m in minutes if m < 12 * 60}
        opens = number(one.opens) if one.opens is not None else 0
        closes = number(one.closes) if one.closes is not None else 24 * 60
        return {m for m in minutes if opens <= m < closes}

    def _weekly(self, day: dt.date, weekday: int) -> set[int]:
        return {
            minute
            for row in self.calendar.hours
            if row.weekday == weekday and row.first <= day <= row.last
            for minute in range(number(row.opens), number(row.closes))
        }

    def is_open(self, moment: dt.datetime) -> bool:
        return number(moment.time()) in self.open_minutes(moment.date())

    def next_open(self, moment: dt.datetime) -> dt.datetime:
        while not self.open_minutes(moment.date()):
            moment = dt.datetime.combine(moment.date() + ONE_DAY, dt.time())
        while not self.is_open(moment):
            moment += MINUTE
            if moment.time() == dt.time():
                return self.next_open(moment)
        return moment

    def after_minutes(self, received: dt.datetime, minutes: int, pauses: Iterable[Pause] = ()) -> dt.datetime:
        moment = self.next_open(received)
        while minutes:
            today = self.open_minutes(moment.date())
            while minutes and number(moment.time()) < 24 * 60:
                paused = any(p.start <= moment < p.end for p in pauses)
                minutes -= number(moment.time()) in today and not paused
                moment += MINUTE
                if moment.time() == dt.time():
                    break
        return moment

    def after_working_days(self, received: dt.datetime, count: int) -> dt.datetime:
        start = self.next_open(received)
        day = start.date()
        while count:
            day += ONE_DAY
            count -= bool(self.open_minutes(day))
        return self.next_open(dt.datetime.combine(day, start.time()))

    def after_days(self, received: dt.datetime, count: int) -> dt.datetime:
        day = self.next_open(received).date() + ONE_DAY * count
        while not self.open_minutes(day):
            day += ONE_DAY
        return dt.datetime.combine(day, dt.time()) + MINUTE * (max(self.open_minutes(day)) + 1)


def number(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def minutes_of(hours: int | Decimal) -> int:
    """Whole minutes of a number of hours, rounded up."""
    exact = Decimal(hours) * 60
    return int(exact) + (exact != int(exact))
