"""An official document on one sheet of a workbook: what Excel opens, and what the reader of plans reads back whole."""

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from cchc.documents.documents.spoken import Spoken, heading_words, runs, speak
from cchc.documents.types import Block, Heading, Official, Row, Table, Words

_COLUMN = 11.0  # characters to a share of width
_LINE = 16.0  # points
_SCHEMES = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def workbook(official: Official, on: dt.date | None = None) -> bytes:
    """Return the bytes of the .xlsx; ``on`` chooses the law of its words. Annexes follow below the signature."""
    from xlsxwriter import Workbook

    spoken = speak(official, on)
    saved = io.BytesIO()
    with Workbook(saved, _SCHEMES) as book:
        book.set_properties({"title": official.title[:255], "author": official.issuer[:255]})
        _Sheet.on(book, official).write(spoken)
    return saved.getvalue()


def _plain(words: Words) -> str:
    return "".join(run.text for run in runs(words))


@dataclass
class _Sheet:
    """Writes downwards; ``at`` is the next free row."""

    sheet: Any
    formats: dict[str, Any]
    widths: list[float]
    at: int = 0

    @classmethod
    def on(cls, book: Any, official: Official) -> "_Sheet":
        """Return an empty sheet as wide as the widest table."""
        blocks = [*official.blocks, *(block for annex in official.annexes for block in annex.blocks)]
        tables = [block for block in blocks if isinstance(block, Table)]
        widest = max(tables, key=lambda table: len(table.columns), default=Table((), ()))
        widths = [column.width * _COLUMN for column in widest.columns] or [_COLUMN] * 6
        sheet = book.add_worksheet(official.heading.title()[:31] or None)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return cls(sheet, {name: book.add_format(said) for name, said in _FORMATS.items()}, widths)

    def write(self, spoken: Spoken) -> None:
        of = spoken.of
        left = [of.superior.upper(), of.issuer.upper(), spoken.number]
        self.beside([line for line in left if line], [spoken.nation, spoken.motto, spoken.dated])
        if spoken.heading:
            self.across(spoken.heading, "title")
        self.across(of.title, "title")
        self.blocks(of.blocks)
        posts = [*of.signature.authority, of.signature.post, of.signature.name]
        self.beside(["Nơi nhận:", *spoken.recipients] if spoken.recipients else [], [line for line in posts if line])
        for title, with_what, annex in spoken.annexes:
            for line in (title, annex.title.upper(), with_what):
                self.across(line, "title")
            self.blocks(annex.blocks)

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.table(block)
            elif isinstance(block, Heading):
                self.across(heading_words(block), "heading")
            else:
                self.across(f"{block.bullet} {_plain(block.words)}".strip(), "text")

    def beside(self, left: list[str], right: list[str]) -> None:
        """Write two columns of lines, and a free row below them."""
        middle = max(len(self.widths) // 2, 1)
        for place, lines in ((0, left), (middle, right)):
            for number, line in enumerate(lines):
                self.sheet.write_string(self.at + number, place, line, self.formats["bold" if place else "plain"])
        self.at += max(len(left), len(right)) + 1

    def across(self, text: str, style: str) -> None:
        """Write a line over all columns, as high as its words need."""
        last = len(self.widths) - 1
        self.sheet.merge_range(self.at, 0, self.at, last, text, self.formats[style])
        self.sheet.set_row(self.at, _LINE * (1 + len(text) // max(int(sum(self.widths)), 1)))
        self.at += 1

    def table(self, table: Table) -> None:
        for place, column in enumerate(table.columns):
            self.sheet.write_string(self.at, place, column.title, self.formats["head"])
        self.at += 1
        for row in table.rows:
            self._row(table, row)
        self.at += 1

    def _row(self, table: Table, row: Row) -> None:
        texts = [_plain(cell) for cell in row.cells]
        if row.group:
            last = len(table.columns) - 1
            self.sheet.write_string(self.at, 0, texts[0], self.formats["group"])
            self.sheet.merge_range(self.at, 1, self.at, last, texts[1], self.formats["group"])
        else:
            for place, (text, column) in enumerate(zip(texts, table.columns, strict=True)):
                if column.align == "end" and _is_number(text):
                    self.sheet.write_number(self.at, place, float(text), self.formats["number"])
                else:
                    self.sheet.write_string(self.at, place, text, self.formats["cell"])
        self.at += 1


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


_CELL = {"border": 1, "text_wrap": True, "valign": "top", "font_name": "Times New Roman", "font_size": 11}
_FORMATS: dict[str, dict[str, Any]] = {
    "plain": {"font_name": "Times New Roman", "font_size": 12},
    "bold": {"font_name": "Times New Roman", "font_size": 12, "bold": True},
    "title": {"font_name": "Times New Roman", "font_size": 14, "bold": True, "align": "center", "text_wrap": True},
    "heading": {"font_name": "Times New Roman", "font_size": 12, "bold": True, "text_wrap": True},
    "text": {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"},
    "head": {**_CELL, "bold": True, "align": "center", "valign": "vcenter"},
    "group": {**_CELL, "bold": True},
    "cell": _CELL,
    "number": {**_CELL, "num_format": "#,##0.##", "align": "right"},
}
