"""Rows told apart in every format: headings in two rows, sections that say who and when, codes as written, forms."""

import datetime as dt

import pytest

from cchc.kernel.papers import Paper, Table
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.tests.plan_forms import COLUMNS, FORMATS, HEAD, paper
from cchc.plans.tests.reading_directory import directory
from cchc.plans.tests.test_reading_tables import rows as grid
from cchc.plans.types import Doubt, NotAPlan, Reading, Task

every_format = pytest.mark.parametrize("form", FORMATS)


def read(form: str, *table: str, below: tuple[str, ...] = (), above: tuple[str, ...] = HEAD) -> Reading:
    return read_plan(paper(form, table, above, below), directory())


def tasks(reading: Reading) -> dict[str, Task]:
    found = list(reading.tasks)
    assert len({task.code for task in found}) == len(found), "no code stands for two rows"
    return {task.code: task for task in found}


def told(reading: Reading) -> list[tuple[str, str | None, str]]:
    return [(task.code, task.parent, task.title) for task in reading.tasks]


def about_rows(reading: Reading) -> list[Doubt]:
    return [doubt for doubt in reading.doubts if doubt.blocks]


# ------------------------------------------------------------------ headings in two rows
SPLIT = ("Stt|<|Tên nhiệm vụ|Đơn vị chủ trì|Sản phẩm|Thời hạn", "TT|Chi tiết|^|^|^|^")
FIRST = ("|1|Chuẩn hóa dữ liệu, gồm:||Đạt các chỉ tiêu sau|Theo thời hạn sau",
         "1|a)|Dữ liệu A|Sở Tài chính|Báo cáo|30/8/2019", "2|b)|Dữ liệu B|Sở Y tế|Báo cáo|30/9/2019")  # fmt: skip
SECOND = ("|2|Dịch vụ công, gồm:||Đạt các chỉ tiêu sau|Theo thời hạn sau", "3|a)|Việc C|Sở Tư pháp|Báo cáo|30/8/2019")
RIGHT = [("1", None, "Chuẩn hóa dữ liệu, gồm:"), ("1.a", "1", "Dữ liệu A"), ("1.b", "1", "Dữ liệu B"),
         ("2", None, "Dịch vụ công, gồm:"), ("2.a", "2", "Việc C")]  # fmt: skip


@every_format
def test_a_split_column_of_numbers_heads_no_task(form: str) -> None:
    reading = read(form, *SPLIT, *FIRST, *SECOND)
    assert told(reading) == RIGHT
    found = tasks(reading)
    assert found["1.b"].lead.units == ("so-y-te",)
    assert found["2.a"].schedule.end == dt.date(2019, 8, 30)


@every_format
def test_both_rows_of_headings_may_return_in_the_table(form: str) -> None:
    assert told(read(form, *SPLIT, *FIRST, *SPLIT, *SECOND)) == RIGHT


def test_both_rows_of_headings_may_return_on_each_page() -> None:
    first, second = paper("docx", (*SPLIT, *FIRST)), paper("docx", (*SPLIT, *SECOND), above=())
    assert told(read_plan(Paper("docx", (*first.blocks, *second.blocks), 2), directory())) == RIGHT


@pytest.mark.parametrize(
    "numbers", ["(1)|(2)|(3)|(4)|(5)", "[1]|[2]|[3]|[4]|[5]", "A|B|1|2|3", "(1)|(2)|(3)|(4)|(5)=(3)+(4)"]
)
def test_numbers_of_columns_are_no_task(numbers: str) -> None:
    assert told(read("txt", COLUMNS, numbers, "1|Việc|Sở Nội vụ|Quý I|A")) == [("1", None, "Việc")]


def test_a_row_whose_words_sound_like_headings_stays_a_row() -> None:
    first = paper("docx", (COLUMNS, "1|Việc|Sở Nội vụ|Quý I|A"))
    row = "2|Triển khai nhiệm vụ về tổ chức bộ máy|Cơ quan chủ trì đề án|Theo tiến độ|Kết quả đề án"
    second = paper("docx", (row, "3|Ba|Sở Nội vụ|Quý I|A"), above=())
    assert [code for code, _, _ in told(read_plan(Paper("docx", (*first.blocks, *second.blocks)), directory()))] == [
        "1",
        "2",
        "3",
    ]


