"""A file as paragraphs and tables, whatever format it came in."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from cchc.kernel.refusal import Refusal

Kind: TypeAlias = Literal["txt", "docx", "xlsx", "pdf"]
Value: TypeAlias = dt.date | int | float | None


class Refused(Refusal):
    """The file can't be read, or must not be; ``message`` is one Vietnamese sentence: what, where, what to do."""


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused; ``ratio`` is unpacked to packed bytes of one part of an archive,
    ``forms`` the drawings within drawings of a PDF."""

    bytes: int = 25 * 2**20
    entries: int = 5_000
    unpacked: int = 200 * 2**20
    part: int = 60 * 2**20
    ratio: int = 200
    pages: int = 300
    rows: int = 20_000
    columns: int = 200
    paragraphs: int = 50_000
    characters: int = 2_000_000
    forms: int = 5_000


@dataclass(frozen=True)
class Paragraph:
    """A line of text outside tables, white space folded."""

    text: str
    page: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Cell:
    """A place of the table's grid; ``value`` is a true date or number, ``repeats`` marks the rest of a merged cell.

    ``text`` keeps the lines of the cell apart by ``\\n`` where the format knows them. ``struck`` are the words of the
    cell that are crossed out or deleted, no part of the text; ``nested`` tells that a table inside it gave its words.
    """

    text: str = ""
    value: Value = None
    repeats: Literal["left", "above"] | None = None
    struck: str = ""
    nested: bool = False

    @property
    def own(self) -> str:
        """Return the text, or nothing where it belongs to the cell on the left or above."""
        return "" if self.repeats else self.text

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Row:
    """One row of the grid; ``row`` counts the rows of tables on its page from one (a sheet counts its own)."""

    cells: tuple[Cell, ...]
    page: int = 1
    row: int = 1


@dataclass(frozen=True)
class Table:
    rows: tuple[Row, ...]
    page: int = 1


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Paper:
    """The whole file, in reading order; a sheet of a workbook counts as a page.

    ``hidden`` names rows and columns that a workbook holds but doesn't show; they are read like all others.
    ``broken`` names cells of which nobody knows the value: an error, or a formula that was never calculated.
    ``struck`` are words crossed out or deleted outside the tables, ``added`` words of an insertion that nobody has
    accepted yet.
    """

    kind: Kind
    blocks: tuple[Block, ...]
    pages: int = 1
    hidden: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))
