"""The official document as data: what it says, never how it looks; the layout in force is content."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Run:
    """Words in one hand."""

    text: str
    bold: bool = False
    italic: bool = False


Words = str | tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; ``bullet`` is "-" or "+", ``basis`` one line of the căn cứ."""

    words: Words
    bullet: str = ""
    basis: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` 1 is Phần or a Roman number, 2 an Arabic number, 3 a letter. ``number`` may be empty."""

    level: int
    number: str
    words: str


@dataclass(frozen=True)
class Column:
    """A column; ``width`` is its share of the table, ``align`` start, centre or end."""

    title: str
    width: float = 1.0
    align: str = "start"


@dataclass(frozen=True)
class Row:
    """A row: as many cells as columns. ``group``: the first cell is the number, the second runs over the rest."""

    cells: tuple[Words, ...]
    bold: bool = False
    group: bool = False


@dataclass(frozen=True)
class Table:
    """A table; its heading is repeated on every page. ``numbers`` adds a row (1) (2) (3) under the titles."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    numbers: bool = False
    size: float | None = None


Block = Paragraph | Heading | Table


@dataclass(frozen=True)
class Annex:
    """An annex (phụ lục): pages of its own, landscape if its table is wide; Roman numbers when there are several."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True


@dataclass(frozen=True)
class Signature:
    """Who signs: "TM. ỦY BAN NHÂN DÂN" over "CHỦ TỊCH", the name below; lines of authority may be several."""

    authority: tuple[str, ...]
    post: str
    name: str


@dataclass(frozen=True)
class Official:
    """One official document. ``kind`` is the code of its type (KH, BC, TB, CV …; CV has no heading of its own).

    ``number`` None leaves the place of the number blank (a draft), ``written_number`` is one like "12b";
    ``symbol`` is what follows it ("KH-UBND");
    ``issued_on`` None leaves the date blank. Article 8 of Nghị định 30/2020 lists the parts.
    """

    kind: str
    issuer: str
    superior: str
    symbol: str
    place: str
    title: str
    blocks: tuple[Block, ...]
    signature: Signature
    number: int | None = None
    written_number: str = ""
    issued_on: dt.date | None = None
    heading: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    urgency: str = ""
    draft: bool = False
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """One signature: ``is_intact`` says that what was signed is unchanged, ``is_whole`` that nothing was added since,
    ``is_trusted`` that its certificate leads to a body that this installation trusts. ``changed`` are the fields of a
    form that say something else than when it was signed."""

    name: str
    issuer: str
    serial: str
    signed_at: dt.datetime | None
    valid_from: dt.datetime
    valid_to: dt.datetime
    reason: str
    is_intact: bool
    is_whole: bool
    is_trusted: bool
    in_time: bool
    changed: tuple[str, ...] = ()

    @property
    def is_valid(self) -> bool:
        return self.is_intact and self.is_whole and self.is_trusted and self.in_time


@dataclass(frozen=True)
class Proof:
    """What the signatures of one file come to: valid, broken, or unknown to this installation; whose they say."""

    state: Literal["valid", "broken", "unknown"]
    names: tuple[str, ...]


LARGEST_CERTIFICATE = 64 * 1024
"""Bytes of a certificate file (.p12, .pfx); they have a few thousand."""
