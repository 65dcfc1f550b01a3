"""What the parser of workbooks doesn't tell: how far a sheet reaches, how its dates and numbers look, what it hides."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.papers.number_formats import BUILT_IN, Look, look
from cchc.kernel.papers.ooxml import elements, tree
from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.sheet_words import Said, Words
from cchc.kernel.papers.types import Limits, Refused

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PLACE = re.compile(r"\s*([A-Za-z]{1,3})(\d{1,7})\s*")
_TRUE = {"1", "true"}
_MOST_HIDDEN = 500  # columns


@dataclass
class Part:
    """What stands where in one sheet; rows and columns of ``shown`` count from zero, ``hidden_rows`` from one.

    ``shown`` maps a place to how its date or number is to be written, ``broken`` to the error that stands there or to
    nothing where a formula has no value, ``worded`` to what the cell says where some of its words are crossed out.
    ``rows`` and ``columns`` are how far it reaches.
    """

    rows: int = 0
    columns: int = 0
    first_column: int = 0
    shown: dict[tuple[int, int], Look] = field(default_factory=dict)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    worded: dict[tuple[int, int], Said] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def sheet_parts(archive: Archive, limits: Limits) -> dict[str, Part]:
    """Return the parts of the sheets by the sheet's name; refuses where anything in the file reaches too far.

    The parser lays out every cell up to the last filled one. Whichever part it takes for a sheet, by whatever name
    and root, has been measured here: each part that holds cells is.
    """
    styles, words = _styles(archive), Words.of(archive)
    parts = {name: _part(content, styles, words) for name, content in archive.xml_parts().items() if b"<" in content}
    for part in parts.values():
        _check_extent(part, archive.name, limits)
    targets = {
        link.get("Id"): "xl/" + link.get("Target", "").removeprefix("/xl/")
        for link in tree(archive.part("xl/_rels/workbook.xml.rels"))
    }
    sheets = tree(archive.part("xl/workbook.xml")).iter(f"{_S}sheet")
    named = {sheet.get("name", ""): targets.get(sheet.get(f"{_R}id"), "") for sheet in sheets}
    return {name: parts[target] for name, target in named.items() if target in parts}


def _part(content: bytes, styles: Mapping[str, Look], words: Words) -> Part:
    """Measure a part with an XML parser: how an attribute is quoted or written makes no difference."""
    part = Part()
    reader = _Reader(part, styles, words)
    for element in elements(content, ("c", "row", "col")):
        name = element.tag.rpartition("}")[2]
        if name == "c":
            reader.cell(element)
        elif name == "row":
            reader.row(element)
        elif element.get("hidden") in _TRUE:
            part.hidden_columns.update(_columns(element))
    part.first_column = reader.left or 0
    return part


class _Reader:
    """Follows the cells in the file's order: one that names no place stands right of the one before it."""

    def __init__(self, part: Part, styles: Mapping[str, Look], words: Words) -> None:
        self._part, self._styles, self._words = part, styles, words
        self._row, self._column = 1, 0
        self.left: int | None = None

    def cell(self, element: Any) -> None:
        """Take in a cell; one without anything in it reaches nowhere."""
        place = _PLACE.fullmatch(element.get("r", ""))
        if place:
            self._row, self._column = int(place[2]), _column(place[1])
        else:
            self._column += 1
        if not len(element):
            return
        part, column = self._part, self._column - 1
        part.rows, part.columns = max(part.rows, self._row), max(part.columns, self._column)
        self.left = column if self.left is None else min(self.left, column)
        error = _error(element)
        if error is not None:
            part.broken[self._row - 1, column] = error
        if said := self._words.of_cell(element):
            part.worded[self._row - 1, column] = said
        style = self._styles.get(element.get("s", ""))
        if style and place:
            part.shown[self._row - 1, column] = style

    def row(self, element: Any) -> None:
        """End a row; its own number tells where its cells without a place stand."""
        number = element.get("r", "")
        if number.isdecimal() and len(number) < 8:
            self._row = int(number)
            if element.get("hidden") in _TRUE:
                self._part.hidden_rows.add(self._row)
            if self._column:
                self._part.rows = max(self._part.rows, self._row)
        self._row, self._column = self._row + 1, 0


def _error(element: Any) -> str | None:
    """Return the error that a cell shows, nothing said for a formula that was never calculated, or none."""
    kind, value = element.get("t", "n"), "".join(child.text or "" for child in element if child.tag.endswith("}v"))
    if kind == "e":
        return value
    is_formula = any(child.tag.endswith("}f") for child in element)
    return "" if is_formula and not value and kind != "str" else None


def _columns(element: Any) -> Iterator[int]:
    """Yield the numbers of the columns that an element describes, from zero."""
    first, last = element.get("min", ""), element.get("max", "")
    if first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 6:
        yield from (place - 1 for place in range(int(first), min(int(last), _MOST_HIDDEN) + 1))


def _check_extent(part: Part, name: str, limits: Limits) -> None:
    if part.rows > limits.rows:
        raise Refused(
            "Trang tính trong tệp “%(name)s” dài hơn %(rows)s dòng: hãy xóa các dòng thừa.", name=name, rows=limits.rows
        )
    if part.columns > limits.columns:
        raise Refused(
            "Trang tính trong tệp “%(name)s” rộng hơn %(columns)s cột: hãy xóa các cột thừa.",
            name=name,
            columns=limits.columns,
        )


def _styles(archive: Archive) -> dict[str, Look]:
    """Return, by the number of the style, how a value is written that isn't written plainly."""
    if "xl/styles.xml" not in archive:
        return {}
    root = tree(archive.part("xl/styles.xml"))
    formats = dict(BUILT_IN)
    for custom in root.iter(f"{_S}numFmt"):
        if shown := look(custom.get("formatCode", "")):
            formats[int(custom.get("numFmtId", "0"))] = shown
    used = root.find(f"{_S}cellXfs")
    styles = [] if used is None else [int(style.get("numFmtId", "0")) for style in used]
    return {str(place): formats[number] for place, number in enumerate(styles) if number in formats}


def letters(column: int) -> str:
    """Return the name of a column that is counted from zero."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(ord("A") + rest) + name, column - 1
    return name


def _column(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
