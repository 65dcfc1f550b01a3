"""Which side of a time is meant, and numbers that stand behind: read for certain, or asked."""

import datetime as dt

import pytest

from cchc.plans.rules.reading.when import questions, understand


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Sớm nhất là 15/6", dt.date(2019, 6, 15)),
        ("Sớm nhất tháng 6", dt.date(2019, 6, 1)),
        ("Sớm nhất từ quý II", dt.date(2019, 4, 1)),
    ],
)
def test_the_earliest_day_begins_a_window(text: str, start: dt.date) -> None:
    when = understand(text, 2019)
    assert (when.kind, when.start, when.end) == ("window", start, dt.date(2019, 12, 31))
    assert list(questions(text, 2019)) == []


@pytest.mark.parametrize(
    ("text", "days", "unit"),
    [
        ("Trước 5 ngày khi kết thúc quý", -5, "days"),
        ("Trước ít nhất 15 ngày làm việc khi khai mạc kỳ họp", -15, "working_days"),
        ("05 ngày trước khi khai mạc kỳ họp", -5, "days"),
        ("10 ngày sau khi ban hành", 10, "days"),
        ("Chậm nhất 05 ngày làm việc sau khi ban hành", 5, "working_days"),
    ],
)
def test_days_before_an_event_are_before_it(text: str, days: int, unit: str) -> None:
    when = understand(text, 2019)
    assert (when.kind, when.offset_days, when.offset_unit) == ("event", days, unit)
    assert list(questions(text, 2019)) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Sau khi ban hành 10 ngày", "10 ngày"),
        ("Sau khi có kết luận thanh tra 15 ngày làm việc", "15 ngày làm việc"),
        ("Trước khi trình 05 ngày làm việc", "05 ngày làm việc"),
        ("Ngay sau khi ban hành, chậm nhất 05 ngày", "05 ngày"),
    ],
)
def test_days_behind_an_event_must_be_answered(text: str, days: str) -> None:
    why = f"Chưa rõ “{days}” của “{text}” tính từ ngày nào, trước hay sau."
    assert list(questions(text, 2019)) == [(why, True)]


@pytest.mark.parametrize("text", ["Quý II/III", "Quý III => IV", "Nửa tháng một lần", "Nửa đầu tháng 3"])
def test_a_quarter_or_a_half_left_over_must_be_answered(text: str) -> None:
    assert any(blocks for _, blocks in questions(text, 2019))


@pytest.mark.parametrize(
    "text",
    [
        "Trước 16h00 ngày 30/6/2019",
        "17h ngày 20/6",
        "Trước 16 giờ 30 phút, ngày 30/6/2019",
        "Sau khi có Nghị quyết số 15 ngày 20/3/2019",
        "Ngay khi có yêu cầu",
    ],
)
def test_an_hour_of_a_day_and_a_documents_day_are_not_asked(text: str) -> None:
    assert list(questions(text, 2019)) == []
