"""Word documents: paragraphs with their automatic numbers, and tables as a grid with merged cells spelled out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cchc.kernel.papers.ooxml import W, children
from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.strikes import raised
from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table
from cchc.kernel.papers.word_numbers import Numbers
from cchc.kernel.papers.word_runs import Piece, Pieces, is_bold
from cchc.kernel.text import squeeze

_LONGEST_NUMBER = 9  # digits: more are nobody's count of columns
_WIDE = 3  # columns from which a table inside a cell is a table of its own
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}


def read(name: str, data: bytes, limits: Limits) -> Paper:
    """Return the paper; pages are counted by the breaks that Word has stored, so they may be fewer than printed."""
    archive = Archive(name, data, "docx", limits)
    reader = _Reader(Numbers.of(archive), Pieces.of(archive), name, limits)
    for element in children(archive.part("word/document.xml"), of=f"{W}body"):
        reader.take(element)
    if not any(reader.has_text(block) for block in reader.blocks):
        raise Refused("Tệp “%(name)s” không có chữ nào, có thể là ảnh chụp: hãy gửi bản có chữ.", name=name)
    gone, added = tuple(filter(None, reader.struck)), tuple(filter(None, map(squeeze, reader.added)))
    return Paper("docx", tuple(reader.blocks), reader.page, struck=gone, added=added)


class _Reader:
    def __init__(self, numbers: Numbers, pieces: Pieces, name: str, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.page = 1
        self.struck: list[str] = []
        self.added: list[str] = []
        self._numbers, self._pieces, self._name, self._limits = numbers, pieces, name, limits
        self._notes = 0
        self._row_on_page = self._rows = self._paragraphs = 0

    @staticmethod
    def has_text(block: Block) -> bool:
        if isinstance(block, Paragraph):
            return bool(block.text)
        return any(cell.text for row in block.rows for cell in row.cells)

    def take(self, element: Any) -> None:
        """Add a child of the body."""
        if element.tag == f"{W}p":
            self._count_paragraph()
            lines, struck = self._lines(element)
            self.struck.append(struck)
            for line in lines:
                self.blocks.append(Paragraph(line, self.page, is_bold(element)))
        elif element.tag == f"{W}tbl" and _is_frame(element):
            for cell in (cell for row in _rows(element) for cell in _inside(row, f"{W}tc")):
                for child in cell:
                    self.take(child)
        elif element.tag == f"{W}tbl":
            self.blocks.append(self._table(element))
        elif element.tag in _WRAPPERS:
            for child in element:
                self.take(child)

    def _count_paragraph(self) -> None:
        self._paragraphs += 1
        if self._paragraphs > self._limits.paragraphs:
            raise Refused(
                "Tệp “%(name)s” có hơn %(count)s đoạn: hãy chỉ gửi bản kế hoạch.",
                name=self._name,
                count=self._limits.paragraphs,
            )

    def _lines(self, paragraph: Any) -> tuple[list[str], str]:
        """Return the lines of a paragraph with its automatic number and its struck words; count its page breaks."""
        label = self._numbers.next(paragraph)
        seen: list[str] = []
        struck: list[str] = []
        for piece in self._pieces.of_paragraph(paragraph):
            if piece.text == "\f":
                self.page, self._row_on_page = self.page + 1, 0
            elif piece.state == "struck":
                struck.append(piece.text)
            else:
                struck += [" "] if struck else []  # what stood apart stays apart
                seen.append(self._said(piece))
        lines = [line for line in map(squeeze, "".join(seen).split("\n")) if line]
        labelled = [f"{label} {lines[0]}".strip(), *lines[1:]] if lines else [label] if label and not struck else []
        return labelled, squeeze("".join(struck))

    def _said(self, piece: Piece) -> str:
        """Return what a piece says; a reference to a footnote is its number, raised, and an insertion is kept apart."""
        if piece.state == "note":
            self._notes += 1
            return raised(str(self._notes))
        if piece.state == "added":
            self.added.append(piece.text)
        return piece.text

    def _table(self, table: Any) -> Table:
        page = self.page
        rows: list[Row] = []
        for row in _rows(table):
            self._rows += 1
            if self._rows > self._limits.rows:
                raise Refused(
                    "Bảng trong tệp “%(name)s” dài hơn %(rows)s dòng: hãy chỉ gửi bản kế hoạch.",
                    name=self._name,
                    rows=self._limits.rows,
                )
            self._row_on_page += 1
            page_before, number = self.page, self._row_on_page
            known = len(self.added)
            cells = self._cells(row, rows[-1].cells if rows else ())
            if row.find(f"{W}trPr/{W}ins") is not None:
                self.added[known:] = [" ".join(cell.own for cell in cells)]
            if row.find(f"{W}trPr/{W}del") is not None:
                cells = tuple(replace(cell, text="", struck=f"{cell.struck} {cell.own}".strip()) for cell in cells)
            rows.append(Row(cells, page_before, number))
        return Table(tuple(rows), page)

    def _cells(self, row: Any, above: tuple[Cell, ...]) -> tuple[Cell, ...]:
        before = _number(row.find(f"{W}trPr/{W}gridBefore"))
        cells = [Cell()] * min(before, self._limits.columns)
        for element in _inside(row, f"{W}tc"):
            properties = element.find(f"{W}tcPr")
            merged = None if properties is None else properties.find(f"{W}vMerge")
            text, struck = self._cell_text(element)
            cell = Cell(text, struck=struck, nested=_is_nested(element))
            if merged is not None and merged.get(f"{W}val", "continue") == "continue":
                cell = Cell(above[len(cells)].text if len(cells) < len(above) else text, repeats="above")
            span = 1 if properties is None else _number(properties.find(f"{W}gridSpan"), 1)
            cells.append(cell)
            cells += [Cell(cell.text, repeats=cell.repeats or "left")] * (min(span, self._limits.columns) - 1)
            if len(cells) > self._limits.columns:
                raise Refused(
                    "Bảng trong tệp “%(name)s” rộng hơn %(columns)s cột: hãy kiểm tra lại.",
                    name=self._name,
                    columns=self._limits.columns,
                )
        return tuple(cells)

    def _cell_text(self, cell: Any) -> tuple[str, str]:
        boxed = {one for box in cell.iter(f"{W}txbxContent") for one in box.iter(f"{W}p")}  # said where the box stands
        said = [self._lines(paragraph) for paragraph in cell.iter(f"{W}p") if paragraph not in boxed]
        return "\n".join(line for lines, _ in said for line in lines), squeeze(" ".join(struck for _, struck in said))


def _is_frame(table: Any) -> bool:
    """Tell a table that only arranges a page, with a whole table inside one of its cells, from one that says things.

    One with columns of its own says things, and a table inside its cell is part of what the cell says.
    """
    inner = (inside for inside in table.iter(f"{W}tbl") if inside is not table)
    return _width(table) < _WIDE and any(_width(one) >= _WIDE for one in inner)


def _width(table: Any) -> int:
    return max((len(list(_inside(row, f"{W}tc"))) for row in _rows(table)), default=0)


def _is_nested(cell: Any) -> bool:
    """Tell whether a table stands inside a cell, with more in it than one column of lines."""
    return any(_width(table) > 1 for table in cell.iter(f"{W}tbl"))


def _rows(table: Any) -> Iterator[Any]:
    return _inside(table, f"{W}tr")


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """Yield the children of ``tag``, also those that a content control or a tracked change wraps."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _number(element: Any, default: int = 0) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return int(value) if value.isdecimal() and len(value) < _LONGEST_NUMBER else default
