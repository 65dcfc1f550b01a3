"""What people type is understood one way, or refused."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.ui import reading


@pytest.mark.parametrize(
    "text",
    [
        *("7/5/2019", "07/05/2019", "07/5/2019", "2019-05-07", " 7-5-2019 ", "7.5.2019", "ngày 7 tháng 5 năm 2019"),
        *("07052019", "7 5 2019", "07 05 2019", "7 / 5 / 2019", "7,5,2019", "7–5–2019", "7⁄5⁄2019", "ngày 7/5/2019"),
        *("2019/5/7", "2019.05.07", "20190507"),
    ],
)
def test_a_day_is_read_day_first(text: str) -> None:
    assert reading.date(text) == dt.date(2019, 5, 7)


def test_the_third_of_april_is_not_the_fourth_of_march() -> None:
    assert reading.date("03/04/1960") == dt.date(1960, 4, 3)


@pytest.mark.parametrize("text", ["31/2/2019", "5/2019", "05/07/19", "hôm nay", "", "2019-13-01", "0/1/2019"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.date(text)


@pytest.mark.parametrize(
    ("text", "month", "last"),
    [("31/06/2020", 6, 30), ("31062020", 6, 30), ("29/02/2019", 2, 28), ("30 2 2020", 2, 29), ("20190431", 4, 30)],
)
def test_a_day_that_no_calendar_has_says_where_its_month_ends(text: str, month: int, last: int) -> None:
    with pytest.raises(reading.NoSuchDay) as refused:
        reading.date(text)
    assert (refused.value.month, refused.value.last) == (month, last)


@pytest.mark.parametrize("text", ["31/12/9999", "01/01/0001", "31/12/1899", "2101-01-01"])
def test_a_day_that_nobody_can_mean_is_no_day(text: str) -> None:
    with pytest.raises(reading.FarDay):
        reading.date(text)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(["", "/", ".", "-", " ", " / ", "–"]))
def test_whatever_stands_between_the_day_is_the_same(day: dt.date, sign: str) -> None:
    assert reading.date(f"{day.day:02}{sign}{day.month:02}{sign}{day.year}") == day
    assert reading.date(f"{day.year}{sign}{day.month:02}{sign}{day.day:02}") == day


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("1.250.000", 1_250_000),
        ("1 250 000 đồng", 1_250_000),
        ("5 triệu", 5_000_000),
        ("05tr", 5_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1,5 tỉ đồng", 1_500_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("1,250 tỷ", 1_250_000_000),
        ("80 nghìn", 80_000),
        ("80k", 80_000),
        ("80.000đ", 80_000),
        ("0", 0),
    ],
)
def test_sums_of_money(text: str, dong: int) -> None:
    assert reading.money(text) == dong


@pytest.mark.parametrize("text", ["nhiều", "5 tr/kỳ", "1,5", "12.34.5", "", "triệu", "1e9"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.money(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.214", "1214"), ("84,37", "84.37"), ("84.37", "84.37"), ("1.214,5", "1214.5"), ("-3", "-3"), ("0,5", "0.5")],
)
def test_numbers(text: str, value: str) -> None:
    assert reading.number(text) == Decimal(value)


@given(st.text(max_size=30))
def test_any_text_is_understood_or_refused(text: str) -> None:
    for read in (reading.date, reading.number, reading.money):
        try:
            read(text)
        except reading.Unreadable:
            continue