# ------------------------------------------------------------------ sections
@every_format
def test_a_section_hands_down_who_leads_and_when(form: str) -> None:
    reading = read(
        form, COLUMNS, "I|Cải cách thể chế|||", "1|Một|Sở Tư pháp|Quý I|A", "II|Cải cách tổ chức bộ máy|Sở Nội vụ||",
        "2|Hai|Sở Nội vụ|Quý II|A", "3|Ba|Sở Y tế|Quý III|A", "4|Bốn||Quý III|A",
        "III|Tài chính công|Sở Tài chính|Năm 2019|", "5|Năm|||A",
    )  # fmt: skip
    assert [(group.no, len(group.tasks)) for group in reading.groups] == [("I", 1), ("II", 3), ("III", 1)]
    found = tasks(reading)
    assert [found[code].lead.units for code in "12345"] == [
        ("so-tu-phap",), ("so-noi-vu",), ("so-y-te",), ("so-noi-vu",), ("so-tai-chinh",),
    ]  # fmt: skip
    assert found["5"].schedule.text == "Năm 2019"
    assert about_rows(reading) == []


def test_what_a_section_says_and_no_task_takes_is_asked() -> None:
    reading = read("txt", f"{COLUMNS}|Kinh phí", "I|Thể chế|Sở Nội vụ|||50 triệu", "1|Một|Sở Y tế|Quý I|A|")
    asked = [doubt for doubt in reading.doubts if doubt.field == "groups"]
    assert [("“Sở Nội vụ”" in doubt.why, "“50 triệu”" in doubt.why, doubt.blocks) for doubt in asked] == [
        (True, False, False), (False, True, True),
    ]  # fmt: skip


def test_a_dash_where_the_number_stands_is_a_child_and_a_sum_is_no_task() -> None:
    reading = read(
        "txt", f"{COLUMNS}|Kinh phí", "1|Kiểm tra||||", "-|Tại sở|Sở Nội vụ|Quý I|A|5 triệu",
        "-|Tại huyện|Sở Y tế|Quý I|A|",
        "2|Tập huấn|Sở Nội vụ|Quý I|A|", "+|Mời|||B|", "|Tổng cộng||||5 triệu",
    )  # fmt: skip
    assert told(reading) == [
        ("1.1", None, "Tại sở"), ("1.2", None, "Tại huyện"), ("2", None, "Tập huấn"), ("2.1", "2", "Mời"),
    ]  # fmt: skip
    assert sum(task.budget.total or 0 for task in reading.tasks) == 5_000_000
    assert about_rows(reading) == []


def test_a_roman_row_that_is_a_whole_task_is_one_and_carries_its_children() -> None:
    reading = read(
        "txt", COLUMNS, "I|Đề án|Sở Nội vụ|Quý I|Đề án", "1|Khảo sát||Quý II|A", "II|Hội thi|Sở Y tế|Quý I|B"
    )
    assert told(reading) == [("I", None, "Đề án"), ("1", "I", "Khảo sát"), ("II", None, "Hội thi")]
    assert tasks(reading)["1"].lead.units == ("so-noi-vu",)


# ------------------------------------------------------------------ codes
@every_format
def test_codes_are_as_written_and_titles_without_them(form: str) -> None:
    reading = read(
        form, COLUMNS, "1|Cải cách thể chế|||", "1.a|Rà soát|Sở Tư pháp|Quý I|A", "1.b|Kiểm tra|Sở Tư pháp|Quý II|A",
        "2|Tổ chức bộ máy|||", "2.a|Sắp xếp|Sở Nội vụ|Quý III|A",
    )  # fmt: skip
    assert [(group.no, group.title) for group in reading.groups] == [("1", "Cải cách thể chế"), ("2", "Tổ chức bộ máy")]
    assert told(reading) == [("1.a", None, "Rà soát"), ("1.b", None, "Kiểm tra"), ("2.a", None, "Sắp xếp")]


@pytest.mark.parametrize(
    ("written", "code"),
    [("1.a", "1.a"), ("1.a)", "1.a"), ("1.A", "1.A"), ("1-a", "1-a"), ("1 .1", "1.1"), ("ii", "ii"), ("IIa", "IIa"),
     ("XXVIII", "XXVIII"), ("XL", "XL"), ("1000", "1000"), ("12b", "12b"), ("NV1.3", "NV1.3"), ("B.2", "B.2")],
)  # fmt: skip
@every_format
def test_a_code_stays_what_the_document_writes(form: str, written: str, code: str) -> None:
    assert told(read(form, COLUMNS, f"{written}|Rà soát|Sở Nội vụ|Quý I|A")) == [(code, None, "Rà soát")]


