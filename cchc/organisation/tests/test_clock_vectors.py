"""Deadlines of real days: the calendars in ``content/`` against the reckoning of the field."""

import datetime as dt
from decimal import Decimal

import pytest

from cchc.organisation.queries.written_calendars import written_calendar
from cchc.organisation.rules.clock import (
    ClockError,
    Kind,
    Pause,
    SpecialDay,
    WeeklyHours,
    WorkCalendar,
    combined,
    due,
    due_moment,
    elapsed,
    is_working,
    next_working,
    sentence,
    warnings,
    working_days,
)
from cchc.organisation.tests.clock_cases import SPAN, office_hours

VECTORS = [
    ("2018-12-28T09:00", 1, "2019-01-02T09:00"),
    ("2018-12-28T09:00", 4, "2019-01-05T09:00"),
    ("2019-02-01T10:00", 3, "2019-02-13T10:00"),
    ("2019-02-01T16:00", 10, "2019-02-22T16:00"),
    ("2019-04-11T09:00", 2, "2019-04-16T09:00"),
    ("2019-04-26T15:30", 5, "2019-05-07T15:30"),
    ("2019-08-30T08:00", 1, "2019-09-03T08:00"),
]


@pytest.fixture(scope="module")
def office():
    return written_calendar("dong-thap")


def at(text):
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(("received", "limit", "expected"), VECTORS)
def test_working_days_keep_the_time_of_day(office, received, limit, expected):
    assert due_moment(at(received), limit, "working_days", office) == at(expected)
    assert elapsed(at(received), at(expected), office, "working_days") == limit


@pytest.mark.parametrize(("received", "limit", "expected"), VECTORS)
def test_eight_working_hours_make_a_working_day(office, received, limit, expected):
    assert due_moment(at(received), limit * 8, "working_hours", office) == at(expected)


@pytest.mark.parametrize(
    ("received", "limit", "unit", "expected", "why"),
    [
        ("2019-05-08T07:00", 8, "working_hours", "2019-05-08T17:00", "a day's hours end when it closes"),
        ("2019-05-08T07:00", 1, "working_days", "2019-05-09T07:00", "a day keeps the time of day"),
        ("2019-05-08T12:00", 1, "working_hours", "2019-05-08T14:30", "lunch: from 13:30"),
        ("2019-05-08T17:00", 1, "working_hours", "2019-05-09T08:00", "closing time is outside"),
        ("2019-05-10T19:00", 1, "working_days", "2019-05-14T07:00", "Friday night: from Monday"),
        ("2019-05-08T09:00", Decimal("0.5"), "working_days", "2019-05-08T15:00", "half a day is four hours"),
        ("2019-05-08T15:00", Decimal("1.5"), "working_days", "2019-05-10T09:00", "a day and four hours"),
        ("2019-05-08T09:00", 0, "working_days", "2019-05-08T09:00", "at once"),
        ("2019-05-08T09:00", 2, "days", "2019-05-10T17:00", "the last day runs to its close"),
        ("2019-05-08T09:00", 3, "days", "2019-05-13T17:00", "the last day is a Saturday"),
        ("2019-04-20T09:00", 6, "days", "2019-05-02T17:00", "from Monday 22 to Sunday 28, over the holidays"),
        ("2019-04-26T09:00", 8, "days", "2019-05-04T17:00", "the last day is a make-up Saturday"),
    ],
)
def test_what_a_receipt_at_the_edge_means(office, received, limit, unit, expected, why):
    assert due_moment(at(received), limit, unit, office) == at(expected), why


def test_2019_has_252_working_days(office):
    days = working_days(dt.date(2019, 1, 1), dt.date(2020, 1, 1), office)
    assert len(days) == 252
    months = [sum(day.month == month for day in days) for month in range(1, 13)]
    assert months == [23, 15, 21, 19, 23, 20, 23, 22, 20, 23, 21, 22]


