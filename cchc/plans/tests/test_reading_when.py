"""When: each way in which officials write a time, and that no text whatever breaks the reader."""

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.plans.rules.occurrences import checked
from cchc.plans.rules.reading.when import questions, understand
from cchc.plans.rules.timing import check
from cchc.plans.types import When

Y = 2019


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def window(start: str | None, end: str | None) -> When:
    return When(kind="window", start=day(start), end=day(end))


def deadline(end: str) -> When:
    return When(kind="deadline", end=day(end))


def recurring(rule: str, **more: object) -> When:
    return When(kind="recurring", rrule=rule, **more)  # type: ignore[arg-type]


def event(words: str, **more: object) -> When:
    return When(kind="event", event=words, **more)  # type: ignore[arg-type]


UNDETERMINED, STANDING = When(), When(kind="standing")

CASES = {
    # windows
    "Quý II/2019": window("2019-04-01", "2019-06-30"),
    "quý 2 năm 2019": window("2019-04-01", "2019-06-30"),
    "quý 2/2019": window("2019-04-01", "2019-06-30"),
    "Quý 4/2019": window("2019-10-01", "2019-12-31"),
    "06 tháng cuối năm": window("2019-07-01", "2019-12-31"),
    "06 tháng đầu năm 2019": window("2019-01-01", "2019-06-30"),
    "Từ ngày 05/01/2019 đến ngày 05/01/2019": window("2019-01-05", "2019-01-05"),
    "QUÝ IV": window("2019-10-01", "2019-12-31"),
    "Quí III/2019": window("2019-07-01", "2019-09-30"),
    "Qúy I": window("2019-01-01", "2019-03-31"),
    "Hoàn thành trong Quý III": window("2019-07-01", "2019-09-30"),
    "Quý I-II/2019": window("2019-01-01", "2019-06-30"),
    "Quý I, II/2019": window("2019-01-01", "2019-06-30"),
    "Quý III và Quý IV": window("2019-07-01", "2019-12-31"),
    "Quý III năm 2025 - Quý I năm 2026": window("2025-07-01", "2026-03-31"),
    "Trong tháng 01/2019": window("2019-01-01", "2019-01-31"),
    "Tháng 12/2019": window("2019-12-01", "2019-12-31"),
    "T6/2019": window("2019-06-01", "2019-06-30"),
    "02/2020": window("2020-02-01", "2020-02-29"),
    "từ tháng 3 đến tháng 6/2019": window("2019-03-01", "2019-06-30"),
    "tháng 3 - 6/2019": window("2019-03-01", "2019-06-30"),
    "Tháng 3, 4/2019": window("2019-03-01", "2019-04-30"),
    "Tháng 11/2018 đến tháng 2/2019": window("2018-11-01", "2019-02-28"),
    "Từ tháng 11 đến tháng 3/2020": window("2019-11-01", "2020-03-31"),
    "6 tháng đầu năm": window("2019-01-01", "2019-06-30"),
    "6 tháng cuối năm 2019": window("2019-07-01", "2019-12-31"),
    "9 tháng đầu năm": window("2019-01-01", "2019-09-30"),
    "Trong năm 2019": window("2019-01-01", "2019-12-31"),
    "cả năm": window("2019-01-01", "2019-12-31"),
    "2019": window("2019-01-01", "2019-12-31"),
    "Giai đoạn 2021 - 2025": window("2021-01-01", "2025-12-31"),
    "Từ Quý I/2026": window("2026-01-01", "2026-12-31"),
    "Năm 2019 và các năm tiếp theo": window("2019-01-01", None),
    "đầu quý II": window("2019-04-01", "2019-06-30"),
    "Từ ngày 01/3/2019 đến ngày 30/6/2019": window("2019-03-01", "2019-06-30"),
    "01/3 - 30/6/2019": window("2019-03-01", "2019-06-30"),
    "Theo kế hoạch, hoàn thành trong Quý II/2019": window("2019-04-01", "2019-06-30"),
    # deadlines
    "31/12/2019": deadline("2019-12-31"),
    "Trước 10/02/2026": deadline("2026-02-10"),
    "Trước ngày 30/6": deadline("2019-06-30"),
    "Chậm nhất ngày 15 tháng 3 năm 2019": deadline("2019-03-15"),
    "Đến hết quý III/2019": deadline("2019-09-30"),
    "Trước tháng 6/2019": deadline("2019-05-31"),
    "cuối năm 2019": deadline("2019-12-31"),
    "Cuối tháng 6": deadline("2019-06-30"),
    "Ngày 10.02.2026": deadline("2026-02-10"),
    # recurrences
    "Mỗi tháng 02 kỳ": recurring("FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    "2 kỳ/tháng": recurring("FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    "Mỗi tháng một kỳ": recurring("FREQ=MONTHLY"),
    "Mỗi tháng ít nhất 02 tin, bài": recurring("FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    "Hằng tuần": recurring("FREQ=WEEKLY"),
    "Hàng tuần trong tháng": recurring("FREQ=WEEKLY"),
    "Thứ sáu hằng tuần": recurring("FREQ=WEEKLY;BYDAY=FR"),
    "Hàng ngày": recurring("FREQ=DAILY"),
    "Mỗi ngày 1 lần": recurring("FREQ=DAILY"),
    "Mỗi ngày 2 lần": UNDETERMINED,  # no rule of days says so
    "Mỗi tuần 7 lần": recurring("FREQ=DAILY"),
    "Mỗi tuần 11 lần": UNDETERMINED,
    "Hàng quý": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "01 lần/quý": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "02 lần/năm": recurring("FREQ=MONTHLY;INTERVAL=6"),
    "6 tháng/lần": recurring("FREQ=MONTHLY;INTERVAL=6"),
    "6 tháng đầu năm và cuối năm": recurring("FREQ=MONTHLY;INTERVAL=6"),
    "Định kỳ quý, 6 tháng và năm": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "Hằng năm": recurring("FREQ=YEARLY"),
    # a figure behind "quý" that counts how often
    "Mỗi quý 1 lần": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "Hàng quý 1 lần": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "Định kỳ quý 1 lần": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "Mỗi quý 1 cuộc": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "Quý 1 lần": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "Mỗi quý 2 lần": recurring("FREQ=YEARLY;BYMONTH=2,3,5,6,8,9,11,12;BYMONTHDAY=-1"),
    "Mỗi quý 3 bài": recurring("FREQ=MONTHLY"),
    "Mỗi quý 6 tin": recurring("FREQ=MONTHLY;BYMONTHDAY=15,-1"),
    "6 tháng 2 lần": recurring("FREQ=MONTHLY;INTERVAL=3"),
    "Mỗi quý 4 tin": UNDETERMINED,  # no rule has them, and it is not the fourth quarter
    "Mỗi tháng 16 bài": UNDETERMINED,
    "Quý 1 báo cáo": window("2019-01-01", "2019-03-31"),
    # quarters in a list before a year
    "Quý 1, 2/2019": window("2019-01-01", "2019-06-30"),
    "Quý 1 và 2/2019": window("2019-01-01", "2019-06-30"),
    "Quý 1-2/2019": window("2019-01-01", "2019-06-30"),
    "Quý 1 & 2/2019": window("2019-01-01", "2019-06-30"),
    "Quý 1, 2 và 3/2019": window("2019-01-01", "2019-09-30"),
    "Quý 3/2019, 4/2019": window("2019-07-01", "2019-12-31"),
    "Tháng 1, 2/2019": window("2019-01-01", "2019-02-28"),
    "Quý 1; 3/2019": recurring("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1", start=day("2019-01-01"), end=day("2019-09-30")),
    # a time of every year
    "Từ tháng 9 đến tháng 11 hằng năm": recurring("FREQ=YEARLY", start=day("2019-09-01"), end=day("2019-11-30")),
    "Hằng năm, từ tháng 9 đến tháng 11": recurring("FREQ=YEARLY", start=day("2019-09-01"), end=day("2019-11-30")),
    "Từ tháng 1 đến tháng 12 hàng năm": recurring("FREQ=YEARLY", start=day("2019-01-01"), end=day("2019-12-31")),
    "Từ quý II đến quý IV hằng năm": recurring("FREQ=YEARLY", start=day("2019-04-01"), end=day("2019-12-31")),
    "Từ 15/10 đến 15/11 hằng năm": recurring("FREQ=YEARLY", start=day("2019-10-15"), end=day("2019-11-15")),
    "Từ tháng 9 hằng năm": recurring("FREQ=YEARLY", start=day("2019-09-01"), end=day("2019-12-31")),
    "Trước tháng 6 hằng năm": recurring("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1"),
    "Trước tháng 1 hằng năm": recurring("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    "Tháng 6 và tháng 12 hằng năm": recurring("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"),
    "Trước ngày 15/11 hằng năm": recurring("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"),
    # ten days
    "Thượng tuần tháng 3/2019": window("2019-03-01", "2019-03-10"),
    "Trung tuần tháng 3": window("2019-03-11", "2019-03-20"),
    "Hạ tuần tháng 02": window("2019-02-21", "2019-02-28"),
    "ngày 15 hằng tháng": recurring("FREQ=MONTHLY;BYMONTHDAY=15"),
    "trước ngày 20 của tháng cuối quý": recurring("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"),
    "Trước 31/12 hằng năm": recurring("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
    "Quý II, Quý IV": recurring(
        "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", start=day("2019-04-01"), end=day("2019-12-31")
    ),
    "Định kỳ hàng quý và đột xuất khi có yêu cầu": recurring(
        "FREQ=MONTHLY;INTERVAL=3", event="đột xuất khi có yêu cầu"
    ),
    "Từ Quý II, định kỳ hàng quý": recurring("FREQ=MONTHLY;INTERVAL=3", start=day("2019-04-01")),
    # standing
    "Thường xuyên": STANDING,
    "Thường xuyên trong năm": STANDING,
    "THƯỜNG XUYÊN, LIÊN TỤC": STANDING,
    "Thường xuyên trong năm khi có quy định mới của pháp luật": When(
        kind="standing", event="khi có quy định mới của pháp luật"
    ),
    "Thường xuyên; báo cáo trước 30/11/2019": deadline("2019-11-30"),
    # events
    "Khi có văn bản mới": event("Khi có văn bản mới"),
    "Sau khi Trung ương ban hành": event("Sau khi Trung ương ban hành"),
    "10 ngày làm việc sau khi có kết quả": event("sau khi có kết quả", offset_days=10, offset_unit="working_days"),
    "Trong vòng 15 ngày kể từ ngày nhận đủ hồ sơ": event(
        "kể từ ngày nhận đủ hồ sơ", offset_days=15, offset_unit="days"
    ),
    "5 ngày trước khi tổ chức hội nghị": event("trước khi tổ chức hội nghị", offset_days=-5, offset_unit="days"),
    "Theo yêu cầu của Bộ Nội vụ": event("Theo yêu cầu của Bộ Nội vụ"),
    "Trước ngày 31/01/2026 và khi có yêu cầu": When(kind="deadline", end=day("2026-01-31"), event="khi có yêu cầu"),
    # no date at all
    "Theo Kế hoạch": UNDETERMINED,
    "Theo Kế hoạch tổ chức tại các huyện có điều kiện": UNDETERMINED,
    "Theo Kế hoạch số 12/KH-UBND ngày 05/01/2019 của UBND tỉnh": UNDETERMINED,
    "Theo Đề án năm 2019": UNDETERMINED,
    "Theo Nghị định số 61/2018/NĐ-CP": UNDETERMINED,
    "Theo quy định": UNDETERMINED,
    "Khí tượng": UNDETERMINED,
    "30/02/2019": UNDETERMINED,
    "": UNDETERMINED,
    "Theo kế hoạch và đột xuất khi có yêu cầu": When(event="đột xuất khi có yêu cầu"),
}


@pytest.mark.parametrize("text", CASES)
def test_each_way_of_writing_a_time_is_understood(text: str) -> None:
    expected = CASES[text]
    understood = understand(text, Y)
    assert understood.text == text
    assert understood == When(text, *(getattr(expected, name) for name in list(expected.__dataclass_fields__)[1:]))


@pytest.mark.parametrize("text", [text for text, when in CASES.items() if when.kind != "recurring"][:40])
def test_case_diacritics_and_spaces_make_no_difference(text: str) -> None:
    plain = understand(text, Y)
    for other in (text.upper(), f"  {text}  ", text.replace(" ", "\u00a0")):
        again = understand(other, Y)
        assert (again.kind, again.start, again.end, again.rrule) == (plain.kind, plain.start, plain.end, plain.rrule)


def _is_valid(when: When) -> None:
    """Fail on what the office's own form would not let through."""
    check(when)
    if when.rrule:
        assert checked(when.rrule) == when.rrule
        assert next(iter(rrulestr(when.rrule, dtstart=dt.datetime(Y, 1, 1)))) is not None  # noqa: DTZ001


SAID = (
    "quý tháng ngày năm tuần I II IV 1 2 3 15 31 02 2019 2026 / - , ; . và từ đến trước sau khi có hằng mỗi kỳ lần "
    "định trong cả đầu cuối hết của theo kế hoạch thường xuyên đột xuất yêu cầu làm việc 10/02/2026 31/4 13/2019"
)
WORDS = st.lists(st.sampled_from(SAID.split()), max_size=12).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(text=st.one_of(WORDS, st.text(max_size=60)), year=st.integers(1995, 2090))
def test_no_text_breaks_the_reader_and_every_schedule_is_valid(text: str, year: int) -> None:
    _is_valid(understand(text, year))


@given(year=st.integers(2010, 2040), quarter=st.integers(1, 4))
def test_a_quarter_is_read_back_as_written(year: int, quarter: int) -> None:
    roman = ("I", "II", "III", "IV")[quarter - 1]
    for text in (f"Quý {roman}/{year}", f"quý {quarter} năm {year}", f"Trong Quý {roman} năm {year}"):
        when = understand(text, 1999)
        assert when.kind == "window"
        assert when.start == dt.date(year, quarter * 3 - 2, 1)
        assert when.end
        assert (when.end.month, (when.end + dt.timedelta(1)).day) == (quarter * 3, 1)


@given(
    one=st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31)), other=st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))
)
def test_days_are_read_back_as_written(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    assert understand(f"Trước ngày {first:%d/%m/%Y}", 1999).end == first
    assert understand(f"ngày {first.day} tháng {first.month} năm {first.year}", 1999).end == first
    if first < last:
        when = understand(f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}", 1999)
        assert (when.kind, when.start, when.end) == ("window", first, last)


@given(count=st.integers(1, 15))
def test_so_many_times_a_month_give_so_many_days_each_month(count: int) -> None:
    rule = understand(f"Mỗi tháng {count:02} kỳ", Y).rrule
    assert rule
    found = list(rrulestr(rule, dtstart=dt.datetime(Y, 1, 1), ignoretz=True).between(  # noqa: DTZ001
        dt.datetime(Y, 1, 1), dt.datetime(Y, 12, 31), inc=True))  # noqa: DTZ001  # fmt: skip
    assert len(found) == 12 * count


# ------------------------------------------------------------------ what is asked
@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- Quý I - Quý IV", True),
        ("- Quý I\n- Quý IV", True),
        ("• Tháng 3\n• Tháng 9", True),
        ("- Quý I - Quý II", True),
        ("Hàng tuần, hàng tháng", True),
        ("Đầu quý II", False),
        ("Giữa tháng 5", False),
        ("Đầu năm", False),
        ("Đầu tuần tháng 3", True),
        ("Móc tháng 3", False),
        ("Đốt tháng 3", False),
        ("Quý 1 kỳ 2", True),
    ],
)
def test_several_times_and_vague_ones_are_asked(text: str, blocks: bool) -> None:
    assert [one for _, one in questions(text, Y)] == [blocks]
    assert (understand(text, Y).kind == "undetermined") == ("-" in text or "•" in text)


