"""The clock against a slow reading of the same rules, minute by minute."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.organisation.rules.clock import due_moment, is_working, next_working, working_minutes_between
from cchc.organisation.tests.clock_cases import MINUTE, Slow, calendars, limits, minutes_of, moments, pauses


@given(calendars(), moments)
def test_it_is_open_when_the_slow_reading_says_so(calendar, moment):
    slow = Slow(calendar)
    assert is_working(moment, calendar) == slow.is_open(moment)
    assert next_working(moment, calendar) == slow.next_open(moment)


@given(calendars(), moments, st.integers(0, 20_000))
def test_working_minutes_are_counted_one_by_one(calendar, moment, minutes):
    slow = Slow(calendar)
    end = moment + MINUTE * minutes
    counted, day = 0, None
    for step in range(minutes):
        now = moment + MINUTE * step
        if now.date() != day:
            day, opened = now.date(), slow.open_minutes(now.date())
        counted += now.hour * 60 + now.minute in opened
    assert working_minutes_between(moment, end, calendar) == counted


@given(calendars(), moments, st.one_of(st.integers(0, 12), st.decimals(0, 12, places=2)), pauses())
@settings(deadline=None)
def test_hours_are_counted_minute_by_minute_outside_the_pauses(calendar, received, limit, pauses):
    expected = Slow(calendar).after_minutes(received, minutes_of(limit), pauses)
    assert due_moment(received, limit, "working_hours", calendar, pauses) == expected


@given(calendars(), moments, st.integers(0, 25))
@settings(deadline=None)
def test_working_days_are_counted_day_by_day(calendar, received, limit):
    assert due_moment(received, limit, "working_days", calendar) == Slow(calendar).after_working_days(received, limit)


@given(calendars(), moments, limits["days"])
@settings(deadline=None)
def test_calendar_days_are_counted_day_by_day(calendar, received, limit):
    assert due_moment(received, limit, "days", calendar) == Slow(calendar).after_days(received, limit)
