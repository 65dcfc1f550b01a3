"""What holds of any paper: no value without a place that says it, no doubt lost, no word lost or read twice."""

import datetime as dt
import re
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel.papers import Cell, Paper, Paragraph, Row, Table
from cchc.kernel.text import squeeze
from cchc.plans.rules import stored
from cchc.plans.rules.doubts import doubts
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.tests.drafts import directory
from cchc.plans.types import Reading

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEADINGS = ("TT", "Nội dung", "Cơ quan chủ trì", "Thời gian", "Sản phẩm", "Kinh phí", "Đánh giá", "Ghi chú")
TABLE = Table(
    (Row(tuple(map(Cell, HEADINGS[:5])), 1, 1), Row(tuple(map(Cell, ("1", "Việc", "Sở Nội vụ", "Quý I", "A"))), 1, 2))
)

# ------------------------------------------------------------------ the frame
OWN_NUMBERS = st.integers(1, 999).map(lambda number: f"{number}/KH-UBND")
BLANKS = st.sampled_from(["      /KH-UBND", "...../KH-UBND", "…/KH-UBND", "", "/KH-UBND"])
DAYS = st.dates(dt.date(2018, 10, 1), dt.date(2019, 12, 31))
BLANK_DAYS = st.sampled_from(
    ["ngày      tháng 01 năm 2019", "ngày … tháng … năm 2019", "ngày tháng năm", "ngày 10 tháng năm 2019"]
)
TITLES = st.sampled_from(
    ["Cải cách hành chính năm 2019", "Triển khai cải cách hành chính năm 2019", "Thực hiện nhiệm vụ năm 2019"]
)
OTHERS = st.lists(
    st.sampled_from(
        [
            "Căn cứ Quyết định số 225/QĐ-TTg ngày 04 tháng 02 năm 2016 của Thủ tướng Chính phủ;",
            "Căn cứ Kế hoạch số 77/KH-UBND ngày 15 tháng 3 năm 2019;",
            "Số: 99/KH-UBND", "Hà Nội, ngày 01 tháng 02 năm 2019", "I. MỤC ĐÍCH",
            "Thực hiện Công văn số 5/SNV;", "KẾ HOẠCH",
            "(Kèm theo Kế hoạch số 88/KH-UBND ngày 03/3/2019)", "Nơi nhận:", "- Như trên;", "PHỤ LỤC",
        ]
    ),
    max_size=6,
)  # fmt: skip


def _written(day: dt.date) -> str:
    return f"Đồng Tháp, ngày {day.day:02} tháng {day.month:02} năm {day.year}"


@SLOW
@given(number=st.one_of(OWN_NUMBERS, BLANKS), day=st.one_of(DAYS, BLANK_DAYS), title=TITLES, above=OTHERS, below=OTHERS)
def test_number_and_day_are_those_of_the_letterhead_or_asked(number, day, title, above, below) -> None:
    written = _written(day) if isinstance(day, dt.date) else f"Đồng Tháp, {day}"
    lines = [Paragraph("ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP"), Paragraph(f"Số: {number}"), Paragraph(written)]
    lines += [Paragraph("KẾ HOẠCH", bold=True), Paragraph(title, bold=True), *map(Paragraph, above)]
    reading = read_plan(Paper("docx", (*lines, TABLE, *map(Paragraph, below))), directory())
    blocking = {doubt.field for doubt in doubts(stored.as_read(reading.as_json())) if doubt.blocks}
    is_whole = number[:1].isdigit()
    assert reading.number == (number if is_whole else "")
    assert ("number" in blocking) == (not is_whole)
    assert reading.issued_on == (day if isinstance(day, dt.date) else None)
    assert ("issued_on" in blocking) == (not isinstance(day, dt.date))
    assert (reading.title, reading.year) == (title, 2019)


WORDS = st.sampled_from(
    ["ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP", "Số: 7/KH-UBND", "Số:", "8/KH-UBND", "Số: /KH-UBND", "Số: 9/QĐ-UBND",
     "KẾ HOẠCH", "QUYẾT ĐỊNH", "Đồng Tháp, ngày 05 tháng 01 năm 2019", "ngày 6 tháng 13 năm 2019", "Cải cách năm 2019",
     "đến năm 2030",
     "Căn cứ Luật số 22/2008/QH12 ngày 13/11/2008;", "I. MỤC ĐÍCH", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
     "Nguyễn Văn An", "PHỤ LỤC", "GIÁM ĐỐC"]
)  # fmt: skip


@SLOW
@given(lines=st.lists(st.tuples(WORDS, st.booleans()), max_size=12), below=st.lists(WORDS, max_size=6))
def test_every_value_of_the_frame_is_said_by_the_paper(lines, below) -> None:
    paragraphs = [Paragraph(text, bold=bold) for text, bold in lines]
    reading = read_plan(Paper("docx", (*paragraphs, TABLE, *map(Paragraph, below))), directory())
    said = squeeze(" ".join([*(text for text, _ in lines), *below]))
    for value in (reading.number, reading.title, reading.place, reading.signatory.post, reading.signatory.name):
        assert value in said
    day = reading.issued_on
    assert day is None or f"ngày {day:%d} tháng {day:%m} năm {day.year}" in said
    assert reading.year is None or str(reading.year) in said
    _assert_that_nothing_unknown_may_be_adopted(reading)


