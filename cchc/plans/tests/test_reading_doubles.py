"""Several columns of one name: two times make one window, sums of several sources one sum, the rest is asked."""

import datetime as dt

import pytest

from cchc.plans.tests.test_reading_tables import read
from cchc.plans.types import Doubt, Reading


def asked(reading: Reading, field: str) -> list[Doubt]:
    return [doubt for doubt in reading.doubts if doubt.field == field and doubt.where]


# ------------------------------------------------------------------ times
@pytest.mark.parametrize(
    "headings",
    [
        ("TT|Nhiệm vụ|Chủ trì|Thời gian bắt đầu|Thời gian hoàn thành",),
        ("TT|Nhiệm vụ|Chủ trì|Ngày bắt đầu thực hiện (thời gian)|Hạn hoàn thành",),
        ("TT|Nhiệm vụ|Chủ trì|Thời gian|<", "^|^|^|Bắt đầu|Hoàn thành"),
        ("TT|Nhiệm vụ|Chủ trì|Thời gian|<", "^|^|^|Từ|Đến"),
    ],
)
@pytest.mark.parametrize(
    ("begins", "ends", "start", "end"),
    [
        ("01/2026", "6/2026", dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
        ("Tháng 3", "Tháng 9", dt.date(2026, 3, 1), dt.date(2026, 9, 30)),
        ("Từ ngày 15/01/2026", "đến ngày 30/6/2026", dt.date(2026, 1, 15), dt.date(2026, 6, 30)),
        ("", "Tháng 6", dt.date(2026, 6, 1), dt.date(2026, 6, 30)),
        ("Quý II", "", dt.date(2026, 4, 1), dt.date(2026, 12, 31)),
    ],
)
def test_a_column_of_beginnings_and_one_of_ends_make_one_window(
    headings: tuple[str, ...], begins: str, ends: str, start: dt.date, end: dt.date
) -> None:
    reading = read(*headings, f"1|Rà soát|Sở Nội vụ|{begins}|{ends}")
    (task,) = reading.tasks
    assert (task.schedule.kind, task.schedule.start, task.schedule.end) == ("window", start, end)
    assert (task.note, asked(reading, "schedule")) == ("", [])


def test_one_cell_over_both_columns_of_time_is_said_once() -> None:
    (task,) = read("TT|Nhiệm vụ|Chủ trì|Thời gian|<", "^|^|^|Bắt đầu|Hoàn thành", "1|Rà soát|Sở Nội vụ|Quý I|<").tasks
    assert (task.schedule.text, task.schedule.end) == ("Quý I", dt.date(2026, 3, 31))


def test_of_two_columns_of_time_that_say_different_things_one_is_taken_and_asked() -> None:
    reading = read("TT|Nhiệm vụ|Chủ trì|Thời gian|Tiến độ", "1|Một|Sở Nội vụ|Quý I|Quý III", "2|Hai|Sở Y tế|Quý I|")
    first, second = reading.tasks
    assert (first.schedule.text, first.note, second.note) == ("Quý I", "Tiến độ: Quý III", "")
    assert [(one.where, one.blocks) for one in asked(reading, "schedule")] == [("1", True)]


def test_a_tick_below_a_quarter_is_that_quarter() -> None:
    reading = read("TT|Nhiệm vụ|Chủ trì|Thời gian|<|<", "^|^|^|Quý I|Quý II|Quý III", "1|Một|Sở Nội vụ||x|")
    (task,) = reading.tasks
    assert (task.schedule.start, task.schedule.end) == (dt.date(2026, 4, 1), dt.date(2026, 6, 30))


# ------------------------------------------------------------------ who and what
def test_of_two_columns_of_leads_one_is_taken_and_asked() -> None:
    reading = read("TT|Nhiệm vụ|Cơ quan thực hiện|Cơ quan chủ trì|Thời gian", "1|Một|Sở Y tế|Sở Nội vụ|Quý I")
    (task,) = reading.tasks
    assert (task.lead.units, task.note) == (("so-noi-vu",), "Cơ quan thực hiện: Sở Y tế")
    ((doubt),) = asked(reading, "lead")
    assert doubt.blocks
    assert "“Cơ quan thực hiện”" in doubt.why


def test_two_columns_of_products_are_joined() -> None:
    (task,) = read("TT|Nhiệm vụ|Chủ trì|Thời gian|Sản phẩm|Kết quả", "1|Một|Sở Nội vụ|Quý I|Kế hoạch|Báo cáo").tasks
    assert (task.products, task.note) == (("Kế hoạch", "Báo cáo"), "")


# ------------------------------------------------------------------ money
@pytest.mark.parametrize(
    ("headings", "row", "total", "funding"),
    [
        (("Kinh phí (triệu đồng)|<", "Ngân sách tỉnh|Nguồn khác"), "100|50", 150, ""),
        (("Kinh phí (triệu đồng)|<", "Nguồn ngân sách|Nguồn khác"), "100|50", 150, ""),
        (("Kinh phí (triệu đồng)|<", "Tổng số|Nguồn khác"), "150|50", 150, ""),
        (("Kinh phí (triệu đồng)|<", "Số tiền|Nguồn"), "150|Ngân sách tỉnh", 150, "Ngân sách tỉnh"),
    ],
)
def test_a_column_of_amounts_is_no_source(headings: tuple[str, str], row: str, total: int, funding: str) -> None:
    upper, lower = headings
    reading = read(f"TT|Nhiệm vụ|Chủ trì|Thời gian|{upper}", f"^|^|^|^|{lower}", f"1|Một|Sở Nội vụ|Quý I|{row}")
    (task,) = reading.tasks
    assert (task.budget.total, task.funding) == (total * 10**6, funding)


@pytest.mark.parametrize(
    ("headings", "row", "total"),  # in thousands; None where it is asked
    [
        # each in its own unit
        ("Kinh phí NSTW (triệu đồng)|Kinh phí NSĐP (nghìn đồng)", "150|50.000", 200_000),
        ("Kinh phí NSTW (triệu đồng)|Kinh phí NSĐP", "150|50", 200_000),
        ("Ngân sách tỉnh (tr.đ)|Xã hội hóa (đồng)", "150|50.000.000", 200_000),
        # a unit of money is a word for it
        ("NSTW (triệu đồng)|NSĐP (triệu đồng)", "100|50", 150_000),
        ("Chi thường xuyên (triệu đồng)|Chi đầu tư (triệu đồng)", "100|50", 150_000),
        ("Giá trị (triệu đồng)", "150", 150_000),
        ("Tiền (trđ)", "150", 150_000),
        ("Mức chi (triệu đồng)", "150", None),
        ("Đối tượng A (triệu đồng)", "150", None),
        ("Kinh phí đề xuất (triệu đồng)", "150", 150_000),
        # shares of one sum, or not
        ("Kinh phí đề nghị (triệu đồng)|Kinh phí được duyệt (triệu đồng)", "150|100", None),
        ("Kinh phí đề nghị (triệu đồng)|Kinh phí được duyệt (triệu đồng)", "150|", None),
        ("Kinh phí năm 2025 (triệu đồng)|Dự toán 2026 (triệu đồng)", "150|100", None),
        ("Kinh phí năm 2025 (triệu đồng)|Kinh phí năm 2026 (triệu đồng)", "|100", 100_000),
        ("Kinh phí năm 2025 (triệu đồng)", "150", None),
        ("Tổng kinh phí năm 2025 (triệu đồng)|Tổng kinh phí năm 2026 (triệu đồng)", "150|100", None),
        ("Kinh phí (triệu đồng)|Kinh phí xã hội hóa (đồng)", "150|50.000", None),
        ("Kinh phí (triệu đồng)|Kinh phí xã hội hóa (đồng)", "150|", 150_000),
        ("Tổng kinh phí (triệu đồng)|NSTW (triệu đồng)|NSĐP (triệu đồng)", "150|100|50", 150_000),
        ("Đơn giá (nghìn đồng)|Thành tiền (nghìn đồng)", "500|6.000", 6_000),
        ("Đơn giá (nghìn đồng)", "500", None),
        ("Dự toán (triệu đồng)|Đã cấp (triệu đồng)|Còn thiếu (triệu đồng)", "150|100|50", 150_000),
    ],
)
def test_columns_of_money_make_a_sum_or_are_asked(headings: str, row: str, total: int | None) -> None:
    reading = read(f"TT|Nhiệm vụ|Chủ trì|Thời gian|{headings}", f"1|Một|Sở Nội vụ|Quý I|{row}")
    (task,) = reading.tasks
    assert (task.budget.total, any(one.blocks for one in asked(reading, "budget"))) == (
        total and total * 1000,
        total is None,
    )


@pytest.mark.parametrize(
    ("said", "asks"), [("999.999", True), ("1.500.000", True), ("200.000.000", True), ("1.500", False), ("50", False)]
)
def test_a_large_number_below_a_unit_is_asked_with_both_readings(said: str, asks: bool) -> None:
    reading = read("TT|Nhiệm vụ|Chủ trì|Thời gian|Kinh phí (triệu đồng)", f"1|Một|Sở Nội vụ|Quý I|{said}")
    assert [(one.blocks, f"là {said} đồng hay {said}.000.000 đồng" in one.why) for one in asked(reading, "budget")] == (
        [(True, True)] if asks else []
    )


@pytest.mark.parametrize(
    ("money", "beside", "asks"),
    [
        ("1.500.000", ".000 NS tỉnh", True), ("1.500.000.", "000 NS tỉnh", True), ("1.500.000", "000NS tỉnh", True),
        ("999", ".999", True), ("15", "0.000.000 NS tỉnh", True), ("1.500.000", "NS tỉnh", False),
        ("1.500.000", "30a", False), ("1.500.000", "0", False), ("1.500.000", "0,5", False), ("", ".999", False),
        ("1.500.000", "01/02/2019", False),
    ],
)  # fmt: skip
def test_an_amount_printed_over_the_border_of_its_cell_is_asked_about(money: str, beside: str, asks: bool) -> None:
    head = "TT|Nhiệm vụ|Chủ trì|Thời gian|Kinh phí (đồng)|Nguồn"
    found = asked(read(head, f"1|Một|Sở Nội vụ|Quý I|{money}|{beside}"), "budget")
    assert any("ở ô bên cạnh" in one.why and one.blocks for one in found) == asks


@pytest.mark.parametrize("said", ["1.000 USD", "50 (triệu đồng)"])
def test_money_that_is_not_understood_is_asked(said: str) -> None:
    reading = read("TT|Nhiệm vụ|Chủ trì|Thời gian|Kinh phí", f"1|Một|Sở Nội vụ|Quý I|{said}")
    assert len(asked(reading, "budget")) == 1
