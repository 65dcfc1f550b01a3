"""Marks that say "as above": -nt-, //, ", "như trên" stand for the cell of the row before, whatever its parent says."""

import re
from collections.abc import Mapping

from cchc.kernel.papers import Cell
from cchc.plans.rules.reading.columns import Name
from cchc.plans.rules.reading.rows import Entry
from cchc.plans.rules.reading.words import Words

_MARK = re.compile(
    r"\W*(?:nhu (?:(?:muc|dong|nhiem vu|o) )?tren|n\.?t\.?)\W*|[-\s]*(?://|/|\"|\"\"|''|”|“|″|〃|,,)[-\s]*(?<![-\s])[-\s]*"
)
_TAKEN: tuple[Name, ...] = ("lead", "partners", "schedule", "products", "funding")
_TOLD = {"budget": "kinh phí", "title": "nội dung"}


def is_mark(text: str) -> bool:
    """Tell whether a cell only says "as above"."""
    return bool(_MARK.fullmatch(Words.of(text).bare)) and text.strip() != "/"


def filled(entry: Entry, before: Mapping[Name, Cell]) -> list[tuple[str, str]]:
    """Put what the row before says into the cells of a row that only repeat it, and return what is to be asked.

    A sum is never taken: it would be counted twice, or is meant once for both.
    """
    asked: list[tuple[str, str]] = []
    for name in _TAKEN:
        text = entry.cells.get(name, Cell()).text
        if not text or not is_mark(text):
            continue
        if name in before and before[name].text and not is_mark(before[name].text):
            entry.cells[name] = before[name]
        else:
            asked.append((name, f"“{text}” không có dòng nào ở trên để hiểu theo: hãy ghi rõ."))
    said = {"budget": entry.cells["budget"].text, "title": entry.title}
    asked += [
        (name, f"“{text}” ở cột {_TOLD[name]} không rõ là gì: hãy ghi rõ.")
        for name, text in said.items()
        if text and is_mark(text)
    ]
    return asked
