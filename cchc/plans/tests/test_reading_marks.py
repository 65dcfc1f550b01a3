"""What a hand has marked in a paper: words struck out or added by a tracked change, notes, "as above", one sum for all.

No such mark becomes a value; each is asked about where it stands.
"""

import datetime as dt

import pytest

from cchc.kernel import papers
from cchc.kernel.papers import Paper, Table
from cchc.kernel.tests import paper_files as files
from cchc.plans.rules.doubts import of_reader
from cchc.plans.rules.questions import ASKED
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.tests.plan_forms import COLUMNS, FORMATS, HEAD, paper
from cchc.plans.tests.reading_directory import directory
from cchc.plans.tests.test_reading_tables import rows as grid
from cchc.plans.types import Doubt, Reading, Task

every_format = pytest.mark.parametrize("form", FORMATS)
MONEY = f"{COLUMNS}|Kinh phí"


def read(form: str, *table: str, below: tuple[str, ...] = (), above: tuple[str, ...] = HEAD) -> Reading:
    return read_plan(paper(form, table, above, below), directory())


def tasks(reading: Reading) -> dict[str, Task]:
    return {task.code: task for task in reading.tasks}


def blocking(reading: Reading) -> list[tuple[str, str]]:
    """Return where the reader blocks and about which field, each question one that any language says."""
    asked = [doubt for doubt in reading.doubts if doubt.blocks]
    assert [doubt.why for doubt in asked if not ASKED.knows(doubt.why)] == []
    return [(doubt.where, doubt.field) for doubt in asked]


def why(reading: Reading, where: str, field: str) -> str:
    return next(doubt.why for doubt in reading.doubts if (doubt.where, doubt.field) == (where, field))


# ------------------------------------------------------------------ struck out
@every_format
def test_struck_words_are_no_value_and_are_asked_where_they_stand(form: str) -> None:
    reading = read(
        form, MONEY, "1|Rà soát ~~toàn bộ~~ văn bản|~~Sở Y tế~~ Sở Nội vụ|~~Quý I~~ Quý II|Báo cáo|~~50 triệu đồng~~",
        "2|Hai|Sở Nội vụ|Quý II|A|",
    )  # fmt: skip
    one = tasks(reading)["1"]
    assert (one.title, one.lead.units, one.schedule.text) == ("Rà soát văn bản", ("so-noi-vu",), "Quý II")
    assert (one.budget.kind, one.budget.total) == ("none", None)
    assert blocking(reading) == [("1", name) for name in ("title", "lead", "schedule", "budget")]
    assert "“50 triệu đồng”" in why(reading, "1", "budget")


@every_format
def test_a_row_struck_out_is_no_task_and_is_named(form: str) -> None:
    reading = read(form, COLUMNS, "1|Một|Sở Nội vụ|Quý I|A", "2|~~Hai~~|~~Sở Y tế~~|~~Quý I~~|~~A~~",
                   "3|Ba|Sở Nội vụ|Quý I|A")  # fmt: skip
    assert list(tasks(reading)) == ["1", "3"]
    assert blocking(reading) == [("", "tasks")]
    assert "“Hai | Sở Y tế | Quý I | A”" in why(reading, "", "tasks")


@every_format
def test_a_line_struck_out_gives_no_work_and_is_named(form: str) -> None:
    below = ("Ghi chú chung.", "~~Giao Sở Y tế chủ trì trước 30/6.~~")
    reading = read(form, COLUMNS, "1|Một|Sở Nội vụ|Quý I|A", below=below)
    assert blocking(reading) == [("", "tasks")]
    assert "“Giao Sở Y tế chủ trì trước 30/6.”" in why(reading, "", "tasks")
    assert reading.duties == ()


@every_format
def test_a_heading_struck_in_part_is_asked_about(form: str) -> None:
    reading = read(form, COLUMNS, "I|Thể chế ~~và bộ máy~~|||", "1|Một|Sở Nội vụ|Quý I|A")
    assert [group.title for group in reading.groups] == ["Thể chế"]
    assert blocking(reading) == [("", "groups")]


def test_what_is_struck_in_the_rest_of_a_row_on_the_next_page_is_asked() -> None:
    first, second = grid(COLUMNS, "1|Một|Sở Nội vụ|Quý I|A"), paper("txt", ("||~~Sở Y tế~~ Sở Tư pháp||B",), ()).blocks
    rest = next(block for block in second if isinstance(block, Table)).rows
    blocks = (*paper("txt").blocks, Table(first), Table(tuple(papers.Row(row.cells, 2, 1) for row in rest), 2))
    reading = read_plan(Paper("docx", blocks, 2), directory())
    assert tasks(reading)["1"].lead.units == ("so-noi-vu", "so-tu-phap")
    assert blocking(reading) == [("1", "lead")]


