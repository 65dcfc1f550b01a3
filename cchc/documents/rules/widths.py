"""Columns wide enough for the longest sum or word in them: what runs over a border is read as part of the next column.

A PDF that is read again takes "1.500.000.00|0NS tỉnh" for another sum, and so does an eye.
"""

from dataclasses import replace

from cchc.documents.types import Column, Table, Words

INSET = 4.0  # pt on each side of a cell
_LARGEST = 0.3  # of the room: a longer word, as an address of the web, is no reason to press the other columns
_SPARE = 1.05
_NARROW, _WIDE = frozenset(".,:;!|'ijlt()[]/-"), frozenset("mwMWĐ%&@")
_POINTS_OF_MM = 72 / 25.4


def room(page: float, margins: float) -> float:
    """Return the points between the margins of a page; both in mm."""
    return (page - margins) * _POINTS_OF_MM


def fitted(table: Table, room: float, size: float) -> Table:
    """Return the table with the shares of its columns such that no word is broken; ``room`` and ``size`` in pt."""
    size = table.size or size
    needed = [_needed(table, place, column, size, room) for place, column in enumerate(table.columns)]
    if sum(needed) > room:
        return table
    widths = _shared([column.width for column in table.columns], needed, room)
    columns = tuple(replace(column, width=width) for column, width in zip(table.columns, widths, strict=True))
    return replace(table, columns=columns)


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


def _needed(table: Table, place: int, column: Column, size: float, room: float) -> float:
    rows = (row for row in table.rows if not row.group and place < len(row.cells))
    longest = max((_longest(row.cells[place], bold=row.bold) for row in rows), default=0.0)
    title = max(map(_length, column.title.split()), default=0.0) * _SPARE
    return min(max(longest, title) * size * _SPARE, _LARGEST * room) + 2 * INSET


def _longest(words: Words, *, bold: bool) -> float:
    text = words if isinstance(words, str) else "".join(run.text for run in words)
    is_bold = bold or (not isinstance(words, str) and any(run.bold for run in words))
    return max(map(_length, text.split()), default=0.0) * (_SPARE if is_bold else 1.0)


def _length(word: str) -> float:
    """Return how wide a word of Times is, as a part of the size of its letters."""
    return sum(map(_width, word))


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.9
    return 0.72 if letter.isupper() else 0.5  # each figure is 0.5
