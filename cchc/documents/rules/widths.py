"""Columns wide enough for the longest sum or word in them: what runs over a border is read as part of the next column.

A PDF that is read again takes "1.500.000.00|0NS tỉnh" for another sum, and so does an eye.
"""

import re
from dataclasses import replace

from cchc.documents.types import Table, Words

INSET = 4.0  # pt on each side of a cell
_LARGEST = 0.3  # of the room: a longer word, as an address of the web, is no reason to press the other columns
_SPARE = 1.05
_NARROW, _WIDE = frozenset(".,:;!|'ijlt()[]/-"), frozenset("mwMWĐ%&@")
_POINTS_OF_MM = 72 / 25.4
_WORD = re.compile(r"\S+")
_SUM = re.compile(r"\d[\d.,/]{4,}")
"""What nobody may break: a sum of money, a day."""


def room(page: float, margins: float) -> float:
    """Return the points between the margins of a page; both in mm."""
    return (page - margins) * _POINTS_OF_MM


def fitted(table: Table, room: float, size: float) -> Table:
    """Return the table with the shares of its columns such that no word is broken; ``room`` and ``size`` in pt.

    Where not every word has room, the sums have.
    """
    size = table.size or size
    for words in (_WORD, _SUM):
        needed = [_needed(table, place, words, size, room) for place in range(len(table.columns))]
        if sum(needed) <= room:
            widths = _shared([column.width for column in table.columns], needed, room)
            columns = (replace(column, width=width) for column, width in zip(table.columns, widths, strict=True))
            return replace(table, columns=tuple(columns))
    return table


def _shared(shares: list[float], needed: list[float], room: float) -> list[float]:
    """Return the widths that share the room as asked, but for columns that need more than their share."""
    fixed: set[int] = set()
    while True:
        left = room - sum(needed[place] for place in fixed)
        whole = sum(share for place, share in enumerate(shares) if place not in fixed)
        widths = [needed[place] if place in fixed else left * share / whole for place, share in enumerate(shares)]
        narrow = {place for place, width in enumerate(widths) if width < needed[place]} - fixed
        if not narrow:
            return widths
        fixed |= narrow


def _needed(table: Table, place: int, words: re.Pattern[str], size: float, room: float) -> float:
    cells = [(row.cells[place], row.bold) for row in table.rows if not row.group and place < len(row.cells)]
    cells.append((table.columns[place].title, True))
    longest = max(_longest(cell, words, bold=bold) for cell, bold in cells)
    return min(longest * size * _SPARE, _LARGEST * room) + 2 * INSET


def _longest(said: Words, words: re.Pattern[str], *, bold: bool) -> float:
    text = said if isinstance(said, str) else "".join(run.text for run in said)
    is_bold = bold or (not isinstance(said, str) and any(run.bold for run in said))
    return max(map(_length, words.findall(text)), default=0.0) * (_SPARE if is_bold else 1.0)


def _length(word: str) -> float:
    """Return how wide a word of Times is, as a part of the size of its letters."""
    return sum(map(_width, word))


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.9
    return 0.72 if letter.isupper() else 0.5  # each figure is 0.5
