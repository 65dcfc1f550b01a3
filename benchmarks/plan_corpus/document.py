"""A document before it has a format: lines, a letterhead in two columns, tables with merged cells and page breaks."""

import re
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["left", "centre", "right"]
Look: TypeAlias = Literal["", "struck", "raised"]

_MARKED = re.compile(r"~~(?P<struck>.+?)~~|\^\{(?P<raised>.+?)\}", re.DOTALL)


def pieces(text: str) -> list[tuple[Look, str]]:
    """Return the words of a cell in order, each with how it is set."""
    made: list[tuple[Look, str]] = []
    at = 0
    for found in _MARKED.finditer(text):
        made.append(("", text[at : found.start()]))
        made.append(("struck", found["struck"]) if found["struck"] else ("raised", found["raised"]))
        at = found.end()
    return [(look, words) for look, words in (*made, ("", text[at:])) if words]


@dataclass(frozen=True)
class Line:
    """A paragraph."""

    text: str
    bold: bool = False
    side: Side = "left"


@dataclass(frozen=True)
class Beside:
    """Two columns of lines without rules around them, as in a letterhead; ``flat`` writes each pair on one line."""

    left: tuple[Line, ...]
    right: tuple[Line, ...]
    flat: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell of a table and over how many columns and rows it reaches; ``~~words~~`` are struck, ``^{1}`` is raised."""

    text: str = ""
    across: int = 1
    down: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the grid, ``None`` where another cell reaches over; ``rest`` is what a page break cut off from a row."""

    cells: tuple[Cell | None, ...]
    rest: bool = False
    new_page: bool = False


@dataclass(frozen=True)
class Grid:
    """A ruled table: the rows of its headings, its own rows; headings may return on each page."""

    headings: tuple[Row, ...]
    rows: tuple[Row, ...]
    repeats: bool = True
    in_parts: bool = True  # a word processor may keep one table over pages, or a converter make one for each

    @property
    def width(self) -> int:
        return len(self.headings[0].cells)

    def parts(self) -> list[list[Row]]:
        """Return the rows of each page, headings where they are printed."""
        pages: list[list[Row]] = [list(self.headings)]
        for row in self.rows:
            if row.new_page:
                pages.append(list(self.headings) if self.repeats else [])
            pages[-1].append(row)
        return pages

    def whole(self) -> list[Row]:
        """Return all rows of one table that no page cuts."""
        made = list(self.headings)
        for row in self.rows:
            if row.rest:
                made[-1] = Row(tuple(_joined(one, other) for one, other in zip(made[-1].cells, row.cells, strict=True)))
            else:
                made.append(row)
        return made


@dataclass(frozen=True)
class Break:
    """The rest stands on a new page."""


Block: TypeAlias = Line | Beside | Grid | Break


@dataclass(frozen=True)
class Document:
    """All blocks; ``stamps`` are texts that a signature lays over the place of the same name in a PDF."""

    blocks: tuple[Block, ...]
    stamps: dict[str, str] = field(default_factory=dict)


def row(*texts: str | Cell | None, **more: bool) -> Row:
    """Return a row of texts and cells."""
    return Row(tuple(Cell(one) if isinstance(one, str) else one for one in texts), **more)


def _joined(one: Cell | None, other: Cell | None) -> Cell | None:
    if one is None or other is None:
        return one
    return Cell(f"{one.text} {other.text}".strip(), one.across, one.down, one.bold)