@pytest.mark.parametrize(
    "text", [
        "Quý I - Quý IV", "- Quý I", "Từ đầu tháng 3", "6 tháng đầu năm", "Tuần đầu tháng 3", "Từ quý II",
        "Mỗi quý 1 lần", "Quý 1, 2/2019", "Từ tháng 9 đến tháng 11 hằng năm", "Thượng tuần tháng 3/2019",
        "Mốc hoàn thành: tháng 3", "Trien khai trong thang 3", "15/3 dương lịch", "Cuối tuần hàng tuần",
    ],
)  # fmt: skip
def test_what_is_plain_is_not_asked(text: str) -> None:
    assert list(questions(text, Y)) == []


def test_a_month_or_a_quarter_behind_a_quarter_is_asked() -> None:
    why = "“Từ quý 1 đến 4/2019”: quý 1 đến 4/2019 không rõ là tháng hay quý."
    assert list(questions("Từ quý 1 đến 4/2019", Y)) == [(why, True)]
    assert list(questions("Từ quý 1 đến tháng 4/2019", Y)) == []
    for text in ("Quý I, 4/2019", "Quý I; 4/2019", "Quý II-4/2019", "Quý I/2019, 4/2019", "Quý I đến 4/2019"):
        assert list(questions(text, Y)) == [(f"“{text}”: {text} không rõ là tháng hay quý.", True)]
    for text in ("Quý I, IV/2019", "Quý 1, 4/2019", "Quý I, 6/2019", "Quý I, tháng 4/2019", "Quý I, 15/4/2019"):
        assert not any("tháng hay quý" in why for why, _ in questions(text, Y))
