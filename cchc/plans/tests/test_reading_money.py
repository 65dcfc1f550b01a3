"""How much: amount × unit × count in đồng, and words that stay words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.kernel.papers import Cell
from cchc.plans.rules.reading import money, money_units, when
from cchc.plans.types import Money

Y, MILLION = 2019, 10**6


def lump(amount: int) -> Money:
    return Money(kind="money", amount=amount, total=amount)


def counted(amount: int, per: str, count: int) -> Money:
    return Money(kind="money", amount=amount, per=per, count=count, total=amount * count)


def each(amount: int, per: str) -> Money:
    return Money(kind="money", amount=amount, per=per)


WORDS, NONE = Money(kind="words"), Money()

CASES = {
    # text, schedule
    ("05tr/kỳ", "Mỗi tháng 02 kỳ"): counted(5 * MILLION, "kỳ", 24),
    ("05 tr/tháng", "Mỗi tháng một kỳ"): counted(5 * MILLION, "tháng", 12),
    ("05 tr/tháng", "Mỗi tháng 02 kỳ"): counted(5 * MILLION, "tháng", 12),
    ("5 triệu đồng/quý", "Hàng quý"): counted(5 * MILLION, "quý", 4),
    ("5 triệu đồng/quý", "Từ Quý II, định kỳ hàng quý"): counted(5 * MILLION, "quý", 3),
    ("5tr/ kỳ", "Hằng tuần"): counted(5 * MILLION, "kỳ", 52),
    ("200 nghìn đồng/bài", "Mỗi tháng 02 bài"): counted(200_000, "bài", 24),
    ("5 tr x 12 tháng", ""): counted(5 * MILLION, "tháng", 12),
    ("12 tháng x 5 triệu", ""): counted(5 * MILLION, "tháng", 12),
    ("5 tr/kỳ × 24 kỳ", ""): counted(5 * MILLION, "kỳ", 24),
    ("50tr/huyện", "Theo Kế hoạch"): each(50 * MILLION, "huyện"),
    ("500.000đ/người/ngày", ""): each(500_000, "người/ngày"),
    ("300 triệu/năm", "Thường xuyên"): each(300 * MILLION, "năm"),
    ("05tr/kỳ", "Theo Kế hoạch"): each(5 * MILLION, "kỳ"),
    ("80 triệu đồng", ""): lump(80 * MILLION),
    ("150 tr", ""): lump(150 * MILLION),
    ("50 trđ", ""): lump(50 * MILLION),
    ("50 Tr.đ", ""): lump(50 * MILLION),
    ("1,5 tỷ", ""): lump(1500 * MILLION),
    ("1.5 tỉ đồng", ""): lump(1500 * MILLION),
    ("2 tỷ 500 triệu đồng", ""): lump(2500 * MILLION),
    ("200.000.000 đồng", ""): lump(200 * MILLION),
    ("200.000.000", ""): lump(200 * MILLION),
    ("1.250 triệu đồng", ""): lump(1250 * MILLION),
    ("0,5 tr", ""): lump(500_000),
    ("100.000 nghìn đồng", ""): lump(100 * MILLION),
    ("50 triệu + 20 triệu", ""): lump(70 * MILLION),
    ("Khoảng 50 triệu", ""): lump(50 * MILLION),
    ("100 triệu đồng (Một trăm triệu đồng)", ""): lump(100 * MILLION),
    ("Tổng 70 triệu đồng, trong đó: NS tỉnh 50 triệu, xã hội hóa 20 triệu", ""): lump(70 * MILLION),
    ("40 tr, NS tỉnh", ""): lump(40 * MILLION),
    ("Kinh phí tự chủ", ""): WORDS,
    ("Theo Đề án", ""): WORDS,
    ("NS nhà nước năm 2019", ""): WORDS,
    ("Theo Quyết định số 12/2019/QĐ-UBND", ""): WORDS,
    ("50-70 triệu", ""): WORDS,
    ("NS tỉnh 50 triệu, NS huyện 20 triệu", ""): WORDS,
    # what changes a sum: before it, behind it, in brackets
    ("Mỗi huyện 50 triệu đồng", ""): each(50 * MILLION, "huyện"),
    ("Mỗi lớp 20 triệu x 3 lớp", ""): counted(20 * MILLION, "lớp", 3),
    ("mỗi tháng 5 triệu", "Hàng tháng"): counted(5 * MILLION, "tháng", 12),
    ("mỗi tháng 5 triệu", "Hàng quý"): counted(5 * MILLION, "tháng", 4),
    ("Bình quân 50 triệu/xã", ""): each(50 * MILLION, "xã"),
    ("50 triệu/huyện từ ngân sách tỉnh", ""): each(50 * MILLION, "huyện"),
    ("Mỗi huyện 2 tỷ 500 triệu", ""): WORDS,
    ("1 tỷ rưỡi", ""): WORDS,
    ("-50 triệu", ""): WORDS,
    ("NS tỉnh -50 triệu", ""): WORDS,
    (">50 triệu", ""): WORDS,
    ("50 triệu trở lên", ""): WORDS,
    ("50 triệu một lớp", ""): WORDS,
    ("50 triệu (mỗi huyện)", ""): WORDS,
    ("50 triệu (x 2 lớp)", ""): WORDS,
    ("50 triệu (NS tỉnh)/huyện", ""): WORDS,
    ("500.000 đồng (mỗi người)", ""): WORDS,
    ("100 triệu đồng (Hai trăm triệu đồng)", ""): WORDS,
    ("120 triệu đồng/02 lớp", ""): WORDS,
    ("50 triệu/lớp/3 lớp", ""): WORDS,
    ("Năm 2018: 100 triệu", ""): WORDS,
    ("Cấp lại 10%, 50 triệu", ""): WORDS,
    # what doesn't
    ("- NS tỉnh: 50 triệu", ""): lump(50 * MILLION),
    ("NS tỉnh – 50 triệu đồng", ""): lump(50 * MILLION),
    ("Kinh phí dự kiến: 50 triệu đồng, từ nguồn ngân sách tỉnh năm 2019", ""): lump(50 * MILLION),
    ("50 trieu dong, ngan sach nha nuoc", ""): lump(50 * MILLION),
    ("50.000.000,-", ""): lump(50 * MILLION),
    ("100 triệu (NSTW 50 triệu, NSĐP 50 triệu)", ""): lump(100 * MILLION),
    ("150 triệu (3 lớp x 50 triệu)", ""): lump(150 * MILLION),
    ("160 triệu (3 lớp x 50 triệu)", ""): WORDS,
    # what a sum is for, and those it is for together
    ("50 triệu cho lớp tập huấn", ""): lump(50 * MILLION),
    ("50 triệu để tổ chức lớp tập huấn, in ấn tài liệu", ""): lump(50 * MILLION),
    ("Chi cho công tác tuyên truyền 30 triệu", ""): lump(30 * MILLION),
    ("50 triệu cho lớp tập huấn từ NS tỉnh", ""): lump(50 * MILLION),
    ("Tổng 200 triệu cho các sở, ban, ngành tỉnh", ""): lump(200 * MILLION),
    ("200 triệu cho các sở", ""): WORDS,
    ("Tổng 200 triệu cho các sở, mỗi sở 20 triệu", ""): WORDS,
    ("Tổng 200 triệu cho các huyện/năm", ""): WORDS,
    ("50 triệu cho 2 lớp tập huấn", ""): WORDS,
    ("50 triệu cho các lớp tập huấn", ""): WORDS,
    ("50 triệu cho từng lớp tập huấn", ""): WORDS,
    ("50 triệu cho mỗi lớp tập huấn", ""): each(50 * MILLION, "lớp tập huấn"),
    ("50 triệu cho lớp tập huấn mỗi huyện", ""): WORDS,
    ("50 triệu cho lớp", ""): WORDS,
    ("50 triệu cho tập huấn hằng quý", ""): WORDS,
    ("50", ""): WORDS,
    ("Không", ""): WORDS,
    ("", ""): NONE,
    ("-", ""): NONE,
}


@pytest.mark.parametrize(("text", "schedule"), CASES)
def test_each_way_of_writing_money_is_understood(text: str, schedule: str) -> None:
    understood = money.understand(text, when.understand(schedule, Y), Y)
    expected = CASES[text, schedule]
    assert understood.text == text
    assert (understood.kind, understood.amount, understood.per, understood.count, understood.total) == (
        expected.kind, expected.amount, expected.per, expected.count, expected.total,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Kinh phí (triệu đồng)", MILLION),
        ("Kinh phí dự kiến (ĐVT: 1.000 đồng)", 1000),
        ("ĐVT: triệu đồng", MILLION),
        ("Đơn vị tính: đồng", 1),
        ("Dự toán (nghìn đồng)", 1000),
        ("Kinh phí dự kiến", None),
        ("Kinh phí (tỷ đồng)", 10**9),
        ("Kinh phí (trđ)", MILLION),
        ("Kinh phí (1.000.000 đồng)", MILLION),
        ("Kinh phí (đ)", 1),
        ("Kinh phí (triệu đồng) Ngân sách xã", MILLION),
        ("Vốn ngân sách", None),
        ("Kinh phí, tỷ lệ", None),
        ("Kinh phí (triệu đồng) NSĐP (nghìn đồng)", None),
        ("Kinh phí (triệu đồng/huyện)", None),
    ],
)
def test_the_heading_states_the_unit_of_bare_numbers(heading: str, unit: int | None) -> None:
    assert money_units.unit_of(heading) == unit


def test_bare_numbers_take_the_unit_of_the_heading_unless_they_are_plainly_dong() -> None:
    schedule = when.understand("", Y)
    assert money.understand("250", schedule, Y, MILLION).total == 250 * MILLION
    assert money.understand("1.250", schedule, Y, MILLION).total == 1250 * MILLION
    assert money.understand(Cell("12.5", 12.5), schedule, Y, MILLION).total == 12_500_000
    assert money.understand("200.000.000", schedule, Y, MILLION).total == 200 * MILLION
    assert money.understand(Cell("40000000", 40_000_000), schedule, Y).total == 40 * MILLION
    assert money.understand(Cell("40", 40), schedule, Y).kind == "words"


@pytest.mark.parametrize(
    "text", ["100%", "10% tổng kinh phí", "20/30", "50 T", "50 t đ", "≥ 50", "1½", "-50", "50 lớp", "Đề án 06", "Từ 50"]
)
def test_below_a_unit_only_a_number_with_nothing_else_to_it_is_a_sum(text: str) -> None:
    for unit in (1, 1000, MILLION):
        assert money.understand(text, when.understand("", Y), Y, unit).kind == "words"


@pytest.mark.parametrize(
    ("text", "unit", "is_small"),
    [
        ("500", 1, True),
        ("1.500", 1, True),
        ("500.000", 1, True),
        ("500 đồng", None, True),
        ("500", 1000, True),
        ("1.500.000", 1, False),
        ("50.000", 1000, False),
        ("50", MILLION, False),
        ("200 nghìn đồng", 1, False),
        ("500k", None, False),
        ("0,5 trđ", 1, False),
        ("500.000đ/người", None, False),  # it says what each costs, not what the task does
        ("Theo Đề án", 1, False),
    ],
)
def test_a_sum_that_no_task_costs_is_told(text: str, unit: int | None, is_small: bool) -> None:
    assert money.is_small(money.understand(text, when.understand("", Y), Y, unit)) is is_small


@pytest.mark.parametrize(
    ("text", "unit", "sums"),
    [
        ("50.000.000", 1000, (50 * MILLION, 50_000 * MILLION)),
        ("1.500.000", 1000, (1_500_000, 1500 * MILLION)),
        ("50.000", 1000, None),
        ("200.000", MILLION, (200_000, 200_000 * MILLION)),
        ("50.000.000", 1, None),
        ("50.000.000 nghìn", 1000, None),
    ],
)
def test_a_large_bare_number_may_be_either(text: str, unit: int, sums: tuple[int, int] | None) -> None:
    assert money.either(text, unit) == sums


@given(amount=st.integers(1, 10**12))
def test_dong_are_read_back_as_written(amount: int) -> None:
    schedule = when.understand("", Y)
    for text in (f"{amount:,} đồng".replace(",", "."), f"{amount} đ", f"{amount}đồng"):
        understood = money.understand(text, schedule, Y)
        assert (understood.kind, understood.amount, understood.total) == ("money", amount, amount)


@given(amount=st.integers(1, 10**6), count=st.integers(1, 99), unit=st.sampled_from(["tr", "triệu đồng", "trđ"]))
def test_the_total_is_amount_times_count(amount: int, count: int, unit: str) -> None:
    understood = money.understand(f"{amount} {unit}/kỳ x {count} kỳ", when.understand("", Y), Y)
    assert (understood.amount, understood.count, understood.per) == (amount * MILLION, count, "kỳ")
    assert understood.total == amount * MILLION * count


SAID = (
    "5 05 1,5 1.250 200.000.000 50-70 tr triệu tỷ đồng đ nghìn / x × + - kỳ tháng huyện theo NS tỉnh 2019 (trong đó) ."
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(SAID.split()), max_size=9).map(" ".join),
    st.lists(st.sampled_from(SAID.split()), max_size=9).map("".join),
    st.text(max_size=50),
)


@settings(max_examples=600, deadline=None)
@given(
    text=TEXTS, schedule=st.sampled_from(["", "Hàng quý", "Mỗi tháng 02 kỳ"]), unit=st.sampled_from([None, 1, MILLION])
)
def test_no_text_breaks_the_reader_and_every_budget_adds_up(text: str, schedule: str, unit: int | None) -> None:
    one = money.understand(text, when.understand(schedule, Y), Y, unit)
    if one.kind != "money":
        assert (one.amount, one.per, one.count, one.total) == (None, None, None, None)
        return
    assert one.amount is not None
    assert 0 < one.amount <= money.LARGEST
    assert (one.count is not None) <= (one.per is not None)
    if one.total is not None:
        assert one.total == one.amount * (one.count or 1)
