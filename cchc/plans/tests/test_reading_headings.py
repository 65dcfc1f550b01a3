"""Which rows head the columns of a table, and which only sound like it."""

import pytest

from cchc.plans.rules.reading import columns
from cchc.plans.tests.test_reading_tables import COLUMNS, rows


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
