"""A file that somebody filled in → rows under known headings; whatever is wrong is told by cell."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from cchc.kernel.papers import Limits, Refused
from cchc.kernel.text import fold, squeeze

Value = str | int | float | dt.date | dt.datetime | None
_LIMITS = Limits(rows=50_000)
_HEADING_WITHIN = 20  # a title, a unit's name and an explanation may stand above the headings
_SEPARATORS = ",;\t"


@dataclass(frozen=True)
class Line:
    """One row of the file: its own number there, and its cells by heading; an empty cell is ``None``."""

    number: int
    cells: Mapping[str, Value]
    _columns: Mapping[str, int] = field(repr=False, default_factory=dict)

    def text(self, heading: str) -> str:
        """Return the cell as text, white space folded; a whole number without a decimal point."""
        value = self.cells.get(heading)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else squeeze(str(value))

    def wrong(self, heading: str, why: str) -> Refused:
        """Return the refusal that names the cell: “Ô C5 (Mã): …”."""
        place = f"{_letters(self._columns[heading])}{self.number}" if heading in self._columns else str(self.number)
        return Refused("Ô %(place)s (%(heading)s): %(why)s", heading, place=place, heading=heading, why=why)


def read(name: str, data: bytes, required: Sequence[str], optional: Sequence[str] = ()) -> list[Line]:
    """Return the rows under the headings of an .xlsx or .csv file, in any order of columns, empty rows left out.

    Headings are found whatever their capitals, diacritics and spaces, in the first sheet that has what is required.
    Raises ``Refused`` for a file that can't be read, is too long, or lacks a heading.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".csv":
        sheets: Iterable[Iterator[tuple[int, Sequence[Any]]]] = [_csv(name, data)]
    elif suffix == ".xlsx":
        sheets = _xlsx(name, data)
    else:
        raise Refused("Tệp “%(name)s” phải là .xlsx hoặc .csv.", name=name)
    missing: list[str] = list(required)
    for sheet in sheets:
        head = _headings(sheet, required, optional)
        lacking = [heading for heading in required if heading not in head]
        if not lacking:
            return list(_lines(name, sheet, head))
        missing = min(missing, lacking, key=len)
    raise Refused(
        "Tệp “%(name)s” thiếu cột: %(columns)s. Hãy tải mẫu rồi điền vào mẫu.",
        name=name,
        columns=[f"“{heading}”" for heading in missing],
    )


def _headings(
    sheet: Iterator[tuple[int, Sequence[Any]]], required: Sequence[str], optional: Sequence[str]
) -> dict[str, int]:
    """Read on to the row of headings and return where each stands; the best row if none has all that is required."""
    names = {fold(heading): heading for heading in (*required, *optional)}
    best: dict[str, int] = {}
    for number, cells in sheet:
        found = {names[fold(str(cell))]: place for place, cell in enumerate(cells) if fold(str(cell)) in names}
        if len(found) > len(best):
            best = found
        if found.keys() >= set(required) or number >= _HEADING_WITHIN:
            break
    return best


def _lines(name: str, sheet: Iterator[tuple[int, Sequence[Any]]], head: Mapping[str, int]) -> Iterator[Line]:
    for number, cells in sheet:
        if number > _LIMITS.rows:
            raise Refused(
                "Tệp “%(name)s” có hơn %(count)s dòng: hãy tách thành nhiều tệp.", name=name, count=_LIMITS.rows
            )
        values = {heading: _value(cells[place]) if place < len(cells) else None for heading, place in head.items()}
        if any(value is not None for value in values.values()):
            yield Line(number, values, head)


def _value(raw: Any) -> Value:
    if isinstance(raw, str):
        return squeeze(raw) or None
    if isinstance(raw, bool):
        return str(raw)
    return raw if isinstance(raw, int | float | dt.date) else (None if raw is None else str(raw))


def _csv(name: str, data: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    if len(data) > _LIMITS.bytes:
        raise Refused("Tệp “%(name)s” quá lớn: hãy tách thành nhiều tệp.", name=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("Tệp “%(name)s” phải lưu ở bảng mã UTF-8 (CSV UTF-8).", name=name) from None
    if "\0" in text:
        raise Refused("Tệp “%(name)s” không phải tệp chữ.", name=name)
    top = "\n".join(text[:10_000].split("\n")[:_HEADING_WITHIN])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=top.count))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise Refused("Tệp “%(name)s”, dòng %(line)s: không đúng dạng CSV.", name=name, line=reader.line_num) from None


def _xlsx(name: str, data: bytes) -> Iterator[Iterator[tuple[int, Sequence[Any]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    from cchc.kernel.papers.safety import Archive, kind_of
    from cchc.kernel.papers.sheet_parts import check_extent, sheet_parts

    kind_of(name, data, _LIMITS)
    for part in sheet_parts(Archive(name, data, "xlsx", _LIMITS)).values():
        check_extent(part, name, _LIMITS)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for sheet in book.sheet_names:
            opened = book.get_sheet_by_name(sheet)
            top, left = opened.start or (0, 0)
            padding = [None] * left
            yield ((top + number, [*padding, *cells]) for number, cells in enumerate(opened.to_python(), start=1))
    except CalamineError as error:
        raise Refused("Tệp “%(name)s” bị hỏng: hãy mở bằng phần mềm gốc và lưu lại.", name=name) from error


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, rest = divmod(column, 26)
        letters, column = chr(ord("A") + rest) + letters, column - 1
    return letters
