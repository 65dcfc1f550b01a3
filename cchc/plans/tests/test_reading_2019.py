"""The plan of 2019, read whole: what its words say, in each of the four formats."""

import datetime as dt
import time
from typing import Any

import pytest

from cchc.kernel import papers
from cchc.plans.rules.reading.plan import issued_on, read_plan
from cchc.plans.tests import plan_files as files
from cchc.plans.tests.reading_directory import directory
from cchc.plans.types import Reading, Task


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_plan(files.paper(), directory())


@pytest.fixture(scope="module")
def tasks(reading: Reading) -> dict[str, Task]:
    return {task.code: task for task in reading.tasks}


def test_the_frame_is_what_the_document_says(reading: Reading) -> None:
    assert issued_on(files.paper()) == dt.date(2018, 12, 6)
    assert (reading.number, reading.issued_on, reading.place) == ("272/KH-UBND", dt.date(2018, 12, 6), "Đồng Tháp")
    assert reading.issuer == "Ủy ban nhân dân tỉnh Đồng Tháp"
    assert (reading.title, reading.year) == ("Cải cách hành chính tỉnh Đồng Tháp năm 2019", 2019)
    assert reading.signatory.authority == "TM. ỦY BAN NHÂN DÂN"
    assert (reading.signatory.post, reading.signatory.name) == ("CHỦ TỊCH", "Nguyễn Văn Dương")


def test_bases_stop_where_the_plan_itself_begins(reading: Reading) -> None:
    assert len(reading.bases) == 3
    assert reading.bases[0].startswith("Thực hiện Chương trình tổng thể cải cách hành chính nhà nước")
    assert reading.bases[2].endswith("đến năm 2020 của tỉnh Đồng Tháp")


def test_duties_of_part_two_are_read_field_by_field(reading: Reading) -> None:
    assert [(duty.no, len(duty.items)) for duty in reading.duties] == [
        ("1", 3), ("2", 4), ("3", 4), ("4", 3), ("5", 5), ("6", 5), ("7", 6), ("8", 3),
    ]  # fmt: skip
    assert reading.duties[1].title == "Cải cách thể chế"
    assert reading.duties[1].items[3] == "Theo dõi, kiểm tra tình hình thi hành pháp luật."


def test_organisation_and_recipients_are_read_to_the_end(reading: Reading) -> None:
    assert len(reading.organisation) == 4
    assert reading.organisation[0].startswith("1. Thủ trưởng các sở, ban, ngành tỉnh")
    assert reading.organisation[3].endswith("xem xét, điều chỉnh cho phù hợp./.")
    assert len(reading.recipients) == 10
    assert (reading.recipients[0], reading.recipients[-1]) == ("BCĐ.CCHC của Chính phủ", "Lưu: VT")


def test_there_are_eight_groups_and_thirty_seven_tasks(reading: Reading) -> None:
    assert [len(group.tasks) for group in reading.groups] == [12, 3, 4, 4, 4, 3, 4, 3]
    assert [group.no for group in reading.groups] == list("12345678")
    assert reading.groups[4].title == "Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức"
    assert [task.code for task in reading.groups[0].tasks] == [f"1.{letter}" for letter in "abcdđeghiklm"]
    assert all(task.parent is None for task in reading.tasks)


def test_the_row_that_a_page_break_splits_is_made_whole(tasks: dict[str, Task]) -> None:
    task = tasks["2.b"]
    assert task.title == (
        "Rà soát văn bản quy phạm pháp luật thuộc thẩm quyền quản lý và tham mưu, đề xuất cấp có thẩm quyền hủy bỏ, "
        "sửa đổi, bổ sung cho phù hợp thực tiễn"
    )
    assert task.products == ("Báo cáo kết quả rà soát", "Quyết định công bố văn bản")
    assert task.lead.text == "Sở Tư pháp, UBND cấp huyện, cấp xã"
    assert (task.lead.units, task.lead.classes) == (("so-tu-phap",), ("district", "commune"))
    assert task.schedule.text == "Theo Kế hoạch của Hội đồng rà soát văn bản"


def test_every_lead_and_partner_is_resolved(tasks: dict[str, Task]) -> None:
    assert [code for code, task in tasks.items() if task.lead.unresolved or task.partners.unresolved] == []
    assert [code for code, task in tasks.items() if task.lead.condition] == ["1.b", "7.a", "7.c"]
    assert tasks["8.a"].partners.units == (
        "so-tu-phap", "so-tai-chinh", "so-xay-dung", "so-tnmt", "ban-dan-van", "ban-phap-che-hdnd", "dai-ptth",
        "bao-dong-thap",
    )  # fmt: skip