def _assert_that_nothing_unknown_may_be_adopted(reading: Reading) -> None:
    found = doubts(stored.as_read(reading.as_json()))
    missing = {field for field in ("number", "issued_on", "year", "issuer", "title") if not getattr(reading, field)}
    assert missing <= {doubt.field for doubt in found if doubt.blocks}
    settled = [doubt.key for doubt in found]
    assert missing <= {doubt.field for doubt in doubts(stored.as_read(reading.as_json()), settled)}, (
        "agreeing is no answer"
    )


@SLOW
@given(lines=st.lists(st.tuples(WORDS, st.booleans()), max_size=12))
def test_no_doubt_of_the_reader_is_lost_before_it_is_answered(lines) -> None:
    paper = Paper("docx", (*(Paragraph(text, bold=bold) for text, bold in lines), TABLE))
    reading = read_plan(paper, directory())
    found = doubts(stored.as_read(reading.as_json()))
    assert {(doubt.where, doubt.field, doubt.why) for doubt in reading.doubts} <= {
        (d.where, d.field, d.why) for d in found
    }
    assert {d.field for d in reading.doubts if d.blocks and not d.where} <= {d.field for d in found if d.blocks}


# ------------------------------------------------------------------ the table
CODES = st.sampled_from(["", "1", "2", "3", "I", "II", "a)", "b)", "1.1", "1.2.1", "12b", "2.a", "NV05"])
SENTENCES = st.lists(
    st.sampled_from(["Rà soát", "tập huấn", "Ban hành", "đề án", "kiểm tra", "theo dõi"]), min_size=1, max_size=4
).map(lambda words: " ".join(words).capitalize())
CELLS = st.one_of(st.just(""), SENTENCES)
ROWS = st.lists(st.tuples(CODES, SENTENCES, *[CELLS] * 6), min_size=1, max_size=9).map(
    lambda rows: [*rows, ("99", "Kết thúc", "Sở Nội vụ", "Quý I", "A", "", "", "")]
)


@SLOW
@given(body=ROWS, pages=st.lists(st.booleans(), min_size=10, max_size=10))
def test_the_words_of_a_table_are_all_in_its_tasks_and_none_twice(body, pages) -> None:
    """Each word of a row stands once in what was read, but for cells that a child takes from above."""
    marked = [
        [code, *(f"{text} w{row}x{place}" if text else "" for place, text in enumerate(cells))]
        for row, (code, *cells) in enumerate(body)
    ]
    page, rows = 1, [Row(tuple(map(Cell, HEADINGS)), 1, 1)]
    for number, cells in enumerate(marked):
        if pages[number] and number:
            page += 1
            rows.append(Row(tuple(map(Cell, HEADINGS)), page, number + 2))
        rows.append(Row(tuple(map(Cell, cells)), page, number + 2))
    reading = read_plan(Paper("docx", (*FRAME, Table(tuple(rows))), page), directory())
    asked = " ".join(doubt.why for doubt in reading.doubts if doubt.field == "groups")
    said = Counter(mark for text in _texts(reading) for mark in set(re.findall(r"w\d+x\d+", text)))
    written = {mark for cells in marked for text in cells for mark in re.findall(r"w\d+x\d+", text)}
    assert written - said.keys() <= set(re.findall(r"w\d+x\d+", asked)), "what no task takes is asked"
    own = {
        mark for mark in written if mark.endswith(("x0", "x4", "x5", "x6"))
    }  # title, sum and notes are never handed down
    assert {mark: said[mark] for mark in own if said[mark] > 1} == {}
    assert len(set(_codes(reading))) == len(_codes(reading)) or any(doubt.field == "code" for doubt in reading.doubts)


FRAME = tuple(
    Paragraph(text, bold=True)
    for text in (
        "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP",
        "Số: 7/KH-UBND",
        "Đồng Tháp, ngày 05 tháng 01 năm 2019",
        "KẾ HOẠCH",
        "Năm 2019",
    )
)


def _texts(reading: Reading) -> list[str]:
    """Return each text that the reading keeps, one for each place."""
    found = [group.title for group in reading.groups]
    for task in reading.tasks:
        found += [task.title, task.lead.text, task.schedule.text, " ".join(task.products), task.budget.text]
        found += [f"{task.note} {task.funding}"]
    return found


def _codes(reading: Reading) -> list[str]:
    return [task.code for task in reading.tasks]


@SLOW
@given(body=ROWS)
def test_codes_of_our_own_are_never_the_papers(body) -> None:
    rows = [Row(tuple(map(Cell, HEADINGS)), 1, 1)]
    rows += [Row(tuple(map(Cell, cells)), 1, number) for number, cells in enumerate(body, 2)]
    reading = read_plan(Paper("docx", (*FRAME, Table(tuple(rows)))), directory())
    made = {doubt.where for doubt in reading.doubts if doubt.field == "code" and "không có số thứ tự" in doubt.why}
    uses = Counter(_codes(reading))
    assert all(uses[code] == 1 for code in made)