@every_format
def test_a_column_of_codes_beside_the_numbers_gives_the_code_and_the_numbers_the_depth(form: str) -> None:
    reading = read(
        form, f"STT|Mã nhiệm vụ|{COLUMNS.partition('|')[2]}", "I||Thể chế|||", "1|NV05|Đề án|Sở Nội vụ|Quý I|A",
        "1.1|NV05a|Khảo sát||Quý II|B", "2|NV07|Hội thi|Sở Y tế|Quý I|C",
    )  # fmt: skip
    assert [group.no for group in reading.groups] == ["I"]
    assert told(reading) == [("NV05", None, "Đề án"), ("NV05a", "NV05", "Khảo sát"), ("NV07", None, "Hội thi")]
    assert tasks(reading)["NV05a"].lead.units == ("so-noi-vu",)


@every_format
def test_children_by_two_numberings_take_empty_cells_from_the_row_above_them(form: str) -> None:
    reading = read(
        form, COLUMNS, "1|Một|Sở Nội vụ|Quý I|A", "a)|Một a|||", "b)|Một b|Sở Y tế||", "2|Hai|Sở Tư pháp|Quý II|B",
        "2.1|Hai một|||", "2.1.1|Hai một một||Quý III|",
    )  # fmt: skip
    assert [(code, parent) for code, parent, _ in told(reading)] == [
        ("1", None), ("1.a", "1"), ("1.b", "1"), ("2", None), ("2.1", "2"), ("2.1.1", "2.1"),
    ]  # fmt: skip
    found = tasks(reading)
    assert [found[code].lead.units for code in ("1.a", "1.b", "2.1.1")] == [
        ("so-noi-vu",),
        ("so-y-te",),
        ("so-tu-phap",),
    ]
    assert [found[code].schedule.text for code in ("1.b", "2.1", "2.1.1")] == ["Quý I", "Quý II", "Quý III"]


@every_format
@pytest.mark.parametrize("section", [(), ("I|Cải cách thể chế|||",)], ids=["plain", "in a section"])
def test_a_code_that_is_made_up_is_none_of_the_documents_and_is_asked(form: str, section: tuple[str, ...]) -> None:
    reading = read(
        form, COLUMNS, *section, "1|Một|Sở Tư pháp|Quý I|A", "|Việc không số|Sở Tư pháp|Quý I|A",
        "2|Hai|Sở Nội vụ|Quý II|A", "3|Ba|Sở Nội vụ|Quý III|A",
    )  # fmt: skip
    assert told(reading) == [("1", None, "Một"), ("4", None, "Việc không số"), ("2", None, "Hai"), ("3", None, "Ba")]
    assert [(doubt.where, doubt.field) for doubt in about_rows(reading)] == [("4", "code")]


# ------------------------------------------------------------------ pages
def test_a_whole_row_without_a_number_on_a_new_page_is_no_rest_of_the_one_before() -> None:
    first = grid(COLUMNS, "1|Một|Sở Tư pháp|Quý I|A")
    second = grid("|Việc không số|Sở Y tế|Quý II|B", "2|Hai|Sở Nội vụ|Quý III|A", page=2)
    reading = read_plan(Paper("docx", (*paper("txt").blocks, Table(first), Table(second, 2)), 2), directory())
    assert [title for _, _, title in told(reading)] == ["Một", "Việc không số", "Hai"]
    assert [(doubt.where, doubt.field) for doubt in about_rows(reading)] == [("3", "code")]


# ------------------------------------------------------------------ what is no task
FORM = ("TT|Tên nhiệm vụ|Vai trò|Kết quả thực hiện trong tháng|Tiến độ|Đề xuất", "|||||", "|||||")
LIST = ("**II. NHIỆM VỤ TRỌNG TÂM**", "**1. Cải cách thể chế**", "- Rà soát văn bản.", "- Kiểm tra văn bản.",
        "Đơn vị chủ trì: Sở Tư pháp; Đơn vị phối hợp: Sở Nội vụ. Thời gian: Quý II.",
        "**2. Cải cách tổ chức bộ máy**", "- Sắp xếp tổ chức.",
        "Đơn vị chủ trì: Sở Nội vụ; Đơn vị phối hợp: Sở Tài chính. Thời gian: Quý III.",
        "**III. TỔ CHỨC THỰC HIỆN**", "Các đơn vị báo cáo theo mẫu.")  # fmt: skip


