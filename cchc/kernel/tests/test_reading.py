"""What people type is understood one way, or refused."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import reading, writing


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
        ("0,125 tỷ", 125_000_000),
        ("0.125 tỷ", 125_000_000),
        ("0.750 tỷ", 750_000_000),
        ("15,000,000", 15_000_000),
        ("80 nghìn", 80_000),
        ("80k", 80_000),
        ("80.000đ", 80_000),
        ("0", 0),
    ],
)
def test_sums_of_money(text: str, dong: int) -> None:
    assert reading.money(text) == dong


@pytest.mark.parametrize("text", ["nhiều", "5 tr/kỳ", "1,5", "15,000", "12.34.5", "", "triệu", "1e9"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.money(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("1.214", "1214"), ("84,37", "84.37"), ("84.37", "84.37"), ("1.214,5", "1214.5"), ("-3", "-3")),
        *(("0,5", "0.5"), ("0,125", "0.125"), ("0.125", "0.125"), ("84,375", "84.375"), ("1,125", "1.125")),
        *(("-0.750", "-0.75"), ("1.214,125", "1214.125"), ("1,234.5", "1234.5"), ("1 214,5", "1214.5")),
        *(("15,000,000", "15000000"), ("15.000.000", "15000000"), ("15 000 000", "15000000")),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert reading.number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.23,5", "0 125", "0.125.000", "1.2345.678", "1,5,5", "12.34.567", "1.250.00"])
def test_groups_have_three_digits_and_none_follows_a_nought(text: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.number(text)


@given(st.decimals(-(10**9), 10**9, places=6, allow_nan=False), st.integers(0, 6))
def test_what_a_field_shows_it_reads(value: Decimal, places: int) -> None:
    shown = round(value, places)
    assert reading.number(writing.number(shown, places)) == shown


@given(st.text(max_size=30))
def test_any_text_is_understood_or_refused(text: str) -> None:
    for read in (reading.date, reading.number, reading.money):
        try:
            read(text)
        except reading.Unreadable:
            continue


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("84.37", "84.37"),
        ("84,37", "84.37"),
        (30, "30"),
        (0.5, "0.5"),
        ("1e-3", "0.001"),
        (" -2 ", "-2"),
        (".5", "0.5"),
    ],
)
def test_decimals_of_files_and_schemes(value: object, read: str) -> None:
    assert reading.decimal(value) == Decimal(read)


ENDLESS = [
    "1e-8000000",
    "1e8000000",
    "1e19",
    "9" * 5_000,
    16**5_000,
    "0." + "1" * 31,
    "nan",
    "inf",
    "1,234.5",
    "",
    True,
]


@pytest.mark.parametrize("value", ENDLESS, ids=lambda value: type(value).__name__)
def test_no_number_is_endless(value: object) -> None:
    with pytest.raises(reading.Unreadable) as refused:
        reading.decimal(value)
    assert len(str(refused.value)) <= 100


@given(
    st.text(max_size=30) | st.integers() | st.floats() | st.from_regex(r"[0-9]{1,20}e[+-]?[0-9]{1,9}", fullmatch=True)
)
def test_a_decimal_can_be_written_out(value: object) -> None:
    """Whatever is read has a short plain form: nobody fills the memory with the zeros of an exponent."""
    try:
        found = reading.decimal(value)
    except reading.Unreadable:
        return
    assert len(format(found, "f")) <= 160


@pytest.mark.parametrize(
    ("text", "read"),
    [("0", 0), ("12", 12), ("0012", 12), (str(2**63 - 1), 2**63 - 1)],
)
def test_whole_numbers_of_addresses(text: str, read: int) -> None:
    assert reading.whole(text) == read


@pytest.mark.parametrize(
    "text", [None, "", "-1", "1.0", "hai", "\u0661", "\u00b2", str(2**63), "9" * 5_000, " 1", "1_0"]
)
def test_what_is_no_whole_number_narrows_nothing(text: str | None) -> None:
    assert reading.whole(text) is None


@pytest.mark.parametrize(("text", "read"), [("2019", 2019), ("0", None), ("9999", None), ("19", None), (None, None)])
def test_years_of_addresses(text: str | None, read: int | None) -> None:
    assert reading.year(text) == read


def test_ticked_boxes_are_counted_after_what_is_none() -> None:
    assert reading.wholes(["x", "3", "", "5", "7"], at_most=2) == [3, 5]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2019-02-01T10:00", "2019-02-01T10:00:00"),
        ("2019-02-01T03:00+00:00", "2019-02-01T10:00:00"),
        ("2019-02-01", "2019-02-01T00:00:00"),
    ],
)
def test_moments_are_local(text: str, read: str) -> None:
    assert reading.moment(text).isoformat() == read


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "1899-12-31T10:00", "10 giờ", ""])
def test_no_moment_is_far(text: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.moment(text)
