"""Other tables: columns in any order and wording, nested numbers, inherited cells, headings twice, true dates."""

import datetime as dt

import pytest
import xlsxwriter

from cchc.kernel import papers
from cchc.kernel.papers import Cell, Paper, Paragraph, Row, Table
from cchc.kernel.tests.paper_files import workbook
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.tests.reading_directory import ON_2026, directory
from cchc.plans.types import NotAPlan, Reading, Task

HEAD = (Paragraph("Số: 15/KH-UBND"), Paragraph("Đồng Tháp, ngày 05 tháng 01 năm 2026"), Paragraph("KẾ HOẠCH", 1, True),
        Paragraph("Cải cách hành chính năm 2026", 1, True))  # fmt: skip
COLUMNS = "STT|Nhiệm vụ|Chủ trì|Phối hợp|Thời gian|Sản phẩm|Kinh phí|Ghi chú"


def rows(*lines: str, page: int = 1) -> tuple[Row, ...]:
    """Return rows of cells parted by "|"; "^" repeats the cell above, "<" the one on the left."""
    made: list[Row] = []
    for number, line in enumerate(lines, 1):
        cells: list[Cell] = []
        for place, text in enumerate(line.split("|")):
            if text == "^":
                cells.append(Cell(made[-1].cells[place].text, repeats="above"))
            elif text == "<":
                cells.append(Cell(cells[-1].text, repeats="left"))
            else:
                cells.append(Cell(text))
        made.append(Row(tuple(cells), page, number))
    return tuple(made)


def read(*lines: str) -> Reading:
    return read_tables(rows(*lines))


def read_tables(*tables: tuple[Row, ...]) -> Reading:
    return read_plan(
        Paper("docx", (*HEAD, *(Table(table, table[0].page) for table in tables)), len(tables)), directory(ON_2026)
    )


def tasks(reading: Reading) -> dict[str, Task]:
    return {task.code: task for task in reading.tasks}


# ------------------------------------------------------------------ columns
@pytest.mark.parametrize(
    "headings",
    [
        "TT|Nội dung công việc|Cơ quan thực hiện|Cơ quan phối hợp|Thời hạn hoàn thành|Kết quả|Dự toán|Ghi chú",
        "Số TT|Tên nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Tiến độ|Sản phẩm đầu ra|Kinh phí thực hiện|Ghi chú",
        "STT|NỘI DUNG|CƠ QUAN, ĐƠN VỊ CHỦ TRÌ|CƠ QUAN, ĐƠN VỊ PHỐI HỢP|THỜI GIAN|SẢN PHẨM|KINH PHÍ|GHI CHÚ",
        "Mã nhiệm vụ|Hoạt động|Cơ quan tham mưu|Phối hợp|Thời gian hoàn thành|Dự kiến sản phẩm|Ngân sách|Ghi chú",
    ],
)
def test_columns_are_found_by_whatever_words_head_them(headings: str) -> None:
    (task,) = read(headings, "1|Rà soát|Sở Nội vụ|Sở Tư pháp|Quý I|Báo cáo|50 triệu đồng|x").tasks
    assert (task.code, task.title, task.note) == ("1", "Rà soát", "x")
    assert (task.lead.units, task.partners.units) == (("so-noi-vu",), ("so-tu-phap",))
    assert (task.schedule.kind, task.products, task.budget.total) == ("window", ("Báo cáo",), 50_000_000)


def test_columns_may_stand_in_any_order() -> None:
    (task,) = read(
        "Ghi chú|Thời gian|Phối hợp|Nội dung|Kinh phí|STT|Chủ trì|Sản phẩm",
        "x|Quý I|Sở Tư pháp|Rà soát|20 tr|1|Sở Nội vụ|Báo cáo",
    ).tasks
    assert (task.code, task.title, task.lead.units) == ("1", "Rà soát", ("so-noi-vu",))
    assert (task.partners.units, task.budget.total) == (("so-tu-phap",), 20_000_000)


def test_headings_may_take_two_rows() -> None:
    (task,) = read(
        "STT|Nội dung|Cơ quan thực hiện|<|Thời gian|Kinh phí (triệu đồng)|<",
        "^|^|Chủ trì|Phối hợp|^|Ngân sách tỉnh|Ngân sách xã",
        "1|Rà soát|Sở Nội vụ|Sở Tư pháp|Quý I|30|20",
    ).tasks
    assert (task.lead.units, task.partners.units) == (("so-noi-vu",), ("so-tu-phap",))
    assert (task.budget.kind, task.budget.total) == ("money", 50_000_000)
    assert "Ngân sách xã: 20" in task.budget.text.replace("Kinh phí (triệu đồng) ", "")