def test_a_third_of_the_tasks_carry_no_date(tasks: dict[str, Task]) -> None:
    kinds = {code: task.schedule.kind for code, task in tasks.items()}
    assert [code for code, kind in kinds.items() if kind == "undetermined"] == [
        "1.b", "1.g", "2.b", "3.b", "3.c", "4.d", "8.a",
    ]  # fmt: skip
    assert [code for code, kind in kinds.items() if kind == "event"] == ["4.a", "4.c", "6.a"]
    assert [code for code, kind in kinds.items() if kind == "standing"] == ["1.a", "2.c", "3.a"]
    assert [code for code, kind in kinds.items() if kind == "recurring"] == ["1.c", "1.d", "1.e", "8.b"]
    assert sum(1 for kind in kinds.values() if kind == "window") == 20


def test_lump_sums_are_470_million_dong_and_counted_ones_180(tasks: dict[str, Task]) -> None:
    money = {code: task.budget for code, task in tasks.items() if task.budget.kind == "money"}
    assert sum(one.total or 0 for one in money.values() if not one.per) == 470_000_000
    assert {code: (one.amount, one.per, one.count, one.total) for code, one in money.items() if one.per} == {
        "1.b": (50_000_000, "huyện", None, None),
        "1.c": (5_000_000, "kỳ", 24, 120_000_000),
        "1.d": (5_000_000, "tháng", 12, 60_000_000),
    }


def test_the_column_of_notes_names_the_funding(tasks: dict[str, Task]) -> None:
    assert {code: task.funding for code, task in tasks.items() if task.funding} == {
        "1.b": "NS huyện", "1.c": "NS tỉnh", "1.d": "NS tỉnh", "1.e": "NS huyện", "1.h": "NS tỉnh",
        "1.i": "NS Tỉnh", "5.d": "NS tỉnh",
    }  # fmt: skip
    assert not any(task.note for task in tasks.values())


def test_doubts_are_few_and_each_names_its_place(reading: Reading) -> None:
    assert [(doubt.where, doubt.field) for doubt in reading.doubts] == [
        ("1.b", "lead"), ("1.b", "schedule"), ("1.e", "lead"), ("1.g", "schedule"), ("2.b", "schedule"),
        ("3.b", "schedule"), ("3.c", "schedule"), ("4.d", "schedule"), ("7.a", "lead"), ("7.c", "lead"),
        ("8.a", "schedule"),
    ]  # fmt: skip
    assert all(doubt.why.endswith(".") for doubt in reading.doubts)


def test_the_json_form_has_exactly_the_agreed_keys(reading: Reading) -> None:
    said = reading.as_json()
    assert list(said) == [
        "number", "issued_on", "place", "issuer", "title", "year", "bases", "duties", "groups", "organisation",
        "recipients", "signatory", "doubts",
    ]  # fmt: skip
    (task, *_) = said["groups"][0]["tasks"]
    assert list(task) == [
        "code", "title", "products", "parent", "lead", "partners", "schedule", "budget", "funding", "note", "source",
    ]  # fmt: skip
    assert list(task["lead"]) == ["text", "units", "classes", "condition", "unresolved"]
    assert list(task["schedule"]) == ["text", "kind", "start", "end", "rrule", "event"]
    assert list(task["budget"]) == ["text", "kind", "amount", "per", "count", "total"]
    assert said["issued_on"] == "2018-12-06"
    assert task["source"] == {"page": 1, "row": 3}


def _without_places(reading: Reading) -> dict[str, Any]:
    said = reading.as_json()
    for group in said["groups"]:
        for task in group["tasks"]:
            del task["source"]
    return said


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", files.docx), ("a.xlsx", files.xlsx), ("a.pdf", files.PDF.read_bytes)],
    ids=["docx", "xlsx", "pdf"],
)
def test_every_format_gives_the_same_plan(name: str, data: Any, reading: Reading) -> None:
    other = read_plan(papers.read(name, data()), directory())
    assert _without_places(other) == _without_places(reading)


def test_a_task_points_at_its_row_in_the_paper(reading: Reading) -> None:
    paper = files.paper()
    rows = {(row.page, row.row): row for table in paper.tables for row in table.rows}
    assert len(rows) == sum(len(table.rows) for table in paper.tables)
    for task in reading.tasks:
        row = rows[task.source.page or 0, task.source.row or 0]
        assert task.title.startswith(row.cells[1].text)


def test_reading_it_takes_less_than_a_second() -> None:
    data = files.TEXT.read_bytes()
    started = time.perf_counter()
    read_plan(papers.read("a.txt", data), directory())
    assert time.perf_counter() - started < 1
