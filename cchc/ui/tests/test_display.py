"""Dates, numbers and money as Viet Nam writes them, and back again."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import reading
from cchc.kernel.writing import _figure
from cchc.ui import display, reader


@pytest.mark.parametrize(
    ("value", "written", "english"),
    [
        (1214, "1.214", "1,214"),
        (84.37, "84,37", "84.37"),
        (Decimal("2.90"), "2,9", "2.9"),
        (-1234567.5, "-1.234.567,5", "-1,234,567.5"),
        (-0.001, "0", "0"),
        (0, "0", "0"),
        (None, "–", "–"),
    ],
)
def test_a_number_has_the_readers_separators(value: display.Number | None, written: str, english: str) -> None:
    assert display.number(value) == written
    assert display.number(value, language="en") == english


_EXACT = Decimal.from_float(2.675)  # 2.67499999…


@pytest.mark.parametrize("first", [2.675, _EXACT])
def test_equal_numbers_of_two_kinds_are_each_written_as_they_are(first: display.Number) -> None:
    """They are equal, so which of them was written first must not decide how both are."""
    _figure.cache_clear()
    display.number(first)
    assert (display.number(2.675), display.number(_EXACT)) == ("2,68", "2,67")


def test_a_number_keeps_the_decimals_asked_for() -> None:
    assert display.number(3, 2) == "3,00"
    assert display.percent(51.849, 1) == "51,8%"


@pytest.mark.parametrize(
    ("text", "most", "written"),
    [
        ("Kiểm tra công vụ.", 40, "Kiểm tra công vụ"),
        ("Kiểm tra công vụ, công chức", 20, "Kiểm tra công vụ…"),
        ("Kiểm tra công vụ, công chức", 9, "Kiểm tra…"),
        ("Kiểmtracôngvụ", 5, "Kiểm…"),
        ("", 5, ""),
    ],
)
def test_a_long_text_is_cut_between_words(text: str, most: int, written: str) -> None:
    assert display.short(text, most) == written
    assert len(written) <= most


@pytest.mark.parametrize(
    ("dong", "written"),
    [
        (120_000_000, "120 triệu đồng"),
        (1_500_000_000, "1,5 tỷ đồng"),
        (1_250_000, "1,25 triệu đồng"),
        (80_000, "80.000 đồng"),
        (0, "0 đồng"),
        (-5_000_000, "-5 triệu đồng"),
        (None, "–"),
    ],
)
def test_money_is_said_in_its_scale(dong: int | None, written: str) -> None:
    assert display.money(dong) == written


def test_money_in_english() -> None:
    assert display.money(120_000_000, "en") == "VND 120 million"
    assert display.money_exact(1_234_567, "en") == "VND 1,234,567"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (dt.date(2019, 5, 7), "07/05/2019"),
        (dt.date(2018, 12, 6), "06/12/2018"),
        (dt.date(2019, 1, 31), "31/01/2019"),
        (dt.date(2019, 2, 1), "01/02/2019"),
        (dt.date(2019, 10, 10), "10/10/2019"),
    ],
)
def test_a_date_has_zeros_where_official_documents_do(day: dt.date, written: str) -> None:
    assert display.date(day) == written


def test_moments_days_and_quarters_in_words() -> None:
    moment = dt.datetime(2019, 5, 7, 15, 30, tzinfo=dt.UTC)
    assert display.moment(moment) == "15 giờ 30, 07/05/2019"
    assert display.time(dt.time(8, 5)) == "8 giờ 05"
    assert display.time(dt.time(8)) == "8 giờ"
    assert display.date_long(moment.date()) == "thứ Ba 07/05/2019"
    assert display.date_long(dt.date(2019, 5, 5)) == "Chủ nhật 05/05/2019"
    assert display.quarter(moment.date()) == "Quý II/2019"
    assert display.date(moment.date(), "en") == "7 May 2019"


def test_distance_counts_from_today() -> None:
    today = dt.date(2019, 9, 14)
    assert display.distance(dt.date(2019, 9, 30), today) == "còn 16 ngày"
    assert display.distance(dt.date(2019, 6, 30), today) == "trễ 76 ngày"
    assert display.distance(today, today) == "hôm nay"
    assert display.distance(dt.date(2019, 9, 13), today, "en") == "1 day late"


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_date_written_is_read_back(day: dt.date) -> None:
    assert reading.date(display.date(day)) == day


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_every_number_written_is_read_back(value: Decimal) -> None:
    assert reading.number(display.number(value, 2)) == value


@given(st.integers(0, 10**15))
def test_every_exact_sum_is_read_back(dong: int) -> None:
    assert reading.money(display.money_exact(dong)) == dong


@given(st.integers(1, 99_999), st.sampled_from([10**6, 10**9]))
def test_a_round_sum_in_words_is_read_back(hundredths: int, scale: int) -> None:
    dong = hundredths * scale // 100
    assert reading.money(display.money(dong)) == dong


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("15/08/2019", "15 Aug 2019"),
        ("5/8/2019", "5 Aug 2019"),
        ("15/8", "15/8"),  # of which year?
        ("31/02/2019", "31/02/2019"),  # no day
        ("Trước 15/08/2019", "Trước 15/08/2019"),
        ("", ""),
    ],
)
def test_only_a_plain_day_is_rewritten(text: str, english: str) -> None:
    with translation.override("en"):
        assert reader.plain_day(text) == english
