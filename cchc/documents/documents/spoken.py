"""An official document in the words both writers put on paper: plain values, everything decided."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from cchc.documents.queries import content
from cchc.documents.rules import layout as rules
from cchc.documents.rules import widths
from cchc.documents.rules.layout import Layout
from cchc.documents.types import Annex, Block, Heading, Official, Paragraph, Run, Table, Words

A4 = (210, 297)
"""Width of a page in mm, upright and across."""

_UNDATED = dt.date(2000, 1, 1)
"""PDF/A asks for a day even of a draft; one that is nobody's keeps the file the same each time."""


@dataclass(frozen=True)
class Spoken:
    """A document with its layout, and the lines that are made of several of its fields."""

    of: Official
    layout: Layout
    nation: str
    motto: str
    number: str
    dated: str
    heading: str
    recipients: list[str]
    day: dt.date
    """The day that the file says it is of."""
    annexes: list[tuple[str, str, Annex]]
    """Title ("Phụ lục I"), the line that says what it goes with, and the annex."""


def speak(official: Official, on: dt.date | None = None) -> Spoken:
    """Return ``official`` in words; ``on`` chooses the law, by default the day of issue, without one today's law."""
    law = content.law()
    day = on or official.issued_on or dt.date.max
    heading = official.heading or rules.heading_of(law, official.kind)
    several = len(official.annexes)
    with_what = rules.accompanying(heading, official.number, official.symbol, official.issued_on, official.issuer)
    layout = rules.layout(law, day)
    annexes = (replace(one, blocks=_fitted(one.blocks, layout, landscape=one.landscape)) for one in official.annexes)
    return Spoken(
        replace(official, blocks=_fitted(official.blocks, layout, landscape=False)),
        layout,
        law["nation"],
        law["motto"],
        rules.numbered(official.number, official.symbol, official.written_number),
        rules.dated(official.place, official.issued_on),
        heading,
        rules.recipients(official.recipients),
        official.issued_on or on or _UNDATED,
        [(rules.annex_title(place, several), with_what, one) for place, one in enumerate(annexes, start=1)],
    )


def _fitted(blocks: Sequence[Block], layout: Layout, *, landscape: bool) -> tuple[Block, ...]:
    """Return the blocks, the columns of their tables wide enough for what stands in them."""
    room = widths.room(A4[landscape], layout.margins["left"] + layout.margins["right"])
    size = layout.sizes["table"]
    return tuple(widths.fitted(block, room, size) if isinstance(block, Table) else block for block in blocks)


def runs(words: Words) -> tuple[Run, ...]:
    """Return words as runs."""
    return (Run(words),) if isinstance(words, str) else words


def as_plain(block: Block) -> dict[str, Any]:
    """Return a block as JSON for the PDF template."""
    if isinstance(block, Paragraph):
        return {"is": "paragraph", **_of(block, "bullet", "basis", "centred"), "words": _words(block.words)}
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "words": heading_words(block)}
    return _table(block)


def _table(block: Table) -> dict[str, Any]:
    return {
        "is": "table",
        **_of(block, "caption", "numbers", "size"),
        "columns": [_of(column, "title", "width", "align") for column in block.columns],
        "rows": [
            {"cells": [_words(cell) for cell in row.cells], "bold": row.bold, "group": row.group} for row in block.rows
        ],
    }


def heading_words(block: Heading) -> str:
    """Return a heading with its number: "I. MỤC ĐÍCH", "1. Công tác", "a) Việc"."""
    if not block.number:
        return block.words
    mark = block.number if block.number[-1] in ".)" else f"{block.number}."
    return f"{mark} {block.words}"


def _words(words: Words) -> list[dict[str, Any]]:
    return [_of(run, "text", "bold", "italic") for run in runs(words)]


def _of(value: object, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names}
