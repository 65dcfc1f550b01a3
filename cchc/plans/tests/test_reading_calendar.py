"""When, by columns: a beginning and an end, or quarters and months in which a row is marked; and what is no day."""

import datetime as dt

import pytest

from cchc.plans.rules.reading.when import questions, understand
from cchc.plans.tests.plan_forms import COLUMNS, FORMATS, HEAD
from cchc.plans.tests.test_reading_marks import blocking, read, tasks, why

every_format = pytest.mark.parametrize("form", FORMATS)
QUARTERS = [
    ("TT|Nội dung|Chủ trì|Quý I|Quý II|Quý III|Quý IV|Sản phẩm",),
    ("TT|Nội dung|Chủ trì|Thời gian thực hiện|<|<|<|Sản phẩm", "^|^|^|Quý I|Quý II|Quý III|Quý IV|^"),
    ("TT|Nội dung|Chủ trì|Quý|<|<|<|Sản phẩm", "^|^|^|I|II|III|IV|^"),
    ("TT|Nội dung|Chủ trì|Thời gian (quý)|<|<|<|Sản phẩm", "^|^|^|I|II|III|IV|^"),
    (
        "TT|Nội dung|Chủ trì|Thời gian thực hiện|<|<|<|Sản phẩm",
        "^|^|^|Năm 2019|<|<|<|^",
        "^|^|^|Quý I|Quý II|Quý III|Quý IV|^",
    ),
    ("TT|Nội dung|Chủ trì|Thời gian thực hiện|<|<|<|Sản phẩm", "^|^|^|Quý|<|<|<|^", "^|^|^|I|II|III|IV|^"),
    ("TT|Nội dung|Chủ trì|Q1|Q2|Q3|Q4|Sản phẩm",),
]
MARKED = [  # marks, first day, last day, whether a gap is asked about
    ("x|||", "2019-01-01", "2019-03-31", False),
    ("|X|X|", "2019-04-01", "2019-09-30", False),
    ("x|x|x|x", "2019-01-01", "2019-12-31", False),
    ("||●|●", "2019-07-01", "2019-12-31", False),
    ("x||x|", "2019-01-01", "2019-09-30", True),
]


@every_format
@pytest.mark.parametrize("heads", QUARTERS, ids=[head[0][16:40] for head in QUARTERS])
@pytest.mark.parametrize(("marks", "start", "end", "asks"), MARKED)
def test_marked_quarters_are_the_span_from_the_first_to_the_last(
    form: str, heads: tuple[str, ...], marks: str, start: str, end: str, asks: bool
) -> None:
    reading = read(form, *heads, f"1|Rà soát|Sở Nội vụ|{marks}|Báo cáo", "2|Hai|Sở Y tế||x|||A")
    one, two = reading.tasks
    assert (one.schedule.kind, one.schedule.start, one.schedule.end) == (
        "window", dt.date.fromisoformat(start), dt.date.fromisoformat(end),
    )  # fmt: skip
    assert (two.schedule.end, one.products, one.note) == (dt.date(2019, 6, 30), ("Báo cáo",), "")
    assert blocking(reading) == ([("1", "schedule")] if asks else [])


@every_format
@pytest.mark.parametrize("head", ["Tháng {}", "T{}", "{}"])
def test_marked_months_are_a_span(form: str, head: str) -> None:
    months = "|".join(head.format(month) for month in range(1, 13))
    upper = f"TT|Nội dung|Chủ trì|Thời gian thực hiện (tháng){'|<' * 11}"
    heads = (upper, f"^|^|^|{months}") if head == "{}" else (f"TT|Nội dung|Chủ trì|{months}",)
    reading = read(form, *heads, "1|Rà soát|Sở Nội vụ|||x|x|x|||||||")
    (one,) = reading.tasks
    assert (one.schedule.start, one.schedule.end) == (dt.date(2019, 3, 1), dt.date(2019, 5, 31))


def test_quarters_of_two_years_have_their_year() -> None:
    heads = ("TT|Nội dung|Chủ trì|Năm 2019|<|Năm 2020|<", "^|^|^|Quý III|Quý IV|Quý I|Quý II")
    (one,) = read("docx", *heads, "1|Rà soát|Sở Nội vụ||x|x|").tasks
    assert (one.schedule.start, one.schedule.end) == (dt.date(2019, 10, 1), dt.date(2020, 3, 31))


def test_words_among_the_marks_and_marks_beside_words_are_asked() -> None:
    heads = QUARTERS[0]
    assert blocking(read("txt", *heads, "1|Rà soát|Sở Nội vụ||15/5||x|A")) == [("1", "schedule")]
    beside = "TT|Nội dung|Chủ trì|Thời gian|Quý I|Quý II"
    reading = read("txt", beside, "1|Rà soát|Sở Nội vụ|Quý IV|x|", "2|Hai|Sở Nội vụ|Quý IV||")
    assert [task.schedule.text for task in reading.tasks] == ["Quý IV", "Quý IV"]
    assert blocking(reading) == [("1", "schedule")]
    assert "Quý I" in why(reading, "1", "schedule")


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_words_over_all_quarters_are_the_schedule(form: str) -> None:
    reading = read(form, *QUARTERS[1], "1|Rà soát|Sở Nội vụ|Thường xuyên|<|<|<|A")
    assert tasks(reading)["1"].schedule.kind == "standing"
    assert blocking(reading) == []


