"""A work calendar: weekly hours in dated periods, special days, and what single units do differently."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cchc.kernel.period import Period
from cchc.kernel.refusal import Sentence, marked
from cchc.organisation.rules.clock.timetable import DAY, Shift, Timetable
from cchc.organisation.rules.clock.types import ClockError, Kind, SpecialDay, WeeklyHours

NOON = dt.time(12)
STANDARD_DAY = 8 * 60

Week = tuple[tuple[Shift, ...], ...]


@dataclass(frozen=True)
class WorkCalendar:
    """The working time of an office over ``span``; ``unit`` says whose differences apply.

    ``day_minutes`` is what a fraction of a working day is a fraction of.
    """

    name: str
    span: Period
    hours: tuple[WeeklyHours, ...]
    special_days: tuple[SpecialDay, ...] = ()
    unit: str | None = None
    day_minutes: int = STANDARD_DAY

    def for_unit(self, unit: str) -> "WorkCalendar":
        """Return the calendar as ``unit`` keeps it; the same one if the unit does nothing differently."""
        differs = any(row.unit == unit for row in self.hours) or any(day.unit == unit for day in self.special_days)
        return replace(self, unit=unit) if differs else self

    def shifts(self, day: dt.date) -> tuple[Shift, ...]:
        """Return the opening and closing minutes of ``day``, in order; none on a day off."""
        special = self.special.get(day)
        week = self._week(day)
        if special is None:
            return week[day.weekday()]
        match special.kind:
            case Kind.OFF:
                return ()
            case Kind.WORKING:
                return _swapped(special, week)
            case Kind.HALF:
                return _cut(week[day.weekday()] or _swapped(special, week), special)

    def is_workday_of_the_week(self, day: dt.date) -> bool:
        """Tell whether ``day`` would be worked if no special day touched it."""
        return bool(self._week(day)[day.weekday()])

    @cached_property
    def special(self) -> Mapping[dt.date, SpecialDay]:
        """The special days by date; the unit's own beats the calendar's."""
        general = {day.date: day for day in self.special_days if day.unit is None}
        own = {day.date: day for day in self.special_days if day.unit and day.unit == self.unit}
        return general | own

    def special_between(self, first: dt.date, last: dt.date) -> tuple[SpecialDay, ...]:
        """Return the special days from ``first`` to ``last``, both included, in order."""
        dates, days = self._special_in_order
        return days[bisect_left(dates, first) : bisect_right(dates, last)]

    @cached_property
    def _special_in_order(self) -> tuple[tuple[dt.date, ...], tuple[SpecialDay, ...]]:
        dates = tuple(sorted(self.special))
        return dates, tuple(self.special[date] for date in dates)

    @cached_property
    def listed_years(self) -> frozenset[int]:
        """The years for which somebody has listed days off."""
        return frozenset(day.year for day, special in self.special.items() if special.kind is Kind.OFF)

    @cached_property
    def timetable(self) -> Timetable:
        """The calendar laid out; raises ``ClockError`` where shifts overlap or nobody ever works."""
        _check(self.hours, self.special_days)
        first, end = self.span.start.toordinal(), self.span.end.toordinal()
        days = ((day, self.shifts(dt.date.fromordinal(day))) for day in range(first, end))
        table = Timetable(((day, shifts) for day, shifts in days if shifts), (first, end))
        if not table.days(first, end):
            raise ClockError(
                "Lịch “%(name)s” không có giờ làm việc nào: hãy khai giờ làm việc trong tuần.", name=self.name
            )
        return table

    @cached_property
    def _weeks(self) -> tuple[tuple[dt.date, Week], ...]:
        """The week as it is from each day on which the hours change, latest first."""
        changes = {dt.date.min} | {row.first for row in self.hours}
        changes |= {row.last + dt.timedelta(days=1) for row in self.hours if row.last < dt.date.max}
        return tuple((day, self._week_from(day)) for day in sorted(changes, reverse=True))

    def _week(self, day: dt.date) -> Week:
        return next(week for since, week in self._weeks if since <= day)

    def _week_from(self, day: dt.date) -> Week:
        rows = [row for row in self.hours if row.first <= day <= row.last]
        own = [row for row in rows if row.unit and row.unit == self.unit]
        general = [row for row in rows if row.unit is None]
        return tuple(
            _shifts(own_day or [row for row in general if row.weekday == weekday])
            for weekday in range(7)
            for own_day in [[row for row in own if row.weekday == weekday]]
        )


def combined(
    name: str, base: WorkCalendar, *, hours: Sequence[WeeklyHours], days: Iterable[SpecialDay]
) -> WorkCalendar:
    """Return ``base`` with ``hours`` in place of its own, if any, and ``days`` on top of its own."""
    own = {(day.date, day.unit): day for day in days}
    kept = {(day.date, day.unit): day for day in base.special_days}
    return replace(base, name=name, hours=tuple(hours) or base.hours, special_days=tuple((kept | own).values()))


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _shifts(rows: Iterable[WeeklyHours]) -> tuple[Shift, ...]:
    return tuple(sorted((_minute(row.opens), _minute(row.closes)) for row in rows if row.opens and row.closes))


def _swapped(special: SpecialDay, week: Week) -> tuple[Shift, ...]:
    """Return the hours of the weekday it is swapped with, or of the week's longest day (the first of them)."""
    if special.swapped_with and week[special.swapped_with.weekday()]:
        return week[special.swapped_with.weekday()]
    return max(week, key=lambda shifts: sum(closes - opens for opens, closes in shifts))