@pytest.mark.parametrize(
    ("received", "limit", "unit", "expected"),
    [
        ("2019-04-26T15:30", 5, "working_days", "5 ngày làm việc, trừ 29/04, 30/04 và 01/05, làm bù 04/05"),
        ("2019-02-01T10:00", 3, "working_days", "3 ngày làm việc, trừ 04/02 đến 08/02"),
        ("2018-12-28T09:00", 1, "working_days", "1 ngày làm việc, trừ 31/12/2018 và 01/01/2019"),
        ("2019-05-08T09:00", 12, "working_hours", "12 giờ làm việc"),
        ("2019-05-08T09:00", Decimal("1.50"), "working_days", "1,5 ngày làm việc"),
        ("2019-05-08T18:00", 2, "working_days", "2 ngày làm việc, nhận ngoài giờ, tính từ 07:00 09/05"),
        ("2019-05-08T09:00", 3, "days", "3 ngày, ngày cuối 11/05 là ngày nghỉ"),
        ("2019-04-22T09:00", 6, "days", "6 ngày, ngày cuối 28/04 là ngày nghỉ, trừ 29/04, 30/04 và 01/05"),
        ("2019-04-22T09:00", 30, "days", "30 ngày"),
    ],
)
def test_the_reasons_read_as_an_official_would_say_them(office, received, limit, unit, expected):
    assert sentence(due(at(received), limit, unit, office).derivation) == expected


def test_pauses_and_half_days_are_among_the_reasons(office):
    half = SpecialDay(dt.date(2019, 5, 9), Kind.HALF, "Họp toàn cơ quan")
    calendar = combined("thử", office, hours=(), days=[half])
    pauses = [Pause(at("2019-05-08T10:00"), at("2019-05-08T16:00"))]
    found = due(at("2019-05-08T09:00"), 2, "working_days", calendar, pauses)
    expected = "2 ngày làm việc, làm nửa ngày 09/05, cộng 4 giờ làm việc tạm dừng"
    assert sentence(found.derivation) == expected
    assert found.moment == at("2019-05-10T15:00")


@pytest.mark.parametrize(
    ("received", "limit", "unit", "pause", "expected", "why"),
    [
        ("2019-05-08T07:00", 1, "working_days", ("08T08:00", "08T17:00"), "2019-05-09T16:00", "seven hours"),
        ("2019-05-08T07:00", 1, "working_days", ("08T07:00", "08T17:00"), "2019-05-10T07:00", "a day: opening again"),
        ("2019-05-08T07:00", 8, "working_hours", ("08T07:00", "08T17:00"), "2019-05-09T17:00", "a day: closing again"),
        ("2019-05-08T16:00", 1, "working_hours", ("08T17:00", "09T09:00"), "2019-05-08T17:00", "from the due moment"),
        ("2019-05-08T16:00", 1, "working_hours", ("08T16:59", "09T09:00"), "2019-05-09T09:01", "a minute before it"),
        ("2019-05-08T09:00", 1, "working_days", ("09T09:00", "10T09:00"), "2019-05-09T09:00", "from the due moment"),
        ("2019-05-08T09:00", 1, "working_days", ("09T08:59", "10T08:59"), "2019-05-10T09:00", "a minute before it"),
        (
            "2019-05-08T09:00",
            1,
            "working_days",
            ("01T09:00", "08T11:00"),
            "2019-05-09T11:00",
            "begun before the receipt",
        ),
        ("2019-05-10T09:00", 1, "days", ("10T17:00", "13T07:00"), "2019-05-13T17:00", "a weekend is no working time"),
        ("2019-05-08T09:00", 2, "days", ("08T13:30", "08T17:00"), "2019-05-13T10:30", "half a day"),
    ],
)
def test_what_a_pause_does(office, received, limit, unit, pause, expected, why):
    pauses = [Pause(*(at(f"2019-05-{end}") for end in pause))]
    assert due_moment(at(received), limit, unit, office, pauses) == at(expected), why


def test_a_pause_that_ends_at_a_closing_does_not_jump_to_the_next_opening():
    rows = (WeeklyHours(1, dt.time(0), dt.time(2, 46)), WeeklyHours(1, dt.time(2, 47), dt.time(9, 16)))
    calendar = WorkCalendar("thử", SPAN, rows)
    pauses = [Pause(at("2019-01-01T00:00"), at("2019-01-01T00:01"))]
    assert due_moment(at("2019-01-01T00:00"), 12, "working_hours", calendar, pauses) == at("2019-01-08T02:46")


def test_a_translator_is_asked_for_every_phrase(office):
    english = {"%(number)s ngày làm việc": "%(number)s working days", "trừ %(days)s": "without %(days)s"}
    derivation = due(at("2019-04-11T09:00"), 2, "working_days", office).derivation
    assert sentence(derivation, lambda text: english.get(text, text)) == "2 working days, without 15/04"


def test_a_deadline_on_days_nobody_decided_says_so(office):
    assert warnings(due(at("2019-02-01T10:00"), 3, "working_days", office).derivation) == ()
    computed = warnings(due(at("2027-02-03T10:00"), 3, "working_days", office).derivation)
    assert computed == (
        "Chưa đối chiếu được quyết định về ngày 04/02, 05/02, 08/02, 09/02 và 10/02: kiểm tra trước khi hẹn.",
    )
    unlisted = warnings(due(at("2031-05-02T10:00"), 3, "working_days", office).derivation)
    assert unlisted == ("Chưa có danh mục ngày nghỉ năm 2031: hạn mới trừ thứ Bảy, Chủ nhật.",)


