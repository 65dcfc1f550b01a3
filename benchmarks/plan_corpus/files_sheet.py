"""A workbook: the letterhead in two places of a row, one table without pages, merged cells."""

import io
from typing import Any

import xlsxwriter

from benchmarks.plan_corpus.document import Beside, Document, Grid, Line, pieces


def xlsx(document: Document) -> bytes:
    """Return the document on one sheet."""
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        sheet = book.add_worksheet("Kế hoạch")
        at = 0
        for block in document.blocks:
            if isinstance(block, Line):
                sheet.write_string(at, 0, block.text)
                at += 1
            elif isinstance(block, Beside):
                at = _beside(sheet, block, at)
            elif isinstance(block, Grid):
                at = _grid(book, sheet, block, at)
    return saved.getvalue()


def _beside(sheet: Any, block: Beside, at: int) -> int:
    for column, lines in ((0, block.left), (4, block.right)):
        for place, line in enumerate(lines):
            sheet.write_string(at + place, column, line.text)
    return at + max(len(block.left), len(block.right))


def _grid(book: Any, sheet: Any, grid: Grid, at: int) -> int:
    wrapped = book.add_format({"text_wrap": True, "border": 1})
    rows = grid.whole()
    for place, one in enumerate(rows):
        for column, cell in enumerate(one.cells):
            if cell is None:
                continue
            if cell.across > 1 or cell.down > 1:
                end = (at + place + cell.down - 1, column + cell.across - 1)
                sheet.merge_range(at + place, column, *end, cell.text, wrapped)
            elif cell.text.isdecimal():
                sheet.write_number(at + place, column, int(cell.text), wrapped)
            elif cell.text:
                _words(book, sheet, at + place, column, cell.text)
    return at + len(rows)


def _words(book: Any, sheet: Any, row: int, column: int, text: str) -> None:
    plain = {"text_wrap": True, "border": 1}
    looks = {
        "": book.add_format(plain), "struck": book.add_format({**plain, "font_strikeout": True}),
        "raised": book.add_format({**plain, "font_script": 1}),
    }  # fmt: skip
    parts = pieces(text)
    if len(parts) == 1:
        sheet.write_string(row, column, parts[0][1], looks[parts[0][0]])
    else:
        runs = [one for look, words in parts for one in (looks[look], words)]
        sheet.write_rich_string(row, column, *runs, looks[""])
