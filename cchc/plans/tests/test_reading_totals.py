"""What adds the tasks up: rows and lines of sums are no tasks; they are held against the tasks and their own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.plans.rules.reading import spoken
from cchc.plans.tests.plan_forms import COLUMNS, FORMATS
from cchc.plans.tests.test_reading_marks import blocking, read, tasks, why

every_format = pytest.mark.parametrize("form", FORMATS)
MONEY = f"{COLUMNS}|Kinh phí"
ONE, TWO = "1|Một|Sở Nội vụ|Quý I|A|100 triệu đồng", "2|Hai|Sở Y tế|Quý I|A|50 triệu đồng"


@every_format
@pytest.mark.parametrize(
    "total",
    ["|Tổng cộng||||150 triệu đồng", "|TỔNG SỐ||||150.000.000 đồng", "Tổng kinh phí|<|<|<|<|150 triệu đồng",
     "III|Tổng cộng (I+II)||||150 triệu đồng", "|Cộng||||150 triệu đồng",
     "|Tổng kinh phí thực hiện:||||150 triệu đồng"],
)  # fmt: skip
def test_a_row_of_the_sum_is_no_task_and_agrees(form: str, total: str) -> None:
    reading = read(form, MONEY, ONE, TWO, total)
    assert list(tasks(reading)) == ["1", "2"]
    assert blocking(reading) == []


@every_format
def test_a_sum_that_the_tasks_do_not_make_is_asked_with_both(form: str) -> None:
    reading = read(form, MONEY, ONE, TWO, "|Tổng cộng||||160 triệu đồng")
    assert blocking(reading) == [("", "tasks")]
    assert "160.000.000 đồng" in why(reading, "", "tasks")
    assert "150.000.000 đồng" in why(reading, "", "tasks")


@every_format
def test_sums_of_parts_and_of_all_agree_each_with_its_own(form: str) -> None:
    rows = ("I|Thể chế||||", ONE, "|Cộng mục I||||100 triệu đồng", "II|Bộ máy||||", TWO, "3|Ba|Sở Y tế|Quý I|A|5 triệu",
            "|Cộng mục II||||55 triệu đồng", "|Tổng cộng||||155 triệu đồng")  # fmt: skip
    assert blocking(read(form, MONEY, *rows)) == []
    wrong = [row.replace("55 triệu", "45 triệu") for row in rows]
    assert blocking(read(form, MONEY, *wrong)) == [("", "tasks")] * 2


def test_the_sum_may_stand_above_the_tasks_or_count_parents_or_children() -> None:
    assert blocking(read("txt", MONEY, "|Tổng cộng||||150 triệu", ONE, TWO)) == []
    assert blocking(read("txt", MONEY, "|Tổng cộng||||160 triệu", ONE, TWO)) == [("", "tasks")]
    children = ("1.1|Con|||B|60 triệu đồng", "1.2|Con hai|||B|40 triệu đồng")
    # the sum agrees; whether the children's money is the parent's is still asked
    assert blocking(read("txt", MONEY, ONE, *children, TWO, "|Tổng cộng||||150 triệu")) == [("1", "budget")]


def test_a_sum_beside_money_that_is_words_says_so() -> None:
    reading = read("txt", MONEY, ONE, "2|Hai|Sở Y tế|Quý I|A|Theo dự toán", "|Tổng cộng||||150 triệu đồng")
    assert "chưa kể 1 chỗ không rõ số tiền" in why(reading, "", "tasks")


def test_columns_of_several_levels_are_added_up() -> None:
    heads = ("TT|Nội dung|Chủ trì|Thời gian|Kinh phí (triệu đồng)|<", "^|^|^|^|Ngân sách tỉnh|Ngân sách xã")
    rows = ("1|Một|Sở Nội vụ|Quý I|30|20", "2|Hai|Sở Y tế|Quý I|10|")
    assert blocking(read("docx", *heads, *rows, "|Tổng cộng|||40|20")) == []
    assert blocking(read("docx", *heads, *rows, "|Tổng cộng|||40|30")) == [("", "tasks")]


@every_format
@pytest.mark.parametrize(
    ("words", "agrees"), [("Một trăm năm mươi triệu đồng", True), ("Một trăm sáu mươi triệu đồng", False)]
)
def test_the_amount_in_words_is_held_against_the_figure(form: str, words: str, agrees: bool) -> None:
    reading = read(form, MONEY, ONE, TWO, "|Tổng cộng||||150 triệu đồng", f"|Bằng chữ: {words}./.||||")
    assert list(tasks(reading)) == ["1", "2"]
    assert blocking(reading) == ([] if agrees else [("", "tasks")])


@every_format
@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Tổng kinh phí thực hiện Kế hoạch: 150 triệu đồng (Bằng chữ: Một trăm năm mươi triệu đồng).", 0),
        ("Tổng kinh phí thực hiện Kế hoạch: 150 triệu đồng (Bằng chữ: Một trăm lăm mươi ba triệu đồng).", 1),
        ("Tổng kinh phí dự kiến là 1,5 tỷ đồng.", 1),
    ],
)
def test_a_line_that_says_the_sum_is_held_against_the_tasks(form: str, line: str, asked: int) -> None:
    assert blocking(read(form, MONEY, ONE, TWO, below=(line,))) == [("", "tasks")] * asked


def test_a_task_that_only_begins_like_a_sum_is_one() -> None:
    reading = read("txt", COLUMNS, "1|Tổng hợp báo cáo|Sở Nội vụ|Quý I|A", "2|Tổng số hóa hồ sơ|Sở Y tế|Quý I|A",
                   "3|Tổng cộng|Sở Y tế|Quý I|Bảng tổng hợp")  # fmt: skip
    assert list(tasks(reading)) == ["1", "2", "3"]


# ------------------------------------------------------------------ amounts in words
@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Một tỷ hai trăm năm mươi triệu đồng chẵn", 1_250_000_000),
        ("Hai mươi mốt triệu, không trăm linh năm nghìn đồng./.", 21_005_000),
        ("mười lăm triệu đồng", 15_000_000),
        ("Một nghìn hai trăm tỷ đồng", 1_200_000_000_000),
        ("Năm đồng", 5),
        ("một hai triệu", None),
        ("trăm triệu", None),
        ("hai triệu rưỡi", None),
        ("", None),
    ],
)
def test_an_amount_in_words_is_a_number_or_none(words: str, value: int | None) -> None:
    assert spoken.value(words) == value


_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def _said(number: int) -> str:
    """Return a number below a thousand billion in words, each group of three with all its places."""
    groups = [(number // 10**power % 1000, name) for power, name in ((9, "tỷ"), (6, "triệu"), (3, "nghìn"), (0, ""))]
    words = []
    for group, name in groups:
        if group:
            hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
            ten = "linh" if tens == 0 else "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
            words.append(f"{_DIGITS[hundreds]} trăm {ten} {_DIGITS[ones] if ones else ''} {name}")
    return " ".join(words) or "không"


@given(st.integers(0, 10**12 - 1))
def test_every_amount_is_heard_as_it_is_said(number: int) -> None:
    assert spoken.value(f"{_said(number)} đồng") == number
