"""What was once taken wrongly or lost without a word: days that don't exist, words that deny, work beside a table."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel.papers import Cell, Paper, Paragraph, Row, Table
from cchc.kernel.refusal import Refusal
from cchc.plans.rules.reading.doubts import counted
from cchc.plans.rules.reading.money import is_broken
from cchc.plans.rules.reading.plan import issued_on, read_plan
from cchc.plans.rules.reading.when import questions, understand
from cchc.plans.tests.plan_forms import COLUMNS, HEAD, paper
from cchc.plans.tests.reading_directory import directory
from cchc.plans.types import Duty, NotAPlan, Reading

ROWS = ("1|Việc A|Sở Nội vụ|Quý II|Báo cáo", "2|Việc B|Sở Y tế|Quý II|Báo cáo")
FOOT = ("Nơi nhận:", "- Như trên;")


def read(*rows: str, above: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> Reading:
    return read_plan(paper("txt", (COLUMNS, *rows), (*HEAD, *above), below), directory())


# ------------------------------------------------------------------ times that can't be taken as they stand
UNREAL = {
    "Tuần 5 tháng 2": "tháng 2 chỉ có 28 ngày", "Trước 31/4": "tháng 4 chỉ có 30 ngày", "30/2": "28 ngày",
    "Hoàn thành trước 31/9": "tháng 9 chỉ có 30 ngày", "Ngày 32/3": "tháng 3 chỉ có 31 ngày", "Tháng 13": "12 tháng",
    "Ngày 31 tháng 6": "tháng 6 chỉ có 30 ngày", "Trước 31/6/2019": "tháng 6 chỉ có 30 ngày", "15/14": "tháng 14",
    "Tuần 1 tháng 14": "12 tháng", "Tuần 2, 4 tháng 3": "không liền nhau", "Tuần đầu và tuần cuối tháng 3": "liền nhau",
}  # fmt: skip
DENIED = {
    "Quý I (không bao gồm tháng 02)": "không bao gồm tháng 02", "Không thực hiện trong năm 2019": "Không thực hiện",
    "Không thực hiện Quý III, thực hiện Quý IV": "Không thực hiện Quý III", "Cả năm trừ tháng 2": "trừ tháng 2",
    "Đã hoàn thành tháng 01/2019": "Đã hoàn thành", "Hàng tháng (trừ tháng 01)": "trừ tháng 01",
    "Trừ quý I": "Trừ quý I", "Thường xuyên, ngoại trừ tháng 7": "ngoại trừ tháng 7", "Tạm dừng từ Quý II": "dừng từ",
    "Tạm hoãn đến Quý IV": "hoãn đến Quý IV", "Quý I năm sau": "năm sau", "CA NAM TRU THANG 2": "TRU THANG 2",
}  # fmt: skip
LUNAR = {
    text: "tính theo âm lịch"
    for text in (
        "Ngày 10/3 âm lịch", "Tháng 12 âm lịch hàng năm", "10/3 (ÂL)", "Ngày 15/8 lịch âm", "Rằm tháng 7",
        "Ngay 10/3 am lich", "Giỗ Tổ Hùng Vương 10/3",
    )
}  # fmt: skip
ACROSS = {
    "Từ tháng 11 đến tháng 2 hằng năm": "2018–2019 hay 2019–2020",
    "Từ 15/12 đến 15/01": "2018–2019 hay 2019–2020", "Từ tháng 11 đến tháng 01": "2018–2019 hay 2019–2020",
    "Thường xuyên, từ tháng 11 đến tháng 01": "2018–2019", "Từ 15/12/2019 đến 15/01": "trước ngày đầu",
}  # fmt: skip


@pytest.mark.parametrize(("text", "why"), [*UNREAL.items(), *DENIED.items(), *LUNAR.items(), *ACROSS.items()])
def test_a_time_that_is_not_one_has_no_day_and_blocks(text: str, why: str) -> None:
    when = understand(text, 2019)
    assert (when.kind, when.start, when.end, when.rrule) == ("undetermined", None, None, None)
    assert [blocks for said, blocks in questions(text, 2019) if why in said] == [True]


@pytest.mark.parametrize(
    "text",
    ["Tuần 5 tháng 3", "Tuần 3, 4 tháng 3", "Trước 30/4", "24/24", "Ngày 29/2 hằng năm", "Không quá 15/3",
     "Không chậm hơn ngày 15/3", "Thường xuyên, không gián đoạn", "Khi chưa có văn bản mới",
     "Từ tháng 11 đến tháng 3/2020",
     "Năm 2019 và các năm tiếp theo", "Hoàn thành trong Quý III"],
)  # fmt: skip
def test_what_only_looks_like_it_is_not_asked(text: str) -> None:
    assert understand(text, 2019).kind != "undetermined"
    assert list(questions(text, 2019)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Thứ Sáu tuần cuối mỗi tháng", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("Thứ Sáu cuối cùng của tháng", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("Chủ nhật đầu tiên hằng tháng", "FREQ=MONTHLY;BYDAY=1SU"),
        ("Trước ngày 05 của tháng sau quý", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5"),
    ],
)
def test_a_day_of_the_week_or_after_the_quarter_is_kept(text: str, rule: str) -> None:
    assert understand(text, 2019).rrule == rule
    assert list(questions(text, 2019)) == []


@pytest.mark.parametrize(
    "text", ["Hằng tháng, quý", "Hằng tháng, quý, năm", "Thứ Sáu, cuối tháng", "Thứ Hai hoặc Quý I"]
)
def test_a_period_or_a_day_of_the_week_that_no_rule_holds_blocks(text: str) -> None:
    assert True in [blocks for _, blocks in questions(text, 2019)]


SAID = """
    tuần đầu cuối thứ hai sáu 0 00 1 2 5 6 13 29 30 31 32 tháng quý năm nhuận ngày hằng mỗi trừ không đã sau trước
    từ đến 2 3/2 31/4 29/2 30/2/2019 99/99 T13 Q5 QIV 2019 2100 1989 và , - / ( ) x triệu tỷ đồng kỳ lần 1.000
    0,5 % #REF! Sở Nội vụ UBND huyện các chủ trì phối hợp
