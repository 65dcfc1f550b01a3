"""A workbook gives the same neutral paper as any other format: as its sheets show it."""

import datetime as dt

from cchc.kernel import papers
from cchc.kernel.papers import Paper
from cchc.kernel.tests import paper_files as files


def grid(paper: Paper) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]


def repeats(paper: Paper) -> list[list[str | None]]:
    return [[cell.repeats for cell in row.cells] for table in paper.tables for row in table.rows]


def test_excel_tells_struck_cells_and_words_from_what_stands() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet()  # type: ignore[attr-defined]
        struck = book.add_format({"font_strikeout": True})  # type: ignore[attr-defined]
        raised = book.add_format({"font_script": 1})  # type: ignore[attr-defined]
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_rich_string(1, 0, "Sở ", struck, "Y tế ", "Nội vụ", raised, "1", " x")
        sheet.write_number(1, 1, 50, struck)
        sheet.write_row(2, 0, ["x", "y", "z"], struck)
        sheet.write(4, 0, "Bỏ dòng này", struck)

    paper = papers.read("a.xlsx", files.workbook(fill))
    (table,) = paper.tables
    assert [(cell.text, cell.struck) for cell in table.rows[1].cells[:2]] == [("Sở Nội vụ¹ x", "Y tế"), ("", "50")]
    assert [cell.struck for cell in table.rows[2].cells] == ["x", "y", "z"]
    assert paper.struck == ("Bỏ dòng này",)


def _fill_dates(book: object) -> None:
    sheet = book.add_worksheet()  # type: ignore[attr-defined]
    day = book.add_format({"num_format": "dd/mm/yyyy"})  # type: ignore[attr-defined]
    month = book.add_format({"num_format": "mm/yyyy"})  # type: ignore[attr-defined]
    for row in range(2):
        sheet.write_row(row + 3, 1, ["a", "b", "c"])
        sheet.write_datetime(row + 3, 4, dt.date(2026, 2, 10), month if row else day)
        sheet.write_number(row + 3, 5, 1250.5 if row else 200_000_000)


def test_excel_keeps_true_dates_and_numbers_and_the_numbers_of_its_rows() -> None:
    (table,) = papers.read("a.xlsx", files.workbook(_fill_dates)).tables
    first, second = table.rows
    assert (first.row, second.row) == (4, 5)
    assert (first.cells[3].text, first.cells[3].value) == ("10/02/2026", dt.date(2026, 2, 10))
    assert (first.cells[4].text, first.cells[4].value) == ("200000000", 200_000_000)
    assert second.cells[4].value == 1250.5


def test_excel_shows_a_date_without_its_day_as_the_sheet_does() -> None:
    (table,) = papers.read("a.xlsx", files.workbook(_fill_dates)).tables
    assert (table.rows[1].cells[3].text, table.rows[1].cells[3].value) == ("02/2026", None)


def test_excel_spells_out_merged_cells_and_reads_visible_sheets_only() -> None:
    def fill(book: object) -> None:
        for name in ("Một", "Ẩn", "Hai"):
            sheet = book.add_worksheet(name)  # type: ignore[attr-defined]
            sheet.write_row(0, 0, ["x", "y", "z"])
            sheet.merge_range(1, 0, 2, 1, name)
            sheet.write(1, 2, "1")
            sheet.write(2, 2, "2")
            if name == "Ẩn":
                sheet.hide()

    paper = papers.read("a.xlsx", files.workbook(fill))
    assert paper.pages == 2
    assert grid(paper)[1:3] == [["Một", "Một", "1"], ["Một", "Một", "2"]]
    assert repeats(paper)[1:3] == [[None, "left", None], ["above", "above", None]]
    assert {cell.text for table in paper.tables for row in table.rows for cell in row.cells}.isdisjoint({"Ẩn"})


def test_excel_gives_what_stands_around_its_table_as_paragraphs() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet()  # type: ignore[attr-defined]
        sheet.write(0, 0, "KẾ HOẠCH")
        sheet.write_row(2, 0, ["TT", "Việc", "Hạn"])
        sheet.write_row(3, 0, ["1", "Rà soát", "Quý I"])
        sheet.write(6, 1, "CHỦ TỊCH")

    paper = papers.read("a.xlsx", files.workbook(fill))
    assert [block.text for block in paper.paragraphs] == ["KẾ HOẠCH", "CHỦ TỊCH"]
    assert len(grid(paper)) == 2


