"""The periods of a recurring task: they tile the time of the plan, and a rule that can't be is refused."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.plans.rules.occurrences import Span, checked, spans

YEAR = Period.year(2019)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "count", "first", "last"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", 24, ("2019-01-01", "2019-01-15"), ("2019-12-16", "2019-12-31")),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", 12, ("2019-01-01", "2019-01-31"), ("2019-12-01", "2019-12-31")),
        ("FREQ=MONTHLY", 12, ("2019-01-01", "2019-01-31"), ("2019-12-01", "2019-12-31")),
        ("FREQ=MONTHLY;INTERVAL=3", 4, ("2019-01-01", "2019-03-31"), ("2019-10-01", "2019-12-31")),
        ("FREQ=WEEKLY", 52, ("2019-01-01", "2019-01-06"), ("2019-12-23", "2019-12-29")),
        ("RRULE:FREQ=WEEKLY;BYDAY=FR", 52, ("2019-01-01", "2019-01-04"), ("2019-12-21", "2019-12-27")),
        ("FREQ=YEARLY", 1, ("2019-01-01", "2019-12-31"), ("2019-01-01", "2019-12-31")),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=6,12", 2, ("2019-01-01", "2019-06-30"), ("2019-07-01", "2019-12-31")),
    ],
)
def test_the_periods_of_a_rule(rule: str, count: int, first: tuple[str, str], last: tuple[str, str]) -> None:
    found = spans(rule, YEAR)
    assert len(found) == count
    assert found[0] == Span(*map(dt.date.fromisoformat, first))
    assert found[-1] == Span(*map(dt.date.fromisoformat, last))


@pytest.mark.parametrize(
    ("rule", "first", "due"),
    [
        # a month, quarter or year is the calendar's, whenever the work begins
        ("FREQ=MONTHLY", "2019-09-30", ["2019-09-30", "2019-10-31", "2019-11-30", "2019-12-31"]),
        ("FREQ=MONTHLY", "2019-10-31", ["2019-10-31", "2019-11-30", "2019-12-31"]),
        ("FREQ=MONTHLY", "2019-10-10", ["2019-10-31", "2019-11-30", "2019-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2019-03-31", ["2019-03-31", "2019-06-30", "2019-09-30", "2019-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2019-03-01", ["2019-03-31", "2019-06-30", "2019-09-30", "2019-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=6", "2019-05-31", ["2019-06-30", "2019-12-31"]),
        ("FREQ=YEARLY", "2019-12-31", ["2019-12-31"]),
        ("FREQ=MONTHLY;BYMONTH=6,12", "2019-05-31", ["2019-06-30", "2019-12-31"]),
        ("FREQ=MONTHLY;COUNT=2", "2019-01-31", ["2019-01-31", "2019-02-28"]),
        ("FREQ=MONTHLY;INTERVAL=5", "2019-01-31", ["2019-05-31", "2019-10-31", "2019-12-31"]),  # no period of a year
    ],
)
def test_periods_are_those_of_the_calendar(rule: str, first: str, due: list[str]) -> None:
    found = spans(rule, Period.of_days(dt.date.fromisoformat(first), YEAR.last_day))
    assert [span.due.isoformat() for span in found] == due
    assert found[0].start.isoformat() == first


def test_a_year_that_passes_new_year_is_one_period() -> None:
    within = Period.of_days(dt.date(2019, 9, 1), dt.date(2020, 5, 31))
    assert spans("FREQ=YEARLY", within) == [Span(within.start, within.last_day)]
    three = Period.of_days(dt.date(2020, 2, 29), dt.date(2022, 12, 31))
    assert [span.due for span in spans("FREQ=YEARLY", three)] == [dt.date(year, 12, 31) for year in (2020, 2021, 2022)]


@given(
    st.sampled_from(["FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYMONTHDAY=-1,10"]),
    st.integers(1, 5),
    st.dates(dt.date(2018, 1, 1), dt.date(2027, 12, 31)),
    st.integers(60, 400),
)
def test_periods_follow_each_other_without_gap_inside_the_time(
    rule: str, every: int, start: dt.date, days: int
) -> None:
    within = Period(start, start + days * DAY)
    try:
        found = spans(f"{rule};INTERVAL={every}", within)
    except Refusal:
        return
    assert found[0].start == within.start
    assert all(span.start <= span.due for span in found)
    assert all(later.start == earlier.due + DAY for earlier, later in pairwise(found))
    assert found[-1].due <= within.last_day


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "hàng tháng",
        "FREQ=HOURLY",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;BYHOUR=3",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;BYMONTHDAY=99",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY\nEXDATE:20190101",
        "FREQ=MONTHLY;" + "BYMONTHDAY=1;" * 40,
    ],
)
def test_what_is_no_rule_of_days_is_refused(rule: str) -> None:
    with pytest.raises(Refusal, match="Quy tắc lặp không đúng"):
        checked(rule)


def test_a_rule_without_a_period_in_the_time_is_refused() -> None:
    with pytest.raises(Refusal, match="không có kỳ nào"):
        spans("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", Period.month(2019, 1))


def test_a_rule_with_too_many_periods_is_refused() -> None:
    with pytest.raises(Refusal, match="hơn 400 kỳ"):
        spans("FREQ=DAILY", Period(dt.date(2019, 1, 1), dt.date(2021, 1, 1)))
