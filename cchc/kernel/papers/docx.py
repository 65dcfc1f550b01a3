"""Word documents: paragraphs with their automatic numbers, and tables as a grid with merged cells spelled out."""

from collections.abc import Iterator
from typing import Any

from cchc.kernel.papers.ooxml import W, children
from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.types import Block, Cell, Limits, Paper, Paragraph, Refused, Row, Table
from cchc.kernel.papers.word_numbers import Numbers
from cchc.kernel.text import squeeze

_LONGEST_NUMBER = 9  # digits: more are nobody's count of columns
_WIDE = 3  # columns from which a table inside a cell is a table of its own
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted text, the second form of a drawing, and what a field is computed from: not what a reader sees.
_UNSEEN = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}rPr", f"{W}pPr", _FALLBACK}
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}


def read(name: str, data: bytes, limits: Limits) -> Paper:
    """Return the paper; pages are counted by the breaks that Word has stored, so they may be fewer than printed."""
    archive = Archive(name, data, "docx", limits)
    reader = _Reader(Numbers.of(archive), name, limits)
    for element in children(archive.part("word/document.xml"), of=f"{W}body"):
        reader.take(element)
    if not any(reader.has_text(block) for block in reader.blocks):
        raise Refused("Tệp “%(name)s” không có chữ nào, có thể là ảnh chụp: hãy gửi bản có chữ.", name=name)
    return Paper("docx", tuple(reader.blocks), reader.page)


class _Reader:
    def __init__(self, numbers: Numbers, name: str, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self.page = 1
        self._numbers, self._name, self._limits = numbers, name, limits
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
            for line in self._lines(element):
                self.blocks.append(Paragraph(line, self.page, _is_bold(element)))
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

    def _lines(self, paragraph: Any) -> list[str]:
        """Return the lines of a paragraph with its automatic number, and count the page breaks in it."""
        label = self._numbers.next(paragraph)
        pieces = []
        for piece in _pieces(paragraph):
            if piece == "\f":
                self.page, self._row_on_page = self.page + 1, 0
            else:
                pieces.append(piece)
        lines = [line for line in map(squeeze, "".join(pieces).split("\n")) if line]
        return [f"{label} {lines[0]}".strip(), *lines[1:]] if lines else [label] if label else []

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
            cells = self._cells(row, rows[-1].cells if rows else ())
            rows.append(Row(cells, page_before, number))
        return Table(tuple(rows), page)

    def _cells(self, row: Any, above: tuple[Cell, ...]) -> tuple[Cell, ...]:
        before = _number(row.find(f"{W}trPr/{W}gridBefore"))
        cells = [Cell()] * min(before, self._limits.columns)
        for element in _inside(row, f"{W}tc"):
            properties = element.find(f"{W}tcPr")
            merged = None if properties is None else properties.find(f"{W}vMerge")
            text = self._cell_text(element)
            cell = Cell(text)
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

    def _cell_text(self, cell: Any) -> str:
        lines = [line for paragraph in cell.iter(f"{W}p") for line in self._lines(paragraph)]
        return "\n".join(lines)


def _is_frame(table: Any) -> bool:
    """Tell a table that only arranges a page, with a whole table inside one of its cells, from one that says things."""
    inner = (inside for inside in table.iter(f"{W}tbl") if inside is not table)
    return any(max((len(list(_inside(row, f"{W}tc"))) for row in _rows(one)), default=0) >= _WIDE for one in inner)


def _rows(table: Any) -> Iterator[Any]:
    for row in _inside(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            yield row


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


def _pieces(element: Any) -> Iterator[str]:
    """Yield the visible text in order; ``\\n`` for a line break, ``\\f`` for a page break."""
    for child in element:
        tag = child.tag
        if tag in _UNSEEN or not isinstance(tag, str) or (tag == f"{W}r" and _is_hidden(child)):
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}br":
            yield "\f" if child.get(f"{W}type") == "page" else "\n"
        elif tag == f"{W}lastRenderedPageBreak":
            yield "\f"
        elif tag in {f"{W}tab", f"{W}cr"}:
            yield " " if tag == f"{W}tab" else "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag != f"{W}p":
            yield from _pieces(child)
        else:  # a text box inside the paragraph: its words stand on lines of their own
            yield "\n"
            yield from _pieces(child)
            yield "\n"


def _is_hidden(run: Any) -> bool:
    """Tell whether a run is formatted as hidden text."""
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in {"0", "false"}


def _is_bold(paragraph: Any) -> bool:
    """Tell whether every run that has words is bold."""
    runs = [run for run in paragraph.iter(f"{W}r") if any(text.text for text in run.iter(f"{W}t"))]
    marks = (run.find(f"{W}rPr/{W}b") for run in runs)
    return bool(runs) and all(mark is not None and mark.get(f"{W}val", "1") not in {"0", "false"} for mark in marks)