def test_excel_parts_two_tables_of_one_sheet_where_words_go_on_between_them() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet()  # type: ignore[attr-defined]
        lines = [
            ["TT", "Việc", "Hạn"], ["I", "Thể chế"], ["Cải cách tổ chức"], ["1", "Rà soát", "Quý I"],
            ["III. TỔ CHỨC THỰC HIỆN"], ["Các đơn vị báo cáo."], ["Nơi nhận:"], ["Mẫu số 01"],
            ["TT", "Tên việc", "Kết quả"], ["", "", ""],
        ]  # fmt: skip
        for place, line in enumerate(lines):
            sheet.write_row(place, 0, line)

    paper = papers.read("a.xlsx", files.workbook(fill))
    assert [len(table.rows) for table in paper.tables] == [4, 1]
    assert [block.text for block in paper.paragraphs] == [
        "III. TỔ CHỨC THỰC HIỆN", "Các đơn vị báo cáo.", "Nơi nhận:", "Mẫu số 01",
    ]  # fmt: skip


def test_excel_gives_numbers_the_decimals_they_are_shown_with() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet()  # type: ignore[attr-defined]
        two = book.add_format({"num_format": "0.00"})  # type: ignore[attr-defined]
        percent, zeros = (book.add_format({"num_format": form}) for form in ("0%", "000"))  # type: ignore[attr-defined]
        shown = [(1.9, None), (1.1, two), (0.1 + 0.2, None), (0.95, percent), (0.29, percent), (7, zeros)]
        for row, (number, form) in enumerate(shown):
            sheet.write_number(row, 0, number, form)
            sheet.write_row(row, 1, ["Việc", "Quý I"])

    paper = papers.read("a.xlsx", files.workbook(fill))
    assert [row[0] for row in grid(paper)] == ["1.9", "1.10", "0.3", "95%", "29%", "007"]


def test_excel_reads_hidden_rows_and_columns_and_names_them() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet("KH")  # type: ignore[attr-defined]
        for row in range(5):
            sheet.write_row(row, 1, [str(row), "Việc", "Quý I"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column(3, 3, 8, None, {"hidden": True})

    paper = papers.read("a.xlsx", files.workbook(fill))
    assert len(grid(paper)) == 5
    assert paper.hidden == ("dòng 3 của trang tính “KH”", "cột D của trang tính “KH”")


def test_excel_keeps_the_words_that_a_number_format_adds() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet()  # type: ignore[attr-defined]
        shown = [
            (43555, '"Từ ngày "dd/mm/yyyy'), (43555, '"ngày "dd" tháng "mm" năm "yyyy'), (20, '0" triệu đồng"'),
            (15000000, "[$USD] #,##0"), (15000000, '#,##0,," triệu"'), (1.5, '0.00" tỷ"'), (7, '0"."'),
            (8, "#,##0;[Red]-#,##0"),
            (50000000, "#,##0,"), (50400000, "#,##0.0,,"), (50000000, "#,##0"),
        ]  # fmt: skip
        for row, (value, form) in enumerate(shown):
            sheet.write_number(row, 0, value, book.add_format({"num_format": form}))  # type: ignore[attr-defined]
            sheet.write_row(row, 1, ["Việc", "Quý I"])

    (table,) = papers.read("a.xlsx", files.workbook(fill)).tables
    assert [(row.cells[0].text, row.cells[0].value) for row in table.rows] == [
        ("Từ ngày 31/03/2019", None), ("ngày 31/03/2019", None), ("20 triệu đồng", None), ("USD 15000000", None),
        ("15 triệu", None), ("1.50 tỷ", None), ("7", 7), ("8", 8),
        ("50000", 50000), ("50.4", 50.4), ("50000000", 50000000),
    ]  # fmt: skip


def test_excel_names_cells_with_an_error_or_without_the_value_of_their_formula() -> None:
    def fill(book: object) -> None:
        sheet = book.add_worksheet("KH")  # type: ignore[attr-defined]
        sheet.write_row(0, 0, ["1", "Việc"])
        sheet.write_formula(0, 2, "=#REF!+1", None, "#REF!")
        sheet.write_formula(0, 3, "=SUM(1,2)", None, "")
        sheet.write_formula(0, 4, '="x"', None, "x")

    paper = papers.read("a.xlsx", files.workbook(fill))
    assert grid(paper) == [["1", "Việc", "#REF!", "(chưa tính)", "x"]]
    assert paper.broken == ("ô C1 của trang tính “KH”: #REF!", "ô D1 của trang tính “KH”: chưa tính")
