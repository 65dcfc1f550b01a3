"""Lists out of workbooks are read as they are shown: what is wrong, hidden or double is refused with its place."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from cchc.kernel.papers import Refused
from cchc.kernel.sheets import Line, read
from cchc.kernel.tests import paper_files as files

Fill = Callable[[Any, Any], None]
HEAD = ["Mã", "Đơn vị", "Số"]


def lines(fill: Fill, *more: Fill, head: list[str] = HEAD) -> list[Line]:
    """Return the rows of a workbook of a sheet a filler, each with the headings in its first row."""

    def whole(book: Any) -> None:
        for number, one in enumerate((fill, *more), 1):
            sheet = book.add_worksheet(f"Trang {number}")
            sheet.write_row(0, 0, head)
            sheet.activate()  # the one in front can't be hidden
            one(book, sheet)

    return read("a.xlsx", files.workbook(whole), ["Mã"], ["Đơn vị", "Số"])


def one_row(code: str) -> Fill:
    return lambda _book, sheet: sheet.write_row(1, 0, [code, "Sở Y tế", 3])


def hidden(fill: Fill) -> Fill:
    def filled(book: Any, sheet: Any) -> None:
        fill(book, sheet)
        sheet.hide()

    return filled


@pytest.mark.parametrize(
    ("formula", "value", "said"), [("=#REF!+1", "#REF!", "C2 (Số): #REF!"), ("=SUM(1,2)", "", "C2 (Số): chưa tính")]
)
def test_a_cell_whose_value_nobody_knows_is_not_empty(formula: str, value: str, said: str) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["1", "Sở Y tế"])
        sheet.write_formula(1, 2, formula, None, value)

    with pytest.raises(Refused, match="ô bị lỗi hoặc chưa tính") as refused:
        lines(fill)
    assert said in str(refused.value)


def test_a_code_that_a_spreadsheet_made_a_day_is_refused_by_its_place() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 1, ["Sở Y tế", 3])
        sheet.write_datetime(1, 0, dt.date(2020, 2, 1), book.add_format({"num_format": "d.m"}))

    line = lines(fill)[0]
    with pytest.raises(Refused) as refused:
        line.text("Mã")
    assert str(refused.value).startswith("Ô A2 (Mã): ô này là ngày 01/02/2020")
    assert "định dạng cột là Văn bản" in str(refused.value)
    assert line.lines("Mã") == "01/02/2020"  # a remark may be a day


def test_a_heading_that_a_spreadsheet_made_a_day_is_named_as_one() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(0, 3, dt.date(2020, 2, 1), book.add_format({"num_format": "d.m"}))
        sheet.write_row(1, 0, ["1", "Sở Y tế", 3, 4])

    with pytest.raises(Refused, match=r"“01/02/2020” \(D\)"):
        lines(fill)


def test_an_error_that_nobody_reads_harms_nobody() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["1", "Sở Y tế", 3, ""])
        sheet.write_formula(1, 4, "=#REF!+1", None, "#REF!")

    assert [line.text("Số") for line in lines(fill)] == ["3"]


def test_a_cell_that_is_crossed_out_or_has_a_footnote_is_refused() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["1", "Sở Y tế", 3])
        sheet.write_string(2, 0, "2", book.add_format({"font_strikeout": True}))
        sheet.write_rich_string(2, 1, "Sở ", "Nội vụ", book.add_format({"font_script": 1}), "1")

    with pytest.raises(Refused, match=r"A3 \(Mã\)(, | và )B3 \(Đơn vị\)"):
        lines(fill)


def test_the_sheet_that_is_shown_is_read() -> None:
    assert [line.text("Mã") for line in lines(hidden(one_row("cũ")), one_row("mới"))] == ["mới"]
    with pytest.raises(Refused, match="trang tính bị ẩn “Trang 1”"):
        lines(hidden(one_row("cũ")), lambda _book, sheet: sheet.write_row(0, 0, ["x", "y", "z"]))


def test_of_two_sheets_nobody_knows_which() -> None:
    with pytest.raises(Refused, match=r"“Trang 1”(, | và )“Trang 2”"):
        lines(one_row("a"), one_row("b"))
    assert [line.text("Mã") for line in lines(lambda _book, _sheet: None, one_row("b"))] == ["b"], "one is empty"


def test_rows_and_columns_out_of_sight_are_refused() -> None:
    def filtered(_book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["1", "Sở Y tế", 3])
        sheet.write_row(2, 0, ["2", "Sở Nội vụ", 4])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_row(7, None, None, {"hidden": True})
        sheet.set_column(2, 2, 8, None, {"hidden": True})
        sheet.set_column(6, 6, 8, None, {"hidden": True})

    with pytest.raises(Refused, match=r"dòng 2(, | và )cột C\. Hãy bỏ lọc"):
        lines(filtered)


def test_what_is_merged_over_rows_is_said_in_each() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_column(1, 0, ["1", "2", "3"])
        sheet.merge_range(1, 1, 2, 1, "Sở Y tế")
        sheet.merge_range(4, 0, 5, 2, "")
        sheet.write_column(1, 2, [3, 4, 5])

    assert [(line.number, line.text("Đơn vị"), line.text("Số")) for line in lines(fill)] == [
        (2, "Sở Y tế", "3"), (3, "Sở Y tế", "4"), (4, "", "5"),
    ]  # fmt: skip


def test_a_heading_over_two_rows_is_no_row() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range(0, 1, 1, 1, "Đơn vị")
        sheet.write_row(2, 0, ["1", "Sở Y tế", 3])

    assert [line.text("Đơn vị") for line in lines(fill)] == ["Sở Y tế"]


def test_a_figure_merged_over_rows_is_nobodys() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_column(1, 0, ["1", "2"])
        sheet.merge_range(1, 2, 2, 2, 400)

    with pytest.raises(Refused, match=r"Ô C2 \(Số\): một số gộp"):
        lines(fill)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (123, "00000", "00123"),
        (912345678, "0000\\ 000\\ 000", "0912345678"),
        (1.1, "0.00", "1.10"),
        (84.375, "0.0", "84.375"),  # what is only shown rounded keeps its value
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (0.29, "0%", "29%"),
        (95, '0"%"', "95%"),
        (7, '"SYT-"000', "SYT-007"),
        (1250, "#,##0", "1250"),
        (50_000, "#,##0,", "50"),
        (50_400, "#,##0,", "50.4"),  # what is only shown rounded keeps its value here too
        (50_000_000, "#,##0,,;[Red]-#,##0,,", "50"),
        (12, "General", "12"),
    ],
)
def test_a_number_says_what_it_shows(value: float, form: str, text: str) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "1")
        sheet.write_number(1, 2, value, book.add_format({"num_format": form}))

    assert lines(fill)[0].text("Số") == text


def test_a_number_with_more_decimals_than_it_has_stays_a_number() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "1")
        sheet.write_number(1, 2, 250, book.add_format({"num_format": "0.000"}))

    assert lines(fill)[0].cells["Số"] == Decimal(250)


def test_a_month_is_no_day() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(1, 0, dt.date(2019, 3, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(1, 2, dt.date(2019, 3, 1), book.add_format({"num_format": "mm/yyyy"}))

    (line,) = lines(fill)
    assert (line.cells["Mã"], line.cells["Số"]) == (dt.date(2019, 3, 1), "03/2019")


def test_a_cell_of_several_lines_keeps_them() -> None:
    (line,) = lines(lambda _book, sheet: sheet.write_row(1, 0, ["1", "cases:\n- a: 1\n  b: 2\n"]))
    assert line.lines("Đơn vị") == "cases:\n- a: 1\n  b: 2"
    assert line.text("Đơn vị") == "cases: - a: 1 b: 2"


@pytest.mark.parametrize(
    ("said", "yes"),
    [("x", True), ("Có", True), ("TRUE", True), ("1", True), ("", False), ("Không", False), ("0", False), ("-", False)],
)
def test_yes_and_no_have_their_words(said: str, yes: bool) -> None:
    assert lines(lambda _book, sheet: sheet.write_row(1, 0, ["1", said]))[0].flag("Đơn vị") is yes


@pytest.mark.parametrize("said", ["được", "co", "n/a", "?"])
def test_any_other_word_is_neither(said: str) -> None:
    (line,) = lines(lambda _book, sheet: sheet.write_row(1, 0, ["1", said]))
    with pytest.raises(Refused, match=r"Ô B2 \(Đơn vị\): “"):
        line.flag("Đơn vị")


@pytest.mark.parametrize("value", [True, False])
def test_a_box_of_excel_is_yes_or_no(value: bool) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_string(1, 0, "1")
        sheet.write_boolean(1, 1, value)

    assert lines(fill)[0].flag("Đơn vị") is value


# ------------------------------------------------------------------ .csv
@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("Mã,Số\nA,84,5\nB,90\n", "dòng 2 có nhiều ô hơn dòng tiêu đề"),  # a decimal comma without its quotes
        ('Mã,Số\nA,90\n"B,95\nC,99\n', "dấu nháy kép"),  # the quote takes the rows below into its cell
        ('Mã,Số\n"A"x,90\n', "dòng 2: không đúng dạng CSV"),
    ],
)
def test_a_csv_whose_rows_do_not_fit_its_headings_is_refused(rows: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read("a.csv", rows.encode(), ["Mã"], ["Số"])


@pytest.mark.parametrize(
    "rows",
    [
        "Mã;Số\nSở Văn hóa, Thể thao và Du lịch;84,5\n",
        "Danh sách điểm, xếp hạng, ghi chú, năm\nMã;Số\nSở Văn hóa, Thể thao và Du lịch;84,5\n",
        'Mã,Số\n"Sở Văn hóa, Thể thao và Du lịch","84,5"\n',
        'Mã,Số\n"Sở Văn hóa, Thể thao và Du lịch","84,5",,\n',  # a spreadsheet's empty columns
        '"Mã"\t"Số"\nSở Văn hóa, Thể thao và Du lịch\t84,5\n',
    ],
)
def test_the_sign_between_columns_is_the_one_that_parts_the_headings(rows: str) -> None:
    (line,) = read("a.csv", rows.encode(), ["Mã"], ["Số"])
    assert (line.text("Mã"), line.text("Số")) == ("Sở Văn hóa, Thể thao và Du lịch", "84,5")