@every_format
@pytest.mark.parametrize(
    "heads",
    [
        ("TT|Nội dung|Chủ trì|Thời gian thực hiện|<|Sản phẩm", "^|^|^|Bắt đầu|Kết thúc|^"),
        ("TT|Nội dung|Chủ trì|Bắt đầu|Kết thúc|Sản phẩm",),
        ("TT|Nội dung|Chủ trì|Ngày bắt đầu|Ngày kết thúc|Sản phẩm",),
        ("TT|Nội dung|Chủ trì|Từ ngày|Đến ngày|Sản phẩm",),
    ],
)
def test_a_column_of_beginnings_and_one_of_ends_are_a_span(form: str, heads: tuple[str, ...]) -> None:
    reading = read(form, *heads, "1|Rà soát|Sở Nội vụ|01/3/2019|15/6/2019|A", "2|Hai|Sở Y tế||Quý II|A")
    one, two = reading.tasks
    assert (one.schedule.kind, one.schedule.start, one.schedule.end) == (
        "window", dt.date(2019, 3, 1), dt.date(2019, 6, 15),
    )  # fmt: skip
    assert two.schedule.end == dt.date(2019, 6, 30)
    assert blocking(reading) == []


# ------------------------------------------------------------------ what only looks like a day
@pytest.mark.parametrize(
    "text", ["Trực 24/7", "Thường xuyên (24/7)", "24/24", "24/24h, 7/7", "Hỗ trợ 24/7", "Vận hành liên tục 7/7 ngày",
             "Bảo đảm trực 24/24/7"],
)  # fmt: skip
def test_round_the_clock_is_no_day(text: str) -> None:
    assert (understand(text, 2019).kind, understand(text, 2019).end) == ("standing", None)
    assert [one for one in questions(text, 2019) if one[1]] == []


@pytest.mark.parametrize(("text", "day"), [("Trước 24/7", 24), ("Chậm nhất ngày 7/7", 7), ("24/7/2019", 24)])
def test_a_day_that_looks_like_it_is_a_day(text: str, day: int) -> None:
    assert understand(text, 2019).end == dt.date(2019, 7, day)


@pytest.mark.parametrize(
    "text",
    ["24/7", "7/7", "Tháng 3 âm lịch", "Trước ngày 10/3 (âm lịch)", "Rằm tháng Bảy", "Tháng Chạp", "Mùng 10 tháng 3",
     "Trước tháng Giêng"],
)  # fmt: skip
def test_what_may_be_another_day_has_none_and_blocks(text: str) -> None:
    found = understand(text, 2019)
    assert (found.kind, found.start, found.end, found.rrule) == ("undetermined", None, None, None)
    assert [blocks for _, blocks in questions(text, 2019)] == [True]


KNOWN = [  # text, kind, last day, rule, questions
    ("Cả năm", "window", "2019-12-31", None, 0),
    ("Trước 15/12 hằng năm", "recurring", None, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", 0),
    ("Hằng năm", "recurring", None, "FREQ=YEARLY", 0),
    ("Hai lần/năm", "recurring", None, "FREQ=MONTHLY;INTERVAL=6", 0),
    ("Hai lần", "undetermined", None, None, 1),
    ("Thường xuyên, báo cáo trước 15/12/2019", "deadline", "2019-12-15", None, 1),
]


@pytest.mark.parametrize(("text", "kind", "end", "rule", "asked"), KNOWN)
def test_times_beside_each_other_are_what_they_say(
    text: str, kind: str, end: str | None, rule: str | None, asked: int
) -> None:
    found = understand(text, 2019)
    assert (found.kind, found.end and found.end.isoformat(), found.rrule) == (kind, end, rule)
    assert len(list(questions(text, 2019))) == asked


@every_format
@pytest.mark.parametrize("more", [(), ("Đồng Tháp, ngày 10 tháng 01 năm 2019",)])
def test_a_day_that_no_calendar_has_is_never_the_day_of_issue(form: str, more: tuple[str, ...]) -> None:
    above = (*HEAD[:2], "Đồng Tháp, ngày 31 tháng 02 năm 2019", *more, *HEAD[3:])
    reading = read(form, COLUMNS, "1|Một|Sở Nội vụ|Quý I|A", above=above)
    assert reading.issued_on == (dt.date(2019, 1, 10) if more else None)
    assert blocking(reading)[0] == ("", "issued_on")
    assert "ngày 31 tháng 02" in why(reading, "", "issued_on")
