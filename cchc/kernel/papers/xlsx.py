"""Workbooks: each visible sheet is a page with one table; dates and numbers keep their true value."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from cchc.kernel import writing
from cchc.kernel.papers.number_formats import Look, figure
from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.sheet_parts import Part, letters, sheet_parts
from cchc.kernel.papers.sheet_words import Said
from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table, Value
from cchc.kernel.text import squeeze

_CODE = re.compile(r"[\w.]{1,12}[.)]?$")
_NUMBERED = re.compile(r"^\(?(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,3})*|[A-ZĐa-zđ])(?:[.):/]|\s*[-–]\s|$)")
_NOT_CALCULATED = "chưa tính"
_SUM = re.compile(r"\W*(?:tổng (?:cộng|số|kinh phí|tiền)|cộng|(?:số tiền )?(?:viết )?bằng chữ)\b", re.IGNORECASE)
_LEAST_TEXT = 3  # rows: so many headings of fields without numbers don't follow each other
_TABLE_WIDTH = 3  # rows with as many filled cells belong to a table; what stands above and below them is text


def read(name: str, data: bytes, limits: Limits) -> Paper:
    """Return the paper; rows above and below a sheet's table are paragraphs, a cell each."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    archive = Archive(name, data, "xlsx", limits)
    parts = sheet_parts(archive, limits)
    book = CalamineWorkbook.from_filelike(archive.rebuilt())
    blocks: list[Block] = []
    hidden: list[str] = []
    broken: list[str] = []
    struck: list[str] = []
    page = 0
    for sheet in book.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            page += 1
            seen = parts.get(sheet.name)
            rows = _rows(book.get_sheet_by_name(sheet.name), seen, page)
            made = list(_blocks(rows))
            blocks += made
            struck += _struck(rows, made)
            hidden += _hidden(rows, seen, sheet.name) if seen else ()
            broken += _broken(seen, sheet.name) if seen else ()
    if not blocks:
        raise Refused("Tệp “%(name)s” không có ô nào có chữ: hãy chọn lại tệp.", name=name)
    return Paper("xlsx", tuple(blocks), page, tuple(hidden), tuple(broken), tuple(struck))


def _struck(rows: list[Row], made: list[Block]) -> Iterator[str]:
    """Yield what is crossed out in the rows that belong to no table."""
    inside = {row.row for block in made if isinstance(block, Table) for row in block.rows}
    yield from (cell.struck for row in rows if row.row not in inside for cell in row.cells if cell.struck)


def _hidden(rows: list[Row], part: Part, name: str) -> Iterator[str]:
    """Yield what the sheet holds without showing it: rows and columns in which something stands."""
    numbers = [str(row.row) for row in rows if row.row in part.hidden_rows]
    if numbers:
        yield f"dòng {', '.join(numbers)} của trang tính “{name}”"
    left = part.first_column
    columns = {left + place for row in rows for place, cell in enumerate(row.cells) if cell.own} & part.hidden_columns
    if columns:
        yield f"cột {', '.join(map(letters, sorted(columns)))} của trang tính “{name}”"


def _broken(part: Part, name: str) -> Iterator[str]:
    """Yield the cells of a sheet whose value nobody knows, with what they show."""
    for (row, column), error in sorted(part.broken.items()):
        yield f"ô {letters(column)}{row + 1} của trang tính “{name}”: {error or _NOT_CALCULATED}"


