"""What holds for every calendar, receipt and limit."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc.organisation.rules.clock import (
    ClockError,
    Kind,
    Pause,
    SpecialDay,
    add_working_minutes,
    due,
    due_moment,
    elapsed,
    is_working,
    next_working,
    working_days,
    working_minutes_between,
)
from cchc.organisation.tests.clock_cases import (
    MINUTE,
    ONE_DAY,
    asked,
    calendars,
    dates,
    full_hour_calendars,
    limits,
    moments,
    pauses,
    special_days,
    whole_limits,
)

LOCAL = dt.timezone(dt.timedelta(hours=7))


@given(calendars(), moments, moments, asked(), pauses())
def test_a_later_receipt_is_never_due_earlier(calendar, one, other, asked, pauses):
    unit, limit = asked
    first, second = sorted([one, other])
    shared = [pause for pause in pauses if pause.start >= second]
    assert due_moment(first, limit, unit, calendar, shared) <= due_moment(second, limit, unit, calendar, shared)


@given(calendars(), moments, moments, limits["working_hours"], pauses())
def test_a_later_receipt_is_never_due_earlier_in_hours_whatever_was_paused(calendar, one, other, limit, pauses):
    # Days are not equally long, so in days a pause that only the earlier receipt has seen may outweigh the wait.
    first, second = sorted([one, other])
    plain = due_moment(first, limit, "working_hours", calendar, pauses)
    assert plain <= due_moment(second, limit, "working_hours", calendar, pauses)


@given(calendars(), moments, st.data(), pauses())
def test_a_longer_limit_is_never_due_earlier(calendar, received, data, pauses):
    unit = data.draw(st.sampled_from(sorted(limits)))
    shorter, longer = sorted([data.draw(limits[unit]), data.draw(limits[unit])])
    first = due_moment(received, shorter, unit, calendar, pauses)
    assert first <= due_moment(received, longer, unit, calendar, pauses)


@given(calendars(), moments, asked(), pauses())
def test_nothing_is_due_before_it_is_received(calendar, received, asked, pauses):
    unit, limit = asked
    assert due_moment(received, limit, unit, calendar, pauses) >= received


@given(calendars(), moments, asked(), st.data())
def test_a_pause_of_k_working_minutes_moves_the_due_moment_by_k(calendar, received, asked, data):
    unit, limit = asked
    plain = due_moment(received, limit, unit, calendar)
    start = next_working(received, calendar)
    length = int((plain - start) / MINUTE)
    assume(length > 0)
    begins = start + MINUTE * data.draw(st.integers(0, length - 1))
    pause = Pause(begins, begins + MINUTE * data.draw(st.integers(0, 20_000)))
    moved = due_moment(received, limit, unit, calendar, [pause])
    paused = working_minutes_between(pause.start, pause.end, calendar)
    assert working_minutes_between(plain, moved, calendar) == paused
    assert due(received, limit, unit, calendar, [pause]).derivation.paused_minutes == paused


@given(calendars(), moments, asked(), st.data())
def test_a_pause_from_the_due_moment_on_changes_nothing(calendar, received, asked, data):
    unit, limit = asked
    plain = due_moment(received, limit, unit, calendar)
    begins = plain + MINUTE * data.draw(st.integers(0, 5000))
    pause = Pause(begins, begins + MINUTE * data.draw(st.integers(0, 5000)))
    assert due_moment(received, limit, unit, calendar, [pause]) == plain


@given(calendars(), moments, asked(), pauses(), st.randoms())
def test_pauses_count_once_in_any_order(calendar, received, asked, pauses, random):
    unit, limit = asked
    doubled = [*pauses, *pauses]
    random.shuffle(doubled)
    assert due_moment(received, limit, unit, calendar, doubled) == due_moment(received, limit, unit, calendar, pauses)


def with_one_more_day_off(calendar, date):
    others = tuple(day for day in calendar.special_days if day.date != date)
    return replace(calendar, special_days=(*others, SpecialDay(date, Kind.OFF, "")))


@given(calendars(), moments, asked(), dates)
def test_one_more_day_off_never_brings_it_forward(calendar, received, asked, date):
    unit, limit = asked
    fewer = with_one_more_day_off(calendar, date)
    assert due_moment(received, limit, unit, fewer) >= due_moment(received, limit, unit, calendar)


@given(calendars(), moments, limits["working_hours"], pauses(), dates)
def test_one_more_day_off_among_pauses_never_brings_hours_forward(calendar, received, limit, pauses, date):
    fewer = with_one_more_day_off(calendar, date)
    plain = due_moment(received, limit, "working_hours", calendar, pauses)
    assert due_moment(received, limit, "working_hours", fewer, pauses) >= plain


@given(full_hour_calendars(), moments, whole_limits, pauses(), dates)
def test_one_more_day_off_among_pauses_never_brings_full_days_forward(calendar, received, limit, pauses, date):
    # Days must be equally long here: a day off inside a pause takes its hours off the pause.
    fewer = with_one_more_day_off(calendar, date)
    plain = due_moment(received, limit, "working_days", calendar, pauses)
    assert due_moment(received, limit, "working_days", fewer, pauses) >= plain


@given(calendars(), moments, asked(), dates, st.times())
def test_half_a_day_in_place_of_a_whole_one_never_brings_it_forward(calendar, received, asked, date, closes):
    unit, limit = asked
    assume(unit != "days")  # calendar days end when the last one closes, and half a day closes sooner
    assume(unit != "working_days" or limit == int(limit))  # a part of a shorter day is a shorter part
    assume(date not in calendar.special)
    half = SpecialDay(date, Kind.HALF, "", closes=closes.replace(second=0, microsecond=0))
    fewer = replace(calendar, special_days=(*calendar.special_days, half))
    assume(calendar.is_workday_of_the_week(date))
    assert due_moment(received, limit, unit, fewer) >= due_moment(received, limit, unit, calendar)


@given(calendars(), moments, asked(), dates)
def test_a_make_up_day_never_pushes_it_back(calendar, received, asked, date):
    unit, limit = asked
    assume(date not in calendar.special and not calendar.is_workday_of_the_week(date))
    more = replace(calendar, special_days=(*calendar.special_days, SpecialDay(date, Kind.WORKING, "")))
    assert due_moment(received, limit, unit, more) <= due_moment(received, limit, unit, calendar)


@given(calendars(), moments, st.integers(0, 120), pauses())
def test_elapsed_at_the_due_moment_is_the_limit_in_hours(calendar, received, limit, pauses):
    moment = due_moment(received, limit, "working_hours", calendar, pauses)
    assert elapsed(received, moment, calendar, "working_hours", pauses) == limit


@given(calendars(), moments, st.integers(0, 25), pauses())
def test_elapsed_at_the_due_moment_is_the_limit_in_working_days(calendar, received, limit, pauses):
    moment = due_moment(received, limit, "working_days", calendar, pauses)
    # Two limits can fall on one moment only where the next day's hours all lie after the time of day.
    assume(due_moment(received, limit + 1, "working_days", calendar, pauses) != moment)
    assert elapsed(received, moment, calendar, "working_days", pauses) == limit


@given(calendars(), moments, st.integers(0, 45))
def test_elapsed_at_the_due_moment_is_the_limit_in_days_unless_it_rolled(calendar, received, limit):
    found = due(received, limit, "days", calendar)
    gone = elapsed(received, found.moment, calendar, "days")
    rolled = found.derivation.rolled_from
    assert gone == limit + ((found.moment.date() - rolled).days if rolled else 0)


@given(calendars(), moments, moments, moments, st.sampled_from(["working_days", "working_hours"]), pauses())
def test_elapsed_only_grows(calendar, start, one, other, unit, pauses):
    first, second = sorted([one, other])
    gone = elapsed(start, first, calendar, unit, pauses)
    assert 0 <= gone <= elapsed(start, second, calendar, unit, pauses)


@given(full_hour_calendars(), moments, st.integers(1, 25))
def test_days_and_hours_agree_where_every_day_has_eight_hours(calendar, received, limit):
    by_day = due_moment(received, limit, "working_days", calendar)
    by_hour = due_moment(received, limit * 8, "working_hours", calendar)
    assert working_minutes_between(by_day, by_hour, calendar) == 0
    if next_working(received, calendar).time() != dt.time(7):  # at opening time, hours end at the closing before
        assert by_day.date() == by_hour.date()
    else:
        assert by_day == next_working(by_hour, calendar)


@given(calendars(), moments, st.integers(0, 5000))
def test_working_minutes_can_be_added_and_taken_back(calendar, moment, minutes):
    later = add_working_minutes(moment, minutes, calendar)
    assert working_minutes_between(moment, later, calendar) == minutes
    back = add_working_minutes(later, -minutes, calendar) if minutes else later
    assert working_minutes_between(back, moment, calendar) == 0


@given(calendars(), moments, moments, moments)
def test_working_minutes_add_up(calendar, a, b, c):
    through = working_minutes_between(a, b, calendar) + working_minutes_between(b, c, calendar)
    assert working_minutes_between(a, c, calendar) == through
    assert working_minutes_between(b, a, calendar) == -working_minutes_between(a, b, calendar)


@given(calendars(), moments)
def test_next_working_is_the_first_open_moment(calendar, moment):
    opens = next_working(moment, calendar)
    assert is_working(opens, calendar)
    assert opens >= moment
    assert working_minutes_between(moment, opens, calendar) == 0
    assert (opens == moment) == is_working(moment, calendar)


@given(calendars(), dates, dates)
def test_working_days_are_those_with_hours(calendar, one, other):
    first, last = sorted([one, other])
    days = working_days(first, last + ONE_DAY, calendar)
    assert days == sorted(set(days))
    every = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    assert days == [day for day in every if calendar.shifts(day)]
    assert working_days(first, first, calendar) == []


@given(calendars(), moments, asked())
def test_moments_with_a_zone_are_the_same_moments(calendar, received, asked):
    unit, limit = asked
    plain = due_moment(received, limit, unit, calendar)
    found = due(received.replace(tzinfo=LOCAL).astimezone(dt.UTC), limit, unit, calendar)
    assert found.moment.replace(tzinfo=None) == plain
    assert found.moment.utcoffset() == dt.timedelta(hours=7)
    assert found.derivation.received.replace(tzinfo=None) == received


@given(calendars(), moments, st.integers(0, 59), asked())
def test_seconds_are_dropped(calendar, received, second, asked):
    unit, limit = asked
    stamped = received.replace(second=second, microsecond=999_999)
    assert due_moment(stamped, limit, unit, calendar) == due_moment(received, limit, unit, calendar)


@given(calendars(), special_days(), moments, asked())
def test_the_reasons_name_only_days_between_receipt_and_deadline(calendar, extra, received, asked):
    unit, limit = asked
    derivation = due(received, limit, unit, calendar).derivation
    for day in (*derivation.days_off, *derivation.make_up, *derivation.half_days):
        assert received.date() <= day.date <= derivation.due.date()
    assert all(calendar.is_workday_of_the_week(day.date) for day in derivation.days_off)
    assert all(calendar.shifts(day.date) for day in derivation.make_up)


@given(calendars(), moments)
def test_a_pause_that_ends_before_it_begins_is_refused(calendar, received):
    with pytest.raises(ClockError, match="tạm dừng"):
        due(received, 1, "working_days", calendar, [Pause(received, received - MINUTE)])