def test_a_tracked_change_is_read_as_if_accepted_and_blocks() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    lead = (
        f"<w:tc><w:p><w:del><w:r><w:delText>Sở Y tế</w:delText></w:r></w:del><w:ins>{run.format('Sở Nội vụ')}</w:ins>"
        "</w:p></w:tc>"
    )
    head = "".join(map(files.cell, COLUMNS.split("|")))
    row = files.cell("1") + files.cell("Một") + lead + files.cell("Quý I") + files.cell("A")
    bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    above = "".join(bold.format(line.strip("*")) for line in HEAD)
    reading = read_plan(papers.read("a.docx", files.word(above + files.table(head, row))), directory())
    assert tasks(reading)["1"].lead.units == ("so-noi-vu",)
    assert blocking(reading) == [("", "tasks"), ("1", "lead")]
    assert "“Sở Nội vụ”" in why(reading, "", "tasks")


def test_letters_under_a_stroke_of_their_own_are_struck() -> None:
    struck = "".join(f"{letter}\u0336" for letter in "Sở Y tế")
    reading = read("txt", COLUMNS, f"1|Một|{struck} Sở Nội vụ|Quý I|A")
    assert tasks(reading)["1"].lead.units == ("so-noi-vu",)
    assert blocking(reading) == [("1", "lead")]


# ------------------------------------------------------------------ notes
@every_format
def test_a_raised_figure_behind_a_number_is_no_digit_of_it(form: str) -> None:
    reading = read(form, MONEY, "1|Một|Sở Nội vụ^{2}|Trước 15/6/2019^{1}|A|50^{3} triệu đồng")
    one = tasks(reading)["1"]
    assert (one.lead.units, one.schedule.end, one.budget.total) == (("so-noi-vu",), dt.date(2019, 6, 15), 50_000_000)
    assert blocking(reading) == [("1", "lead"), ("1", "schedule"), ("1", "budget")]


@every_format
def test_a_star_behind_a_value_is_asked_about(form: str) -> None:
    reading = read(form, MONEY, "1|Một|Sở Nội vụ (*)|Quý II*|A|50 triệu đồng (**)")
    one = tasks(reading)["1"]
    assert (one.lead.units, one.schedule.text, one.budget.total) == (("so-noi-vu",), "Quý II", 50_000_000)
    assert blocking(reading) == [("1", "lead"), ("1", "schedule"), ("1", "budget")]


# ------------------------------------------------------------------ as above
@every_format
@pytest.mark.parametrize("mark", ["Như trên", "-nt-", "nt", "//", '"', "- nt -", "”", "-//-"])
def test_as_above_is_the_row_before_and_not_the_section(form: str, mark: str) -> None:
    reading = read(form, COLUMNS, "I|Thể chế|Sở Tư pháp|Năm 2019|", "1|Một|Sở Nội vụ|Quý I|Báo cáo",
                   f"2|Hai|{mark}|{mark}|{mark}", f"3|Ba|{mark}|Quý III|A")  # fmt: skip
    found = tasks(reading)
    assert [found[code].lead.units for code in "123"] == [("so-noi-vu",)] * 3
    assert [found[code].schedule.text for code in "123"] == ["Quý I", "Quý I", "Quý III"]
    assert found["2"].products == ("Báo cáo",)
    assert blocking(reading) == []


@every_format
def test_as_above_without_a_row_above_or_for_money_is_asked(form: str) -> None:
    reading = read(form, MONEY, "I|Thể chế||||", "1|Một|Như trên|Quý I|A|50 triệu", "2|Hai|Sở Nội vụ|-nt-|A|-nt-")
    found = tasks(reading)
    assert (found["1"].lead.units, found["2"].schedule.text, found["2"].budget.total) == ((), "Quý I", None)
    assert blocking(reading) == [("1", "lead"), ("2", "budget")]


# ------------------------------------------------------------------ one sum for several
MERGED = ("1|Một|Sở Nội vụ|Quý I|A|90 triệu đồng", "2|Hai|Sở Y tế|Quý I|A|^", "3|Ba|Sở Y tế|Quý I|A|^",
          "4|Bốn|Sở Y tế|Quý I|A|5 triệu đồng")  # fmt: skip


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_a_sum_in_one_cell_over_several_tasks_is_the_groups_and_is_asked(form: str) -> None:
    reading = read(form, MONEY, *MERGED)
    assert [task.budget.total for task in reading.tasks] == [90_000_000, None, None, 5_000_000]
    assert blocking(reading) == [("1", "budget")]
    assert "“90 triệu đồng” ghi chung một ô cho các nhiệm vụ 1, 2, 3" in why(reading, "1", "budget")


