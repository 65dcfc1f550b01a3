"""When something is due and how much working time has gone by.

Civil Code 2015, articles 147 and 148: the first day is not counted; a limit in days whose last day is off ends with the
next working day. Local time (Asia/Ho_Chi_Minh) has no daylight saving; seconds are dropped, as on a receipt. Moments
without a zone are local and are answered without one.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from cchc.kernel.clock import ZONE
from cchc.organisation.rules.clock.calendar import WorkCalendar
from cchc.organisation.rules.clock.reasons import derive
from cchc.organisation.rules.clock.timetable import DAY, Timetable
from cchc.organisation.rules.clock.types import ClockError, Due, Pause, Unit

LONGEST = 100_000
_PLACES = 6

Span = tuple[int, int]


def due(
    received: dt.datetime, limit: int | Decimal, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> Due:
    """Return when ``limit`` runs out after ``received``, and why then.

    A receipt outside working time counts from the next opening. ``working_days`` keeps the time of day (the next
    opening if the desk is closed then; half a day is half of ``calendar.day_minutes``), ``working_hours`` counts open
    time, ``days`` counts calendar days and ends when the last one closes. Pauses push the moment by their working
    time. Raises ``ClockError`` for a negative or endless limit, and outside the calendar's span.
    """
    reach = _reach(received, limit, unit, calendar, pauses)
    derivation = derive(
        calendar,
        received=_moment(_minutes(received), received),
        started=_moment(reach.start, received),
        due=_moment(reach.moment, received),
        limit=Decimal(limit),
        unit=unit,
        nominal=dt.date.fromordinal(reach.nominal) if reach.nominal is not None else None,
        paused_minutes=reach.paused,
    )
    return Due(derivation.due, derivation)


def due_moment(
    received: dt.datetime, limit: int | Decimal, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause] = ()
) -> dt.datetime:
    """Return the moment of ``due`` alone: for lists, where nobody reads the reasons."""
    return _moment(_reach(received, limit, unit, calendar, pauses).moment, received)


def elapsed(
    start: dt.datetime, end: dt.datetime, calendar: WorkCalendar, unit: Unit, pauses: Sequence[Pause] = ()
) -> Fraction:
    """Return how much of a limit in ``unit`` that began at ``start`` has gone by at ``end``; 0 before ``start``.

    The inverse of ``due``: ``elapsed(start, due(start, n)) == n``, wherever two limits don't fall on one moment.
    """
    table = calendar.timetable
    begun, ended = table.next_working(_minutes(start)), _minutes(end)
    if ended <= begun:
        return Fraction(0)
    paused = sum(table.mark(min(stop, ended)) - table.mark(go) for go, stop in _merged(pauses, begun) if go < ended)
    worked = table.mark(ended) - paused
    match unit:
        case "working_days":
            return _working_days_at(table, begun, worked, calendar.day_minutes)
        case "working_hours":
            return Fraction(worked - table.mark(begun), 60)
        case "days":
            reached = table.moment(worked) if paused else ended
            return Fraction(max(0, reached // DAY - begun // DAY))


def is_working(moment: dt.datetime, calendar: WorkCalendar) -> bool:
    """Tell whether the desk is open at ``moment``; at closing time it no longer is."""
    return calendar.timetable.is_working(_minutes(moment))


def next_working(moment: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """Return ``moment`` (without seconds) if the desk is open, else the next opening."""
    return _moment(calendar.timetable.next_working(_minutes(moment)), moment)


def working_minutes_between(start: dt.datetime, end: dt.datetime, calendar: WorkCalendar) -> int:
    """Return the working minutes from ``start`` to ``end``, negative if ``end`` comes first."""
    return calendar.timetable.mark(_minutes(end)) - calendar.timetable.mark(_minutes(start))


def add_working_minutes(moment: dt.datetime, minutes: int, calendar: WorkCalendar) -> dt.datetime:
    """Return the moment ``minutes`` of working time after ``moment``, or before it if negative.

    Forwards it ends at a closing time rather than the next opening, backwards the other way round.
    """
    table = calendar.timetable
    start = _minutes(moment)
    if minutes < 0:
        return _moment(table.moment(table.mark(start) + minutes, opening=True), moment)
    start = table.next_working(start)
    return _moment(max(start, table.moment(table.mark(start) + minutes)), moment)


def working_days(start: dt.date, end: dt.date, calendar: WorkCalendar) -> list[dt.date]:
    """Return the working days from ``start`` up to, but not with, ``end``."""
    return [dt.date.fromordinal(day) for day in calendar.timetable.days(start.toordinal(), end.toordinal())]


class _Reach(NamedTuple):
    """Minutes: where counting began and ended, the working minutes paused; the last calendar day, counting ``days``."""

    start: int
    moment: int
    paused: int
    nominal: int | None


def _reach(
    received: dt.datetime, limit: int | Decimal, unit: Unit, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> _Reach:
    table = calendar.timetable
    amount = _checked(limit, unit)
    start = table.next_working(_minutes(received))
    nominal = None
    match unit:
        case "working_days":
            base = _after_working_days(table, start, amount, calendar.day_minutes)
        case "working_hours":
            base = max(start, table.moment(table.mark(start) + ceil(amount * 60)))
        case "days":
            nominal = start // DAY + int(amount)
            base = table.closing(table.index_from(nominal))
    moment = _pushed(table, start, base, pauses) if pauses else base
    return _Reach(start, moment, table.mark(moment) - table.mark(base) if pauses else 0, nominal)


def _after_working_days(table: Timetable, start: int, limit: Fraction, day_minutes: int) -> int:
    day, minute = divmod(start, DAY)
    index = table.index_from(day)

    def after(days: int) -> int:
        return table.next_working(table.day(index + days) * DAY + minute)

    whole, part = divmod(limit, 1)
    moment = after(whole)
    if not part:
        return moment
    following = after(whole + 1)
    mark = min(table.mark(moment) + ceil(part * day_minutes), table.mark(following))
    return min(max(moment, table.moment(mark)), following)


def _working_days_at(table: Timetable, begun: int, worked: int, day_minutes: int) -> Fraction:
    day, minute = divmod(begun, DAY)
    index = table.index_of_mark(worked)
    at = table.before(index) + table.within(index, minute)
    if at > worked:
        index -= 1
        at = table.before(index) + table.within(index, minute)
    return index - table.index_from(day) + min(Fraction(worked - at, day_minutes), Fraction(1))


def _pushed(table: Timetable, start: int, base: int, pauses: Sequence[Pause]) -> int:
    """Return ``base`` later by the working time of every pause that begins before the moment it pushes."""
    moment, opening = base, table.moment(table.mark(base)) != base  # an opening stays one
    for go, stop in _merged(pauses, start):
        paused = table.mark(stop) - table.mark(go)
        if go < moment and paused:
            moment = table.moment(table.mark(moment) + paused, opening=opening)
    return moment


def _merged(pauses: Sequence[Pause], start: int) -> list[Span]:
    """Return the pauses after ``start`` in order, those that touch as one."""
    merged: list[Span] = []
    for go, stop in sorted((_minutes(pause.start), _minutes(pause.end)) for pause in pauses):
        if stop < go:
            raise ClockError("Khoảng tạm dừng kết thúc trước khi bắt đầu: hãy sửa một trong hai thời điểm.")
        if merged and go <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], stop))
        elif stop > start:
            merged.append((max(go, start), stop))
    return merged


def _checked(limit: int | Decimal, unit: Unit) -> Fraction:
    if isinstance(limit, Decimal) and not limit.is_finite():
        raise ClockError("Thời hạn phải là một số.")
    if not 0 <= limit <= LONGEST:
        raise ClockError("Thời hạn phải từ 0 đến %(most)s.", most=LONGEST)
    if Decimal(limit).as_tuple().exponent < -_PLACES:  # type: ignore[operator]  # finite: an integer
        raise ClockError("Thời hạn ghi nhiều nhất %(places)s chữ số thập phân.", places=_PLACES)
    if unit == "days" and limit != int(limit):
        raise ClockError("Thời hạn tính bằng ngày phải là số nguyên.")
    return Fraction(limit)


def _minutes(moment: dt.datetime) -> int:
    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    return local.toordinal() * DAY + local.hour * 60 + local.minute


def _moment(minutes: int, like: dt.datetime) -> dt.datetime:
    day, minute = divmod(minutes, DAY)
    return dt.datetime.combine(
        dt.date.fromordinal(day), dt.time(minute // 60, minute % 60), ZONE if like.tzinfo else None
    )
