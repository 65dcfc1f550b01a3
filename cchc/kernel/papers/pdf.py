"""PDF: tables by their rules, the words around them, and what a signature laid over the page."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from cchc.kernel.papers.pdf_edges import Edges, aligned
from cchc.kernel.papers.pdf_forms import counted
from cchc.kernel.papers.pdf_lines import joined, paragraphs
from cchc.kernel.papers.pdf_marks import Char, inside, raise_figures, without_struck, words
from cchc.kernel.papers.pdf_stamps import with_stamps, without_covered_spaces
from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table
from cchc.kernel.refusal import marked
from cchc.kernel.text import squeeze

_BULLETS = ("- ", "+ ", "• ", "– ", "* ")
_ENDS = (".", ";", ":", "!", "?")
_UNKNOWN_LETTER = "(cid:"
_SENTENCES = {
    "password": marked("Tệp “%(name)s” có mật khẩu: hãy bỏ mật khẩu rồi gửi lại."),
    "scanned": marked("Tệp “%(name)s” là bản quét không có chữ: hãy gửi bản có chữ, hoặc nhận dạng chữ trước."),
    "fonts": marked("Phông chữ trong tệp “%(name)s” không cho biết chữ nào là chữ gì: hãy xuất lại PDF từ bản Word."),
    "pages": marked("Tệp “%(name)s” dài hơn %(pages)s trang: hãy chỉ gửi bản kế hoạch."),
    "rows": marked("Bảng trong tệp “%(name)s” dài hơn %(rows)s dòng: hãy chỉ gửi bản kế hoạch."),
    "characters": marked("Tệp “%(name)s” có quá nhiều chữ: hãy chỉ gửi bản kế hoạch."),
    "heavy": marked("Tệp “%(name)s” quá phức tạp, đọc mãi không xong: hãy xuất lại PDF từ bản Word."),
    "broken": marked("Tệp “%(name)s” bị hỏng: hãy xuất lại PDF từ bản Word."),
}


class Stop(Exception):
    """Why the file is refused: a key of ``_SENTENCES``."""


def read(name: str, data: bytes, limits: Limits) -> Paper:
    """Return the paper; refuses scans, passwords, fonts without letters and drawings within drawings without end."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return _paper(data, limits)
    except Stop as stop:
        why = str(stop)
    except PdfminerException as error:
        if any(isinstance(reason, (Stop, MemoryError)) for reason in error.args):
            why = "heavy"
        else:
            why = "password" if any(isinstance(one, PDFPasswordIncorrect) for one in error.args) else "broken"
    except MemoryError:
        why = "heavy"
    except Exception:  # whatever the parser trips over, the file is at fault
        why = "broken"
    raise Refused(_SENTENCES[why], name=name, pages=limits.pages, rows=limits.rows)


def _paper(data: bytes, limits: Limits) -> Paper:
    from pdfplumber import open as open_pdf

    data, stamped = with_stamps(data)
    with counted(limits.forms, Stop("heavy")), open_pdf(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > limits.pages:
            raise Stop("pages")
        read = [_page(page, limits, page.page_number in stamped) for page in pdf.pages]
        pages = len(pdf.pages)
    blocks: list[Block] = []
    for page in aligned([one.blocks for one in read]):
        _add(blocks, page)
    _check_letters(blocks, limits)
    return Paper("pdf", tuple(blocks), pages, struck=tuple(one.struck for one in read if one.struck))


@dataclass(frozen=True)
class _Page:
    """Tables, each with the edges of its columns, and paragraphs from top to bottom; what is struck outside tables."""

    blocks: list[tuple[Block, Edges]]
    struck: str


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


def _page(page: Any, limits: Limits, is_stamped: bool) -> _Page:
    """Return tables and paragraphs of a page."""
    if len(page.chars) > limits.characters // 10:
        raise Stop("characters")
    page = without_covered_spaces(page) if is_stamped else page
    raise_figures(page)
    page, struck = without_struck(page)
    found = [table for table in page.find_tables(_settings(page)) if len(table.rows) > 1 or len(table.columns) > 1]
    boxes = [table.bbox for table in found]
    outer = [table for table in found if not any(_holds(box, table.bbox) for box in boxes)]
    placed: list[tuple[float, Block, Edges]] = []
    number = 0
    for table in sorted(outer, key=lambda table: table.bbox[1]):
        rows = []
        for cells in _grid(table, struck, [box for box in boxes if _holds(table.bbox, box)]):
            number += 1
            rows.append(Row(cells, page.page_number, number))
        edges = (*(column.bbox[0] for column in table.columns), table.bbox[2])
        placed.append((table.bbox[1], Table(tuple(rows), page.page_number), edges))
    placed += [(top, line, ()) for top, line in paragraphs(_outside(page, boxes), page.page_number)]
    in_tables = {id(char) for box in boxes for char in inside(struck, box)}
    rest = words([char for char in struck if id(char) not in in_tables])
    page.close()
    return _Page([(block, edges) for _, block, edges in sorted(placed, key=lambda one: one[0])], rest)


def _holds(outer: tuple[float, ...], inner: tuple[float, ...]) -> bool:
    """Tell whether one box lies within another."""
    if outer == inner:
        return False
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


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


def _grid(table: Any, struck: list[Char], nested: list[tuple[float, ...]]) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a ruled table; a place without a cell of its own repeats the one that covers it.

    ``struck`` are the crossed-out letters of the page, ``nested`` the boxes of tables inside the cells.
    """
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
            if box is None:
                cells.append(_covered(texts, columns[place], row.bbox[1], cells))
                continue
            gone = words(inside(struck, box)) if struck else ""
            cells.append(Cell(texts[box], struck=gone, nested=any(_holds(box, one) for one in nested)))
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
