"""Which rows head the columns of a table, and which only sound like it."""

import pytest

from cchc.kernel.papers import Paper, Paragraph, Table
from cchc.plans.rules.reading import columns
from cchc.plans.rules.reading.plan import read_plan
from cchc.plans.tests.reading_directory import ON_2026, directory
from cchc.plans.tests.test_reading_tables import COLUMNS, HEAD, rows, tasks
from cchc.plans.types import NotAPlan


@pytest.mark.parametrize("no", ["b)", "II", "A", "12", "1.2"])
def test_a_numbered_row_is_no_heading_whatever_it_says(no: str) -> None:
    words = "Triển khai nhiệm vụ kiểm soát thủ tục|Cơ quan chủ trì dự án|Sở Y tế|Quý I|Sản phẩm truyền thông|27 triệu|"
    below = "c)|Họp|Sở Y tế||Quý II|Thông báo||"
    assert columns.find(rows(f"|{words}", below)) is not None, "without a number these words do read as headings"
    assert columns.find(rows(f"{no}|{words}", below)) is None


def test_a_heading_that_looks_like_a_number_still_heads_its_column() -> None:
    assert columns.find(rows("T/T|" + COLUMNS.removeprefix("STT|"))) is not None


@pytest.mark.parametrize("no", ["b)", "II", "12", "1.2"])
def test_the_rest_of_a_row_cut_by_a_page_and_the_task_below_it_are_no_headings_in_two_rows(no: str) -> None:
    """The rest leaves cells empty over a numbered row, whose title says "đơn vị" and whose time says "hoàn thành"."""
    rest = "|năng, nhiệm vụ của các phòng chuyên môn|||vận tải, các cơ quan, đơn vị có liên quan|||"
    task = f"{no}|Sắp xếp các đơn vị sự nghiệp|Đề án|Sở Y tế|Sở Giao thông|Hoàn thành trước 26/10|Kinh phí tự chủ|"
    assert columns.find(rows(rest, task.removeprefix(no))) is not None, "without a number they do"
    assert columns.find(rows(rest, task)) is None


FOUR = "STT|Nhiệm vụ|Chủ trì|Thời gian"
NEXT = ("1|Rà soát văn bản|Sở Tư pháp|Quý I", "2|Công bố thủ tục|Sở Nội vụ|Quý II")


@pytest.mark.parametrize(
    ("foot", "next_page"),
    [
        ((FOUR,), NEXT),
        ((FOUR,), ("I|Cải cách thể chế|<|<", *NEXT)),
        (
            ("STT|Nhiệm vụ|Cơ quan thực hiện|<|Thời gian", "^|^|Chủ trì|Phối hợp|^"),
            ("1|Rà soát văn bản|Sở Tư pháp|x|Quý I", "2|Công bố thủ tục|Sở Nội vụ|x|Quý II"),
        ),
        ((FOUR,), (FOUR, *NEXT)),  # the headings return on the next page
    ],
)
@pytest.mark.parametrize("number", [(), (Paragraph("2", 2),)])
def test_headings_alone_at_the_foot_of_a_page_head_the_rows_of_the_next(
    foot: tuple[str, ...], next_page: tuple[str, ...], number: tuple[Paragraph, ...]
) -> None:
    blocks = (*HEAD, Table(rows(*foot), 1), *number, Table(rows(*next_page, page=2), 2))
    read_in = tasks(read_plan(Paper("pdf", blocks, 2), directory(ON_2026)))
    assert [task.title for task in read_in.values()] == ["Rà soát văn bản", "Công bố thủ tục"]
    assert [task.lead.units for task in read_in.values()] == [("so-tu-phap",), ("so-noi-vu",)]


@pytest.mark.parametrize("between", [Paragraph("Các đơn vị báo cáo theo bảng sau:"), None])
def test_headings_of_an_empty_form_take_no_table_that_is_not_theirs(between: Paragraph | None) -> None:
    other = rows("TM. ỦY BAN|CHỦ TỊCH|Trần Văn A", page=2) if between is None else rows(*NEXT, page=2)
    blocks = (*HEAD, Table(rows(FOUR), 1), *([between] if between else []), Table(other, 2))
    with pytest.raises(NotAPlan):
        read_plan(Paper("pdf", blocks, 2), directory(ON_2026))