def _rows(sheet: Any, part: Part | None, page: int) -> list[Row]:
    """Return the rows of a sheet that have anything in them, under their own numbers."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    shown = part.shown if part else {}
    grid = [
        [Cell(*_content(value, shown.get((top + down, left + across)))) for across, value in enumerate(values)]
        for down, values in enumerate(sheet.to_python())
    ]
    for (row, column), error in part.broken.items() if part else ():
        if 0 <= row - top < len(grid) and 0 <= column - left < len(grid[row - top]):
            grid[row - top][column - left] = Cell(error or f"({_NOT_CALCULATED})")
    for (row, column), said in part.worded.items() if part else ():
        if 0 <= row - top < len(grid) and 0 <= column - left < len(grid[row - top]):
            grid[row - top][column - left] = _said(grid[row - top][column - left], said)
    _spell_out(grid, sheet.merged_cell_ranges or (), top, left)
    return [
        Row(tuple(cells), page, top + number)
        for number, cells in enumerate(grid, start=1)
        if any(cell.own or cell.struck for cell in cells)
    ]


def _said(cell: Cell, said: Said) -> Cell:
    """Return a cell without the words in it that are crossed out."""
    if said.struck is None:
        return Cell(struck=squeeze(cell.text))
    return cell if said.text is None else Cell(_lines(said.text), struck=said.struck)


def _content(value: Any, shown: Look | None) -> tuple[str, Value]:
    """Return text and true value of a cell; a date shown without its day is only as fine as it is shown.

    A number has the decimals it is shown with: 1.10 is no 1.1 where it numbers a row. Where the format adds words
    ("Từ ngày 31/03/2019", "20 triệu đồng"), the words with the value count, no bare value.
    """
    look = shown or Look()
    if look.has_words and isinstance(value, (int, float, dt.date)) and not isinstance(value, bool):
        text, _ = _content(look.scaled(value), Look(look.spec))
        return squeeze(f"{look.before}{text}{look.after}"), None
    if isinstance(value, bool):
        return "", None
    if isinstance(value, (int, float)):
        value = look.scaled(value)  # in the thousands of "#,##0,": what people see
        whole = int(value) if value == int(value) else value
        return figure(value, look.spec), whole
    if isinstance(value, dt.date):
        return (f"{value:{look.spec}}", None) if look.spec.startswith("%") else (writing.date(value), _day(value))
    return _lines(str(value)), None


def _lines(text: str) -> str:
    return "\n".join(line for line in map(squeeze, text.split("\n")) if line)


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
    """Yield the tables, and what stands above, between and below them."""
    at = 0
    for first, last in _tables(rows):
        yield from _texts(rows[at:first])
        yield Table(tuple(rows[first:last]), rows[first].page)
        at = last
    yield from _texts(rows[at:])


def _texts(rows: list[Row]) -> Iterator[Paragraph]:
    for row in rows:
        for cell in row.cells:
            yield from (Paragraph(squeeze(line), row.page) for line in cell.own.split("\n") if line.strip())


def _tables(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Yield the first row of each table and the one after its last: from wide row to wide row, parted by text."""
    wide = [place for place, row in enumerate(rows) if _width(row) >= _TABLE_WIDTH]
    if not wide:
        return
    first = before = wide[0]
    for place in [*wide[1:], None]:
        if place is None or _is_text(rows[before + 1 : place]):
            last = before + 1
            while last < len(rows) and (_begins_with_code(rows[last]) or _adds_up(rows[last])):
                last += 1
            yield first, last
            first = place or 0
        before = place or 0


def _is_text(rows: list[Row]) -> bool:
    """Tell the words between two tables from the headings of fields inside one: they go on, without numbers."""
    begun = (next((cell.own for cell in row.cells if cell.own), "") for row in rows)
    unnumbered = sum(1 for text in begun if not _NUMBERED.match(text))
    return len(rows) >= _LEAST_TEXT and unnumbered >= _LEAST_TEXT - 1


def _width(row: Row) -> int:
    """Return how many columns say something in a row, a cell merged from above counted again."""
    return sum(1 for cell in row.cells if (cell.text or cell.struck) and cell.repeats != "left")


def _begins_with_code(row: Row) -> bool:
    filled = [cell.own for cell in row.cells if cell.own]
    return len(filled) > 1 and bool(_CODE.match(filled[0]))


def _adds_up(row: Row) -> bool:
    """Tell whether a row closes the table above it with its sum, or with that sum in words."""
    return bool(_SUM.match(next((cell.own for cell in row.cells if cell.own), "")))