def test_headings_and_column_numbers_are_passed_over_wherever_they_return() -> None:
    first = rows(COLUMNS, "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)", "1|Một|Sở Nội vụ||Quý I|A||")
    second = rows(COLUMNS, "2|Hai|Sở Nội vụ||Quý I|A||", page=2)
    assert [task.title for task in read_tables(first, second).tasks] == ["Một", "Hai"]


def test_a_table_without_headings_goes_on_with_the_one_before() -> None:
    first = rows(COLUMNS, "1|Một|Sở Nội vụ||Quý I|A||")
    second = rows("|tiếp theo|và Sở Tư pháp|||B||", "2|Hai|Sở Nội vụ||Quý I|A||", page=2)
    one, two = read_tables(first, second).tasks
    assert (one.title, one.lead.units, one.products) == ("Một tiếp theo", ("so-noi-vu", "so-tu-phap"), ("A", "B"))
    assert two.title == "Hai"


def test_the_unit_of_amounts_may_stand_above_the_table() -> None:
    table = Table(rows(COLUMNS, "1|Một|Sở Nội vụ||Quý I|A|250|"))
    paper = Paper("docx", (*HEAD, Paragraph("Đơn vị tính: triệu đồng"), table))
    (task,) = read_plan(paper, directory(ON_2026)).tasks
    assert task.budget.total == 250_000_000


# ------------------------------------------------------------------ numbers
def test_roman_groups_hold_tasks_numbered_throughout() -> None:
    reading = read(COLUMNS, "I|Thể chế||||||", "1|Một|Sở Nội vụ||Quý I|A||", "2|Hai|Sở Y tế||||A|", "II|Bộ máy||||||",
                   "3|Ba|Sở Nội vụ||Quý I|A||")  # fmt: skip
    assert [(group.no, group.title, len(group.tasks)) for group in reading.groups] == [
        ("I", "Thể chế", 2),
        ("II", "Bộ máy", 1),
    ]
    assert list(tasks(reading)) == ["1", "2", "3"]


def test_numbers_that_begin_anew_in_each_group_carry_its_number() -> None:
    reading = read(
        COLUMNS, "I|Thể chế||||||", "1|Một|Sở Nội vụ||Quý I|A||", "II|Bộ máy||||||", "1|Hai|Sở Nội vụ||Quý I|A||"
    )
    assert list(tasks(reading)) == ["I.1", "II.1"]


def test_dotted_codes_stay_and_a_child_takes_empty_cells_from_its_parent() -> None:
    found = tasks(
        read(COLUMNS, "I|Thể chế||||||", "1|Xây dựng văn bản|Sở Tư pháp|Sở Nội vụ|Quý II/2026|Báo cáo|100 tr|",
             "1.1|Rà soát|||||20 tr|", "1.2|Ban hành|Sở Tài chính||Như trên|Quyết định||")
    )  # fmt: skip
    assert list(found) == ["1", "1.1", "1.2"]
    assert (found["1.1"].parent, found["1.2"].parent) == ("1", "1")
    assert found["1.1"].lead.units == ("so-tu-phap",)
    assert found["1.1"].schedule.start == dt.date(2026, 4, 1)
    assert found["1.2"].lead.units == ("so-tai-chinh",)
    assert found["1.2"].schedule.kind == "window"
    assert found["1.2"].budget.kind == "none"  # inherited sums would be counted twice


def test_a_deeper_number_finds_the_nearest_row_above_it() -> None:
    found = tasks(read(COLUMNS, "1.2|Một|Sở Nội vụ||Quý I|A||", "1.2.3|Hai||||B||", "1.2.3.4|Ba||||C||"))
    assert [task.parent for task in found.values()] == [None, "1.2", "1.2.3"]
    assert found["1.2.3.4"].lead.units == ("so-noi-vu",)


def test_codes_of_the_ministry_and_inserted_numbers_are_the_documents_own() -> None:
    found = tasks(
        read(COLUMNS, "KH20_TT_N05.1|Một|Sở Nội vụ||Quý I|A||", "KH20_TT_N05.1.2|Hai||||||", "12|Ba|Sở Y tế||Quý I|A||",
             "12b|Bốn|Sở Y tế||Quý I|A||")
    )  # fmt: skip
    assert list(found) == ["KH20_TT_N05.1", "KH20_TT_N05.1.2", "12", "12b"]
    assert found["KH20_TT_N05.1.2"].parent == "KH20_TT_N05.1"
    assert found["KH20_TT_N05.1.2"].lead.units == ("so-noi-vu",)