"""
PIECES = st.sampled_from(SAID.split())
CELLS = st.one_of(st.lists(PIECES, max_size=8).map(" ".join), st.text(max_size=20)).map(Cell)
TABLES = st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=5)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tables=st.lists(TABLES, min_size=1, max_size=3), is_headed=st.booleans(), year=st.sampled_from(["", " năm 2019"])
)
def test_no_cell_and_no_table_ends_a_reading_but_by_a_refusal(
    tables: list[list[tuple[Cell, ...]]], is_headed: bool, year: str
) -> None:
    grids = [[tuple(map(Cell, COLUMNS.split("|"))), *tables[0]] if is_headed else tables[0], *tables[1:]]
    blocks = [Table(tuple(Row(cells, 1, number) for number, cells in enumerate(grid, 1))) for grid in grids]
    made = Paper(
        "docx", (*map(Paragraph, HEAD[:3]), Paragraph("KẾ HOẠCH", bold=True), Paragraph(f"Cải cách{year}"), *blocks)
    )
    issued_on(made)
    try:
        read_plan(made, directory())
    except (NotAPlan, Refusal) as refused:
        assert str(refused)  # noqa: PT017 (a reading is as good an outcome)


@pytest.mark.parametrize("empty", [Table(()), Table((Row(()), Row(())))])
def test_a_table_without_rows_is_none(empty: Table) -> None:
    whole = paper("docx", (COLUMNS, *ROWS))
    reading = read_plan(Paper("docx", (*whole.blocks, empty)), directory())
    assert [task.code for task in reading.tasks] == ["1", "2"]
    assert reading.doubts == ()


# ------------------------------------------------------------------ work beside the table
BELOW = ["Riêng nhiệm vụ 1 giao Sở Y tế chủ trì từ Quý II.", "Ghi chú: nhiệm vụ 1 hoàn thành trước 15/2.",
         "Việc kiểm tra do UBND huyện Tân Hồng chủ trì."]  # fmt: skip


@pytest.mark.parametrize("line", BELOW)
@pytest.mark.parametrize("annex", [False, True])
def test_a_sentence_below_the_table_that_gives_work_is_kept_and_blocks(line: str, annex: bool) -> None:
    above = (*FOOT, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An", "PHỤ LỤC") if annex else ()
    reading = read(*ROWS, above=above, below=(line, *(() if annex else FOOT)))
    assert reading.duties == (Duty("", "", (line,)),)
    (doubt,) = reading.doubts
    assert (doubt.field, doubt.blocks, f"“{line}”" in doubt.why) == ("tasks", True, True)


def test_a_bullet_above_the_table_that_gives_work_is_kept_and_blocks() -> None:
    line = "Giao Sở Y tế chủ trì rà soát thủ tục, hoàn thành trong Quý IV."
    reading = read(*ROWS, above=("**I. MỤC ĐÍCH**", "Nâng cao.", "**II. NHIỆM VỤ**", f"- {line}"), below=FOOT)
    assert reading.duties == (Duty("", "", (line,)),)
    assert [(doubt.field, doubt.blocks) for doubt in reading.doubts] == [("tasks", True)]


def test_numbered_lines_with_labels_beside_a_table_stay_duties_and_block() -> None:
    above = ("**I. MỤC ĐÍCH**", "Nâng cao.", "**II. NHIỆM VỤ**", "1. Rà soát thủ tục", "- Đơn vị chủ trì: Sở Y tế",
             "- Thời gian: Quý IV", "2. Tuyên truyền", "- Nâng cao nhận thức.", "**III. TỔ CHỨC THỰC HIỆN**",
             "Giao Sở Nội vụ chủ trì theo dõi.")  # fmt: skip
    reading = read(*ROWS, above=above, below=FOOT)
    assert [(duty.no, duty.title) for duty in reading.duties] == [("1", "Rà soát thủ tục"), ("2", "Tuyên truyền")]
    (doubt,) = reading.doubts
    assert (doubt.field, doubt.blocks) == ("tasks", True)
    assert "1 chỗ" in doubt.why
    assert "“1. Rà soát thủ tục”" in doubt.why


# ------------------------------------------------------------------ numbers that begin anew
def test_a_dotted_number_finds_its_parent_where_numbers_begin_anew_in_each_section() -> None:
    reading = read(
        "I|Thể chế|||", "1|Cha|Sở Nội vụ|Quý II|A", "1.1|Con||Quý I|B", "1.1.1|Cháu|||C",
        "II|Bộ máy|||", "1|Cha hai|Sở Y tế|Quý II|D", "1.1|Con hai|||E",
    )  # fmt: skip
    assert [(task.code, task.parent) for task in reading.tasks] == [
        ("I.1", None), ("I.1.1", "I.1"), ("I.1.1.1", "I.1.1"), ("II.1", None), ("II.1.1", "II.1"),
    ]  # fmt: skip
    assert [task.lead.units for task in reading.tasks] == [("so-noi-vu",)] * 3 + [("so-y-te",)] * 2
    assert reading.doubts == ()


# ------------------------------------------------------------------ values that a workbook doesn't give
def test_a_cell_with_an_error_or_not_calculated_blocks_and_gives_no_money() -> None:
    whole = paper("txt", (f"{COLUMNS}|Kinh phí", f"{ROWS[0]}|#REF!", f"{ROWS[1]}|(chưa tính)"))
    reading = read_plan(Paper("xlsx", whole.blocks, broken=("ô F2 của trang tính “KH”: #REF!",)), directory())
    assert [(task.budget.kind, task.budget.total) for task in reading.tasks] == [("words", None)] * 2
    assert [(doubt.field, doubt.blocks, "ô F2" in doubt.why) for doubt in reading.doubts] == [("tasks", True, True)]


@pytest.mark.parametrize(
    "text",
    ["USD 15000000", "15.000.000 USD", "$5000", "2.000 euro", "15.000.000 đô la", "Dưới 10 triệu đồng",
     "Tối đa 10 triệu đồng", "không quá 10 triệu đồng/lớp", "1 tỷ rưỡi", "10% tổng kinh phí", "20/30", "50 T",
     "-50 triệu", "Một trăm triệu đồng", "½ tỷ"],
)  # fmt: skip
def test_money_of_another_country_or_a_bound_is_no_sum_and_is_asked(text: str) -> None:
    (task,) = (reading := read_plan(paper("txt", (f"{COLUMNS}|Kinh phí", f"{ROWS[0]}|{text}")), directory())).tasks
    assert (task.budget.kind, task.budget.total) == ("words", None)
    assert [doubt.field for doubt in reading.doubts] == ["budget"]


@pytest.mark.parametrize("unit", ["", " (đồng)", " (triệu đồng)"])
@pytest.mark.parametrize(
    "text",
    ["15,000,000", "Kinh phí: 15,000,000", "1,000,000.00", "1,234.5", "1.500.000.00", "20tr5",
     "1O0 triệu", "1.5000", "3x5 triệu", "15,000,000 + 2.000.000"],
)  # fmt: skip
def test_what_stands_against_a_sum_makes_it_none_and_blocks(text: str, unit: str) -> None:
    reading = read_plan(paper("txt", (f"{COLUMNS}|Kinh phí{unit}", f"{ROWS[0]}|{text}")), directory())
    (task,) = reading.tasks
    assert (task.budget.kind, task.budget.total) == ("words", None)
    assert [(doubt.field, doubt.blocks) for doubt in reading.doubts] == [("budget", True)]


def test_a_raised_mark_behind_a_sum_is_no_figure_and_blocks() -> None:
    assert is_broken("20¹ triệu đồng")
    reading = read_plan(paper("txt", (f"{COLUMNS}|Kinh phí", f"{ROWS[0]}|20¹ triệu đồng")), directory())
    assert [task.budget.total for task in reading.tasks] == [20_000_000]
    assert [(doubt.field, doubt.blocks) for doubt in reading.doubts] == [("budget", True)]


@pytest.mark.parametrize("text", ["Lồng ghép nhiệm vụ 1.2.3", "Cấp trước 30.6.2019", "Theo Đề án 06A"])
def test_numbers_that_are_no_money_are_not_asked_about(text: str) -> None:
    (task,) = (reading := read_plan(paper("txt", (f"{COLUMNS}|Kinh phí", f"{ROWS[0]}|{text}")), directory())).tasks
    assert (task.budget.kind, reading.doubts) == ("words", ())


@pytest.mark.parametrize(
    ("sums", "total", "asked"),
    [
        (("100 triệu", "60 triệu", "40 triệu"), 100, "đang tính là 1 khoản"),
        (("100 triệu", "60 triệu", ""), 100, "đang tính là 1 khoản"),
        (("50 triệu", "60 triệu", "40 triệu"), 150, "đang tính là 2 khoản"),
        (("", "60 triệu", "40 triệu"), 100, ""),
    ],
)
def test_a_sum_above_the_sums_of_its_parts_is_asked_and_counted_once(
    sums: tuple[str, ...], total: int, asked: str
) -> None:
    rows = (f"{code}|{ROWS[0].split('|', 1)[1]}|{money}" for code, money in zip(("5", "5.1", "5.2"), sums, strict=True))
    reading = read_plan(paper("txt", (f"{COLUMNS}|Kinh phí", *rows)), directory())
    assert sum(counted(tuple(reading.tasks)).values()) == total * 10**6
    assert [(doubt.where, doubt.blocks, asked in doubt.why) for doubt in reading.doubts] == (
        [("5", True, True)] if asked else []
    )


# ------------------------------------------------------------------ letters that look like figures
@pytest.mark.parametrize(
    ("number", "is_sure"), [("1O", False), ("1l", False), ("1I", False), ("15a", True), ("15B", True)]
)
def test_a_letter_that_looks_like_a_figure_makes_no_number(number: str, is_sure: bool) -> None:
    above = tuple(line.replace("15/KH", f"{number}/KH") for line in HEAD)
    reading = read_plan(paper("txt", (COLUMNS, *ROWS), above), directory())
    assert reading.number == (f"{number}/KH-UBND" if is_sure else "")
    assert [(doubt.field, doubt.blocks) for doubt in reading.doubts] == ([] if is_sure else [("number", True)])