def test_a_unit_that_takes_papers_on_saturday_morning_counts_it():
    saturday = WeeklyHours(5, dt.time(7), dt.time(11), unit="u1")
    calendar = WorkCalendar("thử", SPAN, (*office_hours(), saturday))
    friday = at("2019-05-10T16:00")
    assert due_moment(friday, 2, "working_hours", calendar) == at("2019-05-13T08:00")
    assert due_moment(friday, 2, "working_hours", calendar.for_unit("u1")) == at("2019-05-11T08:00")
    assert due_moment(friday, 1, "working_days", calendar.for_unit("u1")) == at("2019-05-13T07:00")
    assert calendar.for_unit("u2") is calendar


def test_a_unit_can_close_on_a_weekday_and_keep_its_own_days_off():
    closed = WeeklyHours(4, None, None, unit="u1")
    storm = SpecialDay(dt.date(2019, 5, 9), Kind.OFF, "Nghỉ tránh bão", unit="u1")
    calendar = WorkCalendar("thử", SPAN, (*office_hours(), closed), (storm,)).for_unit("u1")
    assert due_moment(at("2019-05-08T09:00"), 1, "working_days", calendar) == at("2019-05-13T09:00")


def test_a_make_up_day_keeps_the_hours_of_the_day_it_replaces():
    short_friday = (*office_hours(range(4)), WeeklyHours(4, dt.time(7), dt.time(12)))
    made_up = SpecialDay(dt.date(2019, 5, 11), Kind.WORKING, "", swapped_with=dt.date(2019, 5, 3))
    calendar = WorkCalendar("thử", SPAN, short_friday, (made_up,))
    assert is_working(at("2019-05-11T11:59"), calendar)
    assert not is_working(at("2019-05-11T14:00"), calendar)
    unnamed = WorkCalendar("thử", SPAN, short_friday, (SpecialDay(made_up.date, Kind.WORKING, ""),))
    assert is_working(at("2019-05-11T14:00"), unnamed)


def test_hours_change_on_the_day_they_change():
    summer = dt.date(2019, 4, 15)
    winter = WeeklyHours(0, dt.time(8), dt.time(16), last=summer - dt.timedelta(days=1))
    calendar = WorkCalendar("thử", SPAN, (winter, WeeklyHours(0, dt.time(7), dt.time(15), first=summer)))
    assert next_working(at("2019-04-08T00:00"), calendar) == at("2019-04-08T08:00")
    assert next_working(at("2019-04-15T00:00"), calendar) == at("2019-04-15T07:00")


@pytest.mark.parametrize(
    ("limit", "unit", "says"),
    [
        (-1, "working_days", "từ 0 đến"),
        (10**9, "working_hours", "từ 0 đến"),
        (Decimal("NaN"), "working_days", "phải là một số"),
        (Decimal("1.5"), "days", "số nguyên"),
        (99_999, "days", "Lịch làm việc chỉ tính được"),
        (99_999, "working_days", "Lịch làm việc chỉ tính được"),
        (99_999, "working_hours", "Lịch làm việc chỉ tính được"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused_in_one_sentence(office, limit, unit, says):
    with pytest.raises(ClockError, match=says):
        due(at("2019-05-08T09:00"), limit, unit, office)


@pytest.mark.parametrize("received", ["1900-01-01T00:00", "2400-01-01T00:00"])
def test_a_receipt_outside_the_calendar_is_refused(office, received):
    with pytest.raises(ClockError, match="Lịch làm việc chỉ tính được"):
        due(at(received), 1, "working_days", office)


@pytest.mark.parametrize(
    ("hours", "days", "says"),
    [
        ((), (), "không có giờ làm việc"),
        ((WeeklyHours(0, dt.time(9), dt.time(8)),), (), "sau khi mở cửa"),
        ((WeeklyHours(0, dt.time(8), dt.time(12)), WeeklyHours(0, dt.time(11), dt.time(13))), (), "chồng lên nhau"),
        (office_hours(), (SpecialDay(dt.date(2019, 1, 1), Kind.OFF, ""),) * 2, "khai hai lần"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(hours, days, says):
    with pytest.raises(ClockError, match=says):
        due(at("2019-05-08T09:00"), 1, "working_days", WorkCalendar("thử", SPAN, hours, days))