def test_letters_below_a_task_are_its_children() -> None:
    found = tasks(
        read(
            COLUMNS,
            "I|Thể chế||||||",
            "1|Một|Sở Nội vụ||Quý I|A||",
            "a)|Hai|||||| ",
            "đ)|Ba|||||| ",
            "2|Bốn|Sở Y tế||Quý I|A||",
        )
    )
    assert [(code, task.parent) for code, task in found.items()] == [
        ("1", None),
        ("1.a", "1"),
        ("1.đ", "1"),
        ("2", None),
    ]


def test_numbered_headings_between_groups_and_tasks_are_kept() -> None:
    reading = read(COLUMNS, "I|Thể chế||||||", "1|Xây dựng||||||", "a)|Một|Sở Nội vụ||Quý I|A||", "2|Theo dõi||||||",
                   "a)|Hai|Sở Nội vụ||Quý I|A||")  # fmt: skip
    assert [(group.no, len(group.tasks)) for group in reading.groups] == [("I", 0), ("I.1", 1), ("I.2", 1)]
    assert list(tasks(reading)) == ["I.1.a", "I.2.a"]


def test_a_heading_over_the_whole_row_is_a_group() -> None:
    reading = read(COLUMNS, "5. Cải cách tài chính công|<|<|<|<|<|<|<", "a)|Một|Sở Tài chính||Quý I|A||")
    assert [(group.no, group.title) for group in reading.groups] == [("5", "Cải cách tài chính công")]
    assert list(tasks(reading)) == ["5.a"]


def test_rows_without_numbers_get_some_and_say_so_by_their_place() -> None:
    found = tasks(read("Nội dung|Chủ trì|Thời gian|Sản phẩm", "Một|Sở Nội vụ|Quý I|A", "Hai|Sở Y tế|Quý II|B"))
    assert [(code, task.title) for code, task in found.items()] == [("1", "Một"), ("2", "Hai")]


def test_a_code_used_twice_is_a_doubt() -> None:
    reading = read(COLUMNS, "1.1|Một|Sở Nội vụ||Quý I|A||", "1.1|Hai|Sở Nội vụ||Quý I|A||")
    assert [(doubt.where, doubt.field) for doubt in reading.doubts if doubt.field == "code"] == [("1.1", "code")] * 2


# ------------------------------------------------------------------ cells
def test_cells_merged_down_hold_for_each_row_but_a_sum_for_one() -> None:
    found = tasks(read(COLUMNS, "1|Một|Sở Nội vụ|Sở Y tế|Quý I|A|50 tr|NS tỉnh", "2|Hai|^|^|^|B|^|^"))
    assert (found["2"].lead.units, found["2"].partners.units, found["2"].schedule.kind) == (
        ("so-noi-vu",),
        ("so-y-te",),
        "window",
    )
    assert (found["1"].budget.total, found["2"].budget.kind) == (50_000_000, "none")


def test_more_lines_of_one_task_are_joined() -> None:
    found = tasks(
        read(COLUMNS, "1|Một|Sở Nội vụ||Quý I|Kế hoạch||", "||Sở Y tế|||Báo cáo||", "2|Hai|Sở Y tế||Quý I|A||")
    )
    assert found["1"].products == ("Kế hoạch", "Báo cáo")
    assert found["1"].lead.units == ("so-noi-vu", "so-y-te")


def test_a_row_of_which_only_one_cell_goes_on_over_the_page_is_joined() -> None:
    first = rows(COLUMNS, "1|Một|Sở Nội vụ||Quý I|Kế hoạch||")
    second = rows(COLUMNS, "|||||Báo cáo||", "2|Hai|Sở Y tế||Quý I|A||", page=2)
    one, two = read_tables(first, second).tasks
    assert (one.title, one.products) == ("Một", ("Kế hoạch", "Báo cáo"))
    assert two.title == "Hai"


def test_an_empty_lead_and_a_lead_nobody_knows_are_doubts() -> None:
    reading = read(COLUMNS, "1|Một|||Quý I|A||", "2|Hai|Hội Nông dân||Quý I|A||")
    assert [(d.where, d.why) for d in reading.doubts if d.field == "lead"] == [
        ("1", "Không nêu đơn vị chủ trì."), ("2", "Không rõ “Hội Nông dân” là đơn vị nào."),
    ]  # fmt: skip


