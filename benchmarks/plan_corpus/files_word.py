"""A Word document: the letterhead in a table without rules, merged cells, one table over pages or one for each."""

import io
from typing import Any

from docx import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement

from benchmarks.plan_corpus.document import Beside, Break, Cell, Document, Grid, Line, Row, pieces


def docx(document: Document) -> bytes:
    """Return the document."""
    word = Word()
    word.sections[0].orientation = WD_ORIENT.LANDSCAPE
    for block in document.blocks:
        if isinstance(block, Line):
            _write(word.add_paragraph(), block.text, block.bold)
        elif isinstance(block, Beside):
            _beside(word, block)
        elif isinstance(block, Grid):
            _grid(word, block)
        elif isinstance(block, Break):
            word.add_page_break()
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


def _write(paragraph: Any, text: str, bold: bool) -> None:
    for look, words in pieces(text):
        run = paragraph.add_run(words)
        run.bold = bold
        run.font.strike, run.font.superscript = look == "struck" or None, look == "raised" or None


def _beside(word: Any, block: Beside) -> None:
    if block.flat:
        for one, other in zip(block.left, block.right, strict=True):
            _write(word.add_paragraph(), f"{one.text}\t\t{other.text}", False)
        return
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (block.left, block.right), strict=True):
        _write(cell.paragraphs[0], lines[0].text, lines[0].bold)
        for line in lines[1:]:
            _write(cell.add_paragraph(), line.text, line.bold)


def _grid(word: Any, grid: Grid) -> None:
    parts = grid.parts() if grid.in_parts else [grid.whole()]
    for number, part in enumerate(parts):
        if number:
            word.add_page_break()
        table = word.add_table(rows=len(part), cols=grid.width, style="Table Grid")
        for place, one in enumerate(part):
            _row(table, place, one)
        if not grid.in_parts:
            for place in range(len(grid.headings)):
                properties = table.rows[place]._tr.get_or_add_trPr()
                properties.append(OxmlElement("w:tblHeader"))


def _row(table: Any, place: int, one: Row) -> None:
    for column, cell in enumerate(one.cells):
        if cell is None:
            continue
        target = table.cell(place, column)
        if cell.across > 1 or cell.down > 1:
            target = target.merge(table.cell(place + cell.down - 1, column + cell.across - 1))
        _fill(target, cell)


def _fill(target: Any, cell: Cell) -> None:
    first, *more = cell.text.split("\n")
    _write(target.paragraphs[0], first, cell.bold)
    for line in more:
        _write(target.add_paragraph(), line, cell.bold)