def test_a_sum_over_rows_of_one_task_is_its_own() -> None:
    reading = read("docx", MONEY, "1|Một|Sở Nội vụ|Quý I|A|90 triệu đồng", "||||B|^", "2|Hai|Sở Y tế|Quý I|A|")
    assert tasks(reading)["1"].products == ("A", "B")
    assert blocking(reading) == []


@every_format
def test_two_leads_with_two_times_under_one_number_are_asked(form: str) -> None:
    rows = ("1|Việc một|Sở Y tế|Quý I|Báo cáo", "^|^|Sở Nội vụ|Quý III|Kế hoạch", "2|Việc hai|Sở Y tế|Quý II|Sổ")
    reading = read(form, COLUMNS, *rows)
    assert [task.code for task in reading.tasks] == ["1", "2"]
    assert ("1", "lead") in blocking(reading)
    assert "“Sở Y tế: Quý I”; “Sở Nội vụ: Quý III”" in why(reading, "1", "lead")


# ------------------------------------------------------------------ tables in cells
def test_a_table_inside_a_cell_is_read_and_asked() -> None:
    whole = paper("docx", (MONEY, "1|Một|Sở Nội vụ|Quý I|A|x"))
    table = next(whole.tables)
    cells = table.rows[1].cells
    inner = (*cells[:5], papers.Cell("NS tỉnh\n30 triệu đồng", nested=True))
    made = Table((table.rows[0], papers.Row(inner, 1, 2)))
    blocks = tuple(made if isinstance(block, Table) else block for block in whole.blocks)
    assert blocking(read_plan(Paper("docx", blocks), directory())) == [("1", "budget")]


# ------------------------------------------------------------------ numbers that begin anew
@every_format
def test_dotted_numbers_that_begin_anew_in_each_part_stay_apart(form: str) -> None:
    reading = read(form, COLUMNS, "I|Thể chế|||", "1.1|Một|Sở Nội vụ|Quý I|A", "1.2|Hai|Sở Y tế|Quý I|A",
                   "II|Bộ máy|||", "1.1|Ba|Sở Tư pháp|Quý I|A", "1.1.1|Bốn|||B", "2.1|Năm|Sở Y tế|Quý I|A")  # fmt: skip
    assert [(task.code, task.parent) for task in reading.tasks] == [
        ("I.1.1", None), ("I.1.2", None), ("II.1.1", None), ("II.1.1.1", "II.1.1"), ("II.2.1", None),
    ]  # fmt: skip
    assert tasks(reading)["II.1.1.1"].lead.units == ("so-tu-phap",)
    assert blocking(reading) == []


@every_format
def test_numbered_headings_inside_parts_hold_their_own_dotted_numbers(form: str) -> None:
    reading = read(form, COLUMNS, "I|Thể chế|||", "1|Văn bản|||", "1.1|Một|Sở Nội vụ|Quý I|A", "II|Bộ máy|||",
                   "1|Sắp xếp|||", "1.1|Hai|Sở Y tế|Quý I|A", "1.2|Ba|Sở Y tế|Quý I|A")  # fmt: skip
    assert [task.code for task in reading.tasks] == ["I.1.1", "II.1.1", "II.1.2"]
    assert blocking(reading) == []


def test_the_same_dotted_number_twice_in_one_part_is_still_asked() -> None:
    reading = read("txt", COLUMNS, "I|Thể chế|||", "1.1|Một|Sở Nội vụ|Quý I|A", "1.1|Hai|Sở Y tế|Quý I|A")
    assert [(doubt.where, doubt.field) for doubt in reading.doubts] == [("1.1", "code")] * 2


# ------------------------------------------------------------------ headings that a page cuts
UPPER, LOWER = "TT|Nội dung|Cơ quan thực hiện|<|Thời gian|Sản phẩm", "^|^|Chủ trì|Phối hợp|^|^"
ROWS = ("1|Một|Sở Nội vụ|Sở Y tế|Quý I|A", "2|Hai|Sở Tư pháp|Sở Y tế|Quý II|B")


def test_headings_in_two_rows_that_a_page_parts_head_the_rows_of_the_next() -> None:
    first, second = grid(UPPER), grid("||Chủ trì|Phối hợp||", *ROWS, page=2)
    blocks = (*paper("txt").blocks, Table(first), Table(second, 2))
    found = tasks(read_plan(Paper("pdf", blocks, 2), directory()))
    assert [(task.lead.units, task.partners.units) for task in found.values()] == [
        (("so-noi-vu",), ("so-y-te",)), (("so-tu-phap",), ("so-y-te",)),
    ]  # fmt: skip


def test_of_reader_keeps_what_a_mark_asks() -> None:
    told = of_reader(Doubt("1", "lead", "Chữ “Sở Y tế” bị gạch bỏ nên không đọc: hãy xem lại.", blocks=True, task="1"))
    assert (told.blocks, str(told.sentence)) == (True, told.why)