def test_true_dates_and_numbers_of_a_workbook_are_understood() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        month = book.add_format({"num_format": "mm/yyyy"})
        sheet.write(0, 0, "KẾ HOẠCH cải cách hành chính năm 2026")
        sheet.write_row(2, 0, ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Kinh phí (triệu đồng)", "Sản phẩm"])
        for number, shown in enumerate((day, month), 1):
            sheet.write_row(2 + number, 0, [number, "Việc", "Sở Nội vụ"])
            sheet.write_datetime(2 + number, 3, dt.date(2026, 2, 10), shown)
            sheet.write_number(2 + number, 4, 12.5)
            sheet.write(2 + number, 5, "A")

    first, second = read_plan(papers.read("a.xlsx", workbook(fill)), directory(ON_2026)).tasks
    assert (first.schedule.kind, first.schedule.end) == ("deadline", dt.date(2026, 2, 10))
    assert (second.schedule.kind, second.schedule.start, second.schedule.end) == (
        "window", dt.date(2026, 2, 1), dt.date(2026, 2, 28),
    )  # fmt: skip
    assert first.budget.total == 12_500_000
    assert (first.source.page, first.source.row) == (1, 4)


def test_a_number_that_a_spreadsheet_made_a_day_is_asked_about_and_is_no_part_of_the_title() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "KẾ HOẠCH cải cách hành chính năm 2026")
        sheet.write_row(2, 0, ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"])
        sheet.write_row(3, 0, ["I", "Thể chế"])
        for row, (month, title) in enumerate(((1, "Việc A"), (2, "việc B")), 4):
            sheet.write_datetime(row, 0, dt.date(2026, month, 1), book.add_format({"num_format": "d.m"}))
            sheet.write_row(row, 1, [title, "Sở Nội vụ", "Quý I/2026"])

    reading = read_plan(papers.read("a.xlsx", workbook(fill)), directory(ON_2026))
    assert [task.title for task in reading.tasks] == ["Việc A", "việc B"]
    asked = [doubt for doubt in reading.doubts if doubt.field == "code"]
    assert [doubt.why.split(":")[0] for doubt in asked] == [
        "Mã “01/01/2026” là một ngày", "Mã “01/02/2026” là một ngày",
    ]  # fmt: skip
    assert all(doubt.blocks for doubt in asked)


def test_the_export_of_a_platform_that_follows_work_is_read_by_what_its_columns_say() -> None:
    """Who watches, where a task comes from and how far it is are no lead, no funding and no time of the plan."""
    columns = (
        "STT|Tên nhiệm vụ|Nguồn gốc|LĐVP chủ trì|Đơn vị chủ trì thực hiện|Ngày thực hiện|Ngày hoàn thành"
        "|Mức độ hoàn thành|Sản phẩm"
    )
    reading = read(columns, "1|Một|Kế hoạch|Nguyễn Văn A|Sở Nội vụ|01/02/2026|30/06/2026|Đúng hạn|Báo cáo")
    (task,) = reading.tasks
    assert (task.lead.text, task.funding) == ("Sở Nội vụ", "")
    assert (task.schedule.start, task.schedule.end) == (dt.date(2026, 2, 1), dt.date(2026, 6, 30))
    assert task.note == "Nguồn gốc: Kế hoạch LĐVP chủ trì: Nguyễn Văn A Mức độ hoàn thành: Đúng hạn"
    assert [doubt for doubt in reading.doubts if doubt.where] == []


def test_several_sheets_are_read_as_one_plan() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for no, title in (("I", "Thể chế"), ("II", "Bộ máy")):
            sheet = book.add_worksheet(no)
            sheet.write_row(0, 0, ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"])
            sheet.write_row(1, 0, [no, title])
            sheet.write_row(2, 0, ["1", "Việc", "Sở Nội vụ", "Quý I/2026"])

    paper = papers.read("a.xlsx", workbook(fill))
    reading = read_plan(Paper("xlsx", (*HEAD, *paper.blocks), paper.pages), directory(ON_2026))
    assert [(task.code, task.source.page) for task in reading.tasks] == [("I.1", 1), ("II.1", 2)]


def test_two_thousand_rows_are_read_whole() -> None:  # how fast: benchmarks
    leads = (
        "Sở Nội vụ, Sở Tư pháp",
        "Các sở, ban, ngành tỉnh; UBND các xã, phường",
        "UBND xã Tân Hồng",
        "Hội Nông dân",
    )

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "KẾ HOẠCH cải cách hành chính năm 2026")
        sheet.write_row(1, 0, COLUMNS.split("|"))
        for row in range(2000):
            lead = f"{leads[row % 4]}{'' if row % 3 else f', Ban {row}'}"
            code, day = f"{row // 50 + 1}.{row % 50 + 1}", f"Trước {row % 28 + 1:02}/{row % 12 + 1:02}/2026"
            cells = [code, f"Việc thứ {row}", lead, "Sở Y tế", day, "- Kế hoạch; - Báo cáo", f"{row + 1} triệu", ""]
            sheet.write_row(2 + row, 0, cells)

    data = workbook(fill)
    reading = read_plan(papers.read("a.xlsx", data), directory(ON_2026))
    assert sum(1 for _ in reading.tasks) == 2000


# ------------------------------------------------------------------ no plan
@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ((Paragraph("Kính gửi: Sở Nội vụ"), Paragraph("Mời dự họp.")), "không phải kế hoạch"),
        ((Table(rows("Họ tên|Ngày sinh|Chức vụ", "A|1980|Trưởng phòng")),), "không phải kế hoạch"),
        ((*HEAD, Table(rows("Họ tên|Ngày sinh|Chức vụ", "A|1980|Trưởng phòng"))), "các cột của một kế hoạch"),
        ((*HEAD, Paragraph("Thực hiện tốt.")), "Không thấy nhiệm vụ"),
    ],
)
def test_what_is_no_plan_is_said_to_be_none_in_one_sentence(blocks: tuple[Paragraph | Table, ...], words: str) -> None:
    with pytest.raises(NotAPlan) as caught:
        read_plan(Paper("docx", blocks), directory(ON_2026))
    assert words in caught.value.message
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message


