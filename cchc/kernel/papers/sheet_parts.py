"""What the parser of workbooks doesn't tell: how far a sheet reaches, how its dates and numbers look, what it hides."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cchc.kernel.papers.ooxml import tree
from cchc.kernel.papers.safety import Archive
from cchc.kernel.papers.types import Limits, Refused

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FILLED = re.compile(rb"<(?:\w+:)?c(?=[\s>])([^>]*)(?<!/)>")  # an empty cell closes itself
_PLACE = re.compile(rb'\br="([A-Za-z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN_TAG = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_SPAN = re.compile(rb'\b(min|max)="(\d{1,5})"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_DECIMALS = re.compile(r"[#,0]*0\.(0{1,6})")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MONTH_AND_YEAR = 17  # the built-in format "mmm-yy"


@dataclass(frozen=True)
class Part:
    """The XML of one sheet; ``shown`` maps (row, column), from zero, to how its date or number is to be written."""

    content: bytes
    shown: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def hidden_rows(self) -> set[int]:
        """Return the numbers of the rows that are not shown, from one."""
        rows = (found[0] for found in _ROW_TAG.finditer(self.content) if _HIDDEN.search(found[0]))
        return {int(number[1]) for row in rows if (number := _NUMBER.search(row))}

    @property
    def hidden_columns(self) -> set[int]:
        """Return the numbers of the columns that are not shown, from zero."""
        spans = (_SPAN.findall(found[0]) for found in _COLUMN_TAG.finditer(self.content) if _HIDDEN.search(found[0]))
        ends = ({name: int(number) for name, number in span} for span in spans)
        return {place - 1 for end in ends if len(end) == 2 for place in range(end[b"min"], min(end[b"max"], 500) + 1)}

    @property
    def first_column(self) -> int:
        """Return the number of the first column in which anything stands, from zero."""
        places = (_PLACE.search(filled[1]) for filled in _FILLED.finditer(self.content))
        return min((_column(place[1]) - 1 for place in places if place), default=0)


def sheet_parts(archive: Archive) -> dict[str, Part]:
    """Return the parts of the sheets by the sheet's name."""
    targets = {
        link.get("Id"): "xl/" + link.get("Target", "").removeprefix("/xl/")
        for link in tree(archive.part("xl/_rels/workbook.xml.rels"))
    }
    styles = _styles(archive)
    parts = {}
    for sheet in tree(archive.part("xl/workbook.xml")).iter(f"{_S}sheet"):
        target = targets.get(sheet.get(f"{_R}id"), "")
        if target in archive:
            content = archive.part(target)
            parts[sheet.get("name", "")] = Part(content, dict(_shown(content, styles)))
    return parts


def check_extent(part: Part, name: str, limits: Limits) -> None:
    """Refuse a sheet that reaches too far: the parser lays out every cell up to the last filled one."""
    rows = columns = 0
    is_placed = True
    for filled in _FILLED.finditer(part.content):
        place = _PLACE.search(filled[1])
        is_placed &= place is not None
        if place:
            rows, columns = max(rows, int(place[2])), max(columns, _column(place[1]))
    if not is_placed:
        rows = max([rows, *(int(row) for row in _ROW.findall(part.content))])
    if rows > limits.rows:
        raise Refused(
            "Trang tính trong tệp “%(name)s” dài hơn %(rows)s dòng: hãy xóa các dòng thừa.", name=name, rows=limits.rows
        )
    if columns > limits.columns:
        raise Refused(
            "Trang tính trong tệp “%(name)s” rộng hơn %(columns)s cột: hãy xóa các cột thừa.",
            name=name,
            columns=limits.columns,
        )


def _styles(archive: Archive) -> dict[bytes, str]:
    """Return, by the number of the style, how dates without a day and numbers with decimals are written."""
    if "xl/styles.xml" not in archive:
        return {}
    root = tree(archive.part("xl/styles.xml"))
    formats = {_MONTH_AND_YEAR: "%m/%Y", 2: ".2f", 4: ".2f"}
    for custom in root.iter(f"{_S}numFmt"):
        code = _QUOTED.sub("", custom.get("formatCode", "")).lower()
        if "y" in code and not set("dhs") & set(code):
            formats[int(custom.get("numFmtId", "0"))] = "%m/%Y" if "m" in code else "%Y"
        elif found := _DECIMALS.fullmatch(code):
            formats[int(custom.get("numFmtId", "0"))] = f".{len(found[1])}f"
    used = root.find(f"{_S}cellXfs")
    styles = [] if used is None else [int(style.get("numFmtId", "0")) for style in used]
    return {str(place).encode(): formats[number] for place, number in enumerate(styles) if number in formats}


def _shown(content: bytes, styles: Mapping[bytes, str]) -> Iterator[tuple[tuple[int, int], str]]:
    for filled in _FILLED.finditer(content) if styles else ():
        style, place = _STYLE.search(filled[1]), _PLACE.search(filled[1])
        if style and place and style[1] in styles:
            yield (int(place[2]) - 1, _column(place[1]) - 1), styles[style[1]]


def letters(column: int) -> str:
    """Return the name of a column that is counted from zero."""
    name = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        name, column = chr(ord("A") + rest) + name, column - 1
    return name


def _column(name: bytes) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
