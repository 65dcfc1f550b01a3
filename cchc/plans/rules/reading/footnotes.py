"""Marks of footnotes behind words and numbers: "50¹", "Quý II (*)". They are no part of the value; the note may be."""

import re
from dataclasses import replace

from cchc.kernel.papers import Cell
from cchc.plans.rules.reading.columns import Name
from cchc.plans.rules.reading.rows import Entry

_MARK = re.compile(r"(?<=[\w%)\].])\s*(?:[⁰¹²³⁴-⁹]+|\(\*{1,3}\)|\[\d{1,2}\]|\*{1,3})(?=[\s,;.:)(/+-]|$)")
_MARKED: tuple[Name, ...] = ("lead", "partners", "schedule", "budget", "funding")


def cleared(entry: Entry) -> list[tuple[str, str]]:
    """Take the marks out of the cells of a row that are understood, and return the question about each that had one."""
    asked: list[tuple[str, str]] = []
    for name in _MARKED:
        entry.cells[name], marks = _without(entry.cells.get(name, Cell()))
        asked += [(name, why) for why in marks]
    sums = [(heading, *_without(cell)) for heading, cell in entry.budgets]
    entry.budgets = tuple((heading, cell) for heading, cell, _ in sums)
    asked += [("budget", why) for _, _, marks in sums for why in marks if ("budget", why) not in asked]
    return asked


def _without(cell: Cell) -> tuple[Cell, list[str]]:
    marks = ", ".join(dict.fromkeys(found.strip() for found in _MARK.findall(cell.text)))
    if not marks or cell.repeats:
        return cell, []
    why = f"“{cell.text}” có dấu chú thích {marks}: hãy xem chú thích có đổi nội dung này không."
    return replace(cell, text=_MARK.sub("", cell.text)), [why]