# ------------------------------------------------------------------ what a workbook holds besides
def test_tables_on_two_sheets_and_hidden_rows_are_read_and_asked_about() -> None:
    first = Table(rows(COLUMNS, "1|Một|Sở Nội vụ||Quý I|A||"), 1)
    second = Table(rows(COLUMNS, "2|Hai|Sở Nội vụ||Quý I|A||", page=2), 2)
    paper = Paper("xlsx", (*HEAD, first, second), 2, ("dòng 3 của trang tính “KH”",))
    reading = read_plan(paper, directory(ON_2026))
    assert [task.title for task in reading.tasks] == ["Một", "Hai"]
    asked = [doubt for doubt in reading.doubts if (doubt.where, doubt.field) == ("", "tasks")]
    assert [("ẩn" in doubt.why, doubt.blocks) for doubt in asked] == [(True, True), (False, True)]
    whole = read_plan(Paper("xlsx", (*HEAD, first)), directory(ON_2026))
    assert not any(doubt.field == "tasks" for doubt in whole.doubts)


# ------------------------------------------------------------------ a table under each heading
@pytest.mark.parametrize("again", [True, False], ids=["headings again", "headings once"])
@pytest.mark.parametrize("blank", [0, 1])
@pytest.mark.parametrize("merged", [0, 2, 4])
def test_a_sheet_with_a_table_under_each_numbered_heading_keeps_its_fields(
    again: bool, blank: int, merged: int
) -> None:
    fields = {"1. Cải cách thể chế": ["Rà soát văn bản", "Tập huấn"], "2. Cải cách thủ tục": ["Công bố thủ tục"]}

    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, at = book.add_worksheet(), 0
        for field, titles in fields.items():
            at += blank
            sheet.write(at, 0, field)
            if merged:
                sheet.merge_range(at, 0, at, merged, field)
            at += 1 + blank
            lines = [(number, title, "Sở Nội vụ", "Quý I", "Báo cáo") for number, title in enumerate(titles, 1)]
            is_headed = again or field.startswith("1")
            for line in [("STT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Sản phẩm"), *lines][0 if is_headed else 1 :]:
                sheet.write_row(at, 0, line)
                at += 1

    paper = papers.read("a.xlsx", workbook(fill))
    reading = read_plan(Paper("xlsx", (*HEAD, *paper.blocks), paper.pages), directory(ON_2026))
    got = {f"{group.no}. {group.title}": [task.title for task in group.tasks] for group in reading.groups}
    assert got == fields