def _cut(shifts: tuple[Shift, ...], special: SpecialDay) -> tuple[Shift, ...]:
    opens = _minute(special.opens) if special.opens else 0
    closes = _minute(special.closes) if special.closes else DAY if special.opens else _minute(NOON)
    cut = ((max(opens, o), min(closes, c)) for o, c in shifts)
    return tuple((o, c) for o, c in cut if o < c)


def _check(hours: tuple[WeeklyHours, ...], days: tuple[SpecialDay, ...]) -> None:
    for row in hours:
        if row.opens and row.closes and row.opens >= row.closes:
            raise ClockError(
                "Ca làm việc của %(shift)s phải đóng cửa sau khi mở cửa: hãy sửa một trong hai giờ.", shift=_named(row)
            )
    by_weekday: dict[tuple[int, str | None], list[WeeklyHours]] = defaultdict(list)
    for row in hours:
        by_weekday[row.weekday, row.unit].append(row)
    for rows in by_weekday.values():
        for one, other in _pairs(rows):
            if one.first <= other.last and other.first <= one.last and _collide(one, other):
                raise ClockError(
                    "Hai ca làm việc của %(shift)s chồng lên nhau: hãy sửa giờ mở hoặc giờ đóng cửa.", shift=_named(one)
                )
    seen: set[tuple[dt.date, str | None]] = set()
    for day in days:
        if (day.date, day.unit) in seen:
            raise ClockError("Ngày %(date)s được khai hai lần: hãy bỏ một lần.", date=day.date)
        seen.add((day.date, day.unit))


def _pairs(rows: Sequence[WeeklyHours]) -> Iterator[tuple[WeeklyHours, WeeklyHours]]:
    return ((one, other) for position, one in enumerate(rows) for other in rows[position + 1 :])


def _collide(one: WeeklyHours, other: WeeklyHours) -> bool:
    if not (one.opens and one.closes and other.opens and other.closes):
        return True
    return one.opens < other.closes and other.opens < one.closes


_WEEKDAYS = (
    marked("thứ Hai"), marked("thứ Ba"), marked("thứ Tư"), marked("thứ Năm"), marked("thứ Sáu"), marked("thứ Bảy"),
    marked("Chủ nhật"),
)  # fmt: skip


def _named(row: WeeklyHours) -> Sentence:
    return Sentence(_WEEKDAYS[row.weekday])
