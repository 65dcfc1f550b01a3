"""Workbooks: each visible sheet is a page with one table; dates and numbers keep their true value."""

import datetime as dt
import io
import re
from collections.abc import Iterator
from typing import Any

from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.sheet_parts import Part, check_extent, sheet_parts
from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table, Value
from cchc.kernel.text import squeeze

_CODE = re.compile(r"[\w.]{1,12}[.)]?$")
_TABLE_WIDTH = 3  # rows with as many filled cells belong to a table; what stands above and below them is text


def read(name: str, data: bytes, limits: Limits) -> Paper:
    """Return the paper; rows above and below a sheet's table are paragraphs, a cell each."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    archive = Archive(name, data, "xlsx", limits)
    parts = sheet_parts(archive)
    for part in parts.values():
        check_extent(part, name, limits)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    blocks: list[Block] = []
    page = 0
    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            page += 1
            blocks += _blocks(_rows(book.get_sheet_by_name(sheet.name), parts.get(sheet.name), page))
    if not blocks:
        raise Refused(f"Tệp “{name}” không có ô nào có chữ: hãy chọn lại tệp.")
    return Paper("xlsx", tuple(blocks), page)


def _rows(sheet: Any, part: Part | None, page: int) -> list[Row]:
    """Return the rows of a sheet that have anything in them, under their own numbers."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    coarse = part.coarse_dates if part else {}
    grid = [
        [Cell(*_content(value, coarse.get((top + down, left + across)))) for across, value in enumerate(values)]
        for down, values in enumerate(sheet.to_python())
    ]
    _spell_out(grid, sheet.merged_cell_ranges or (), top, left)
    return [
        Row(tuple(cells), page, top + number)
        for number, cells in enumerate(grid, start=1)
        if any(cell.own for cell in cells)
    ]


def _content(value: Any, coarse: str | None) -> tuple[str, Value]:
    """Return text and true value of a cell; a date shown without its day is only as fine as it is shown."""
    if isinstance(value, bool):
        return "", None
    if isinstance(value, (int, float)):
        whole = int(value) if value == int(value) else value
        return str(whole), whole
    if isinstance(value, dt.date):
        return (f"{value:{coarse}}", None) if coarse else (f"{value:%d/%m/%Y}", _day(value))
    lines = (squeeze(line) for line in str(value).split("\n"))
    return "\n".join(line for line in lines if line), None


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _spell_out(grid: list[list[Cell]], merged: Any, top: int, left: int) -> None:
    """Repeat the text of each merged cell over its whole range."""
    for (first_row, first_column), (last_row, last_column) in merged:
        if not (0 <= first_row - top < len(grid) and 0 <= first_column - left < len(grid[0])):
            continue
        text = grid[first_row - top][first_column - left].text
        for row in range(first_row - top, min(last_row - top + 1, len(grid))):
            for column in range(first_column - left, min(last_column - left + 1, len(grid[0]))):
                if row > first_row - top:
                    grid[row][column] = Cell(text, repeats="above")
                elif column > first_column - left:
                    grid[row][column] = Cell(text, repeats="left")


def _blocks(rows: list[Row]) -> Iterator[Block]:
    """Yield what stands above the table, the table, and what stands below it."""
    wide = [place for place, row in enumerate(rows) if _width(row) >= _TABLE_WIDTH]
    first, last = (wide[0], wide[-1] + 1) if wide else (len(rows), len(rows))
    while wide and last < len(rows) and _begins_with_code(rows[last]):
        last += 1
    for place, row in enumerate(rows):
        if place == first and wide:
            yield Table(tuple(rows[first:last]), row.page)
        if not first <= place < last:
            for cell in row.cells:
                yield from (Paragraph(squeeze(line), row.page) for line in cell.own.split("\n") if line.strip())


def _width(row: Row) -> int:
    """Return how many columns say something in a row, a cell merged from above counted again."""
    return sum(1 for cell in row.cells if cell.text and cell.repeats != "left")


def _begins_with_code(row: Row) -> bool:
    filled = [cell.own for cell in row.cells if cell.own]
    return len(filled) > 1 and bool(_CODE.match(filled[0]))