@every_format
@pytest.mark.parametrize("form_below", [(), FORM], ids=["list alone", "with an empty form"])
def test_each_bullet_over_one_lead_is_a_task_of_that_lead(form: str, form_below: tuple[str, ...]) -> None:
    reading = read(form, *form_below, above=(*HEAD, "**I. MỤC ĐÍCH**", "- Nâng cao chất lượng.", *LIST))
    assert [(task.title, task.lead.units, task.schedule.text) for task in reading.tasks] == [
        ("Rà soát văn bản.", ("so-tu-phap",), "Quý II"),
        ("Kiểm tra văn bản.", ("so-tu-phap",), "Quý II"),
        ("Sắp xếp tổ chức.", ("so-noi-vu",), "Quý III"),
    ]
    assert [group.title for group in reading.groups if group.tasks] == ["Cải cách thể chế", "Cải cách tổ chức bộ máy"]


@pytest.mark.parametrize("heads", [True, False], ids=["headings in each", "headings in the first"])
@pytest.mark.parametrize(
    ("first", "second"), [("1. Cải cách thể chế", "2. Tổ chức bộ máy"), ("I. THỂ CHẾ", "II. BỘ MÁY:")]
)
def test_headings_between_tables_head_the_fields(heads: bool, first: str, second: str) -> None:
    one = paper("docx", (COLUMNS, "1|Một|Sở Nội vụ|Quý I|A"), (*HEAD, "III. PHÂN CÔNG", first))
    two = paper("docx", (*((COLUMNS,) if heads else ()), "1|Hai|Sở Y tế|Quý I|A"), (second,))
    reading = read_plan(Paper("docx", (*one.blocks, *two.blocks)), directory())
    assert [(f"{group.no}. {group.title}", len(group.tasks)) for group in reading.groups] == [
        (first, 1), (second.strip(":"), 1),
    ]  # fmt: skip
    assert len({task.code for task in reading.tasks}) == 2


@every_format
def test_a_form_alone_is_no_plan(form: str) -> None:
    with pytest.raises(NotAPlan):
        read(form, *FORM)


@every_format
def test_progress_in_a_list_of_work_is_no_product(form: str) -> None:
    reading = read(
        form, "TT|Nội dung|Đơn vị chủ trì|Thời hạn|Kết quả thực hiện", "1|Đề án|Sở Nội vụ|30/8/2019|Đã trình"
    )
    (task,) = reading.tasks
    assert (task.products, task.note) == ((), "Kết quả thực hiện: Đã trình")


def test_a_line_of_a_list_that_says_neither_who_nor_when_is_kept_and_asked() -> None:
    lines = (
        *HEAD,
        "**II. NHIỆM VỤ**",
        "**1. Thể chế**",
        "a) Rà soát. Đơn vị chủ trì: Sở Tư pháp.",
        "b) Kiểm tra.",
        "**III. TỔ CHỨC THỰC HIỆN**",
    )
    reading = read("txt", above=lines)
    assert [task.title for task in reading.tasks] == ["Rà soát."]
    assert [(duty.title, duty.items) for duty in reading.duties] == [("Thể chế", ("b) Kiểm tra.",))]
    assert [(doubt.field, doubt.where) for doubt in about_rows(reading)] == [("tasks", "")]


def test_a_table_of_another_kind_beside_the_plan_is_asked() -> None:
    plan = paper("docx", (COLUMNS, "1|Việc|Sở Nội vụ|Quý I|A"))
    other = paper("docx", ("Chỉ số|Mức|Đạt", "Hài lòng|Cao|Có", "Đúng hạn|Cao|Có"), ("Phụ lục: Chỉ tiêu",))
    reading = read_plan(Paper("docx", (*plan.blocks, *other.blocks)), directory())
    (doubt,) = about_rows(reading)
    assert [task.title for task in reading.tasks] == ["Việc"]
    assert doubt.field == "tasks"
    assert "“Chỉ số”" in doubt.why


def test_a_heading_that_a_page_leaves_alone_between_two_tables_heads_the_next() -> None:
    first = paper("docx", (COLUMNS, "1. Cải cách thể chế|<|<|<|<", "a)|Một|Sở Nội vụ|Quý I|A"), (*HEAD, "II. NHIỆM VỤ"))
    second = paper("docx", (COLUMNS, "a)|Hai|Sở Y tế|Quý I|A"), ("2. Tổ chức bộ máy", "3"))
    reading = read_plan(Paper("docx", (*first.blocks, *second.blocks)), directory())
    assert told(reading) == [("1.a", None, "Một"), ("2.a", None, "Hai")]
    assert [group.title for group in reading.groups] == ["Cải cách thể chế", "Tổ chức bộ máy"]
