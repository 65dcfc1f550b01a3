"""The process that reads a PDF: ``python -m cchc.kernel.papers.pdf_pages LIMITS < file``, prints JSON."""

import io
import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any, cast

from cchc.kernel.papers.pdf_lines import joined, paragraphs
from cchc.kernel.papers.pdf_stamps import with_stamps, without_covered_spaces
from cchc.kernel.papers.types import Block, Cell, Limits, Paragraph, Row, Table
from cchc.kernel.text import squeeze

_MEMORY = 2**30
_BULLETS = ("- ", "+ ", "• ", "– ", "* ")
_ENDS = (".", ";", ":", "!", "?")
_UNKNOWN_LETTER = "(cid:"


class Stop(Exception):
    """Why the file is refused: a key of ``pdf._SENTENCES``."""


def main(limits: Limits, data: bytes) -> dict[str, Any]:
    """Return the blocks, or why there are none."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber import open as open_pdf
    from pdfplumber.utils.exceptions import PdfminerException

    data, stamped = with_stamps(data)
    try:
        with open_pdf(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > limits.pages:
                raise Stop("pages")
            blocks: list[Block] = []
            for page in pdf.pages:
                _add(blocks, _page(page, limits, page.page_number in stamped))
            pages = len(pdf.pages)
        _check_letters(blocks, limits)
    except Stop as stop:
        return {"refused": str(stop)}
    except PdfminerException as error:
        is_locked = any(isinstance(reason, PDFPasswordIncorrect) for reason in error.args)
        return {"refused": "password" if is_locked else "broken"}
    return {"blocks": [asdict(block) for block in blocks], "pages": pages}


def _add(blocks: list[Block], page: list[Block]) -> None:
    """Add the blocks of the next page; a paragraph that the page break cut in two is made whole."""
    before, after = (blocks or page)[-1:], page[:1]
    if blocks and all(isinstance(block, Paragraph) for block in (*before, *after)) and after:
        above, below = cast(Paragraph, before[0]), cast(Paragraph, after[0])
        if below.text[:1].islower() and not above.text.endswith(_ENDS) and above.bold == below.bold:
            blocks[-1] = replace(above, text=joined([above.text, below.text]))
            page = page[1:]
    blocks += page


def _check_letters(blocks: list[Block], limits: Limits) -> None:
    words = " ".join(_words(blocks))
    if not words.strip():
        raise Stop("scanned")
    if words.count(_UNKNOWN_LETTER) * 20 > len(words):
        raise Stop("fonts")
    if sum(len(block.rows) for block in blocks if isinstance(block, Table)) > limits.rows:
        raise Stop("rows")


def _words(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def _page(page: Any, limits: Limits, is_stamped: bool) -> list[Block]:
    """Return tables and paragraphs of a page from top to bottom."""
    if len(page.chars) > limits.characters // 10:
        raise Stop("characters")
    page = without_covered_spaces(page) if is_stamped else page
    found = [table for table in page.find_tables(_settings(page)) if len(table.rows) > 1 or len(table.columns) > 1]
    placed: list[tuple[float, Block]] = []
    number = 0
    for table in sorted(found, key=lambda table: table.bbox[1]):
        rows = []
        for cells in _grid(table):
            number += 1
            rows.append(Row(cells, page.page_number, number))
        placed.append((table.bbox[1], Table(tuple(rows), page.page_number)))
    placed += paragraphs(_outside(page, [table.bbox for table in found]), page.page_number)
    page.close()
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _settings(page: Any) -> dict[str, Any]:
    """Close at top and bottom the tables that a page break has left open."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends = {min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)} if upright else set()
    return {"explicit_horizontal_lines": sorted(ends)}


def _outside(page: Any, boxes: list[tuple[float, ...]]) -> Any:
    """Return a page without the letters of its tables.

    A letter belongs where its middle lies, as ``extract`` has it for cells: a word processor leaves no room below a
    rule, and the boxes of the line under a table (with its accents) reach into the table.
    """

    def is_outside(thing: Any) -> bool:
        if thing["object_type"] != "char":
            return True
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x < x1 and y0 <= y < y1 for x0, y0, x1, y1 in boxes)

    return page.filter(is_outside)


def _grid(table: Any) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a ruled table; a place without a cell of its own repeats the one that covers it."""
    said = table.extract()
    columns = [column.bbox[0] for column in table.columns]
    texts = {
        box: _joined(text or "")
        for row, line in zip(table.rows, said, strict=True)
        for box, text in zip(row.cells, line, strict=True)
        if box is not None
    }
    for row in table.rows:
        cells: list[Cell] = []
        for place, box in enumerate(row.cells):
            cells.append(Cell(texts[box]) if box is not None else _covered(texts, columns[place], row.bbox[1], cells))
        yield tuple(cells)


def _covered(texts: dict[tuple[float, ...], str], left: float, top: float, cells: list[Cell]) -> Cell:
    """Return what a place repeats: the cell on its left, or one that reaches down to it from a row above."""
    for (x0, y0, x1, y1), text in texts.items():
        if x0 - 1 <= left < x1 - 1 and y0 - 1 <= top < y1 - 1:
            if x0 < left - 1 and cells:
                return Cell(cells[-1].text, repeats=cells[-1].repeats or "left")
            return Cell(text, repeats="above")
    return Cell()


def _joined(text: str) -> str:
    """Join the lines into which a narrow cell breaks its text; a bullet begins a line of its own."""
    lines: list[str] = []
    for line in map(squeeze, text.split("\n")):
        if not lines or line.startswith(_BULLETS):
            lines.append(line)
        else:
            lines[-1] = joined([lines[-1], line])
    return "\n".join(lines)


if __name__ == "__main__":
    stated = Limits(**json.loads(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (stated.seconds, stated.seconds))
    try:
        answer = main(stated, sys.stdin.buffer.read())
    except MemoryError:
        answer = {"refused": "heavy"}
    except Exception:  # whatever the parser trips over, the file is at fault
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))
