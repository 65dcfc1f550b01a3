"""What the child does that reads a list: the rows below the headings that somebody asks for, from .xlsx or .csv."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from cchc.kernel import writing
from cchc.kernel.papers import list_cells, list_sheets
from cchc.kernel.papers.list_sheets import Sheet, Table
from cchc.kernel.papers.sheet_parts import letters
from cchc.kernel.papers.types import Limits, Refused
from cchc.kernel.refusal import Sentence
from cchc.kernel.text import fold, squeeze

Value = str | int | float | Decimal | dt.date | dt.datetime | None
_LIMITS = Limits(rows=50_000)
_HEADING_WITHIN = 20  # a title, a unit's name and an explanation may stand above the headings
_SHOWN, _MOST_NAMED = 40, 10
_SEPARATORS = ",;\t"
_ALIKE = 0.7  # share of letters from which one heading is a slip of the pen for another
_PASSED_OVER = frozenset({"stt", "tt", "so tt", "so thu tu", "ghi chu"})
"""What people add to any list, for themselves: a running number and remarks."""


def lines(
    data: bytes,
    *,
    file: Mapping[str, str],
    required: Sequence[str],
    optional: Sequence[str],
    extras: Sequence[str] | None = (),
) -> dict[str, Any]:
    """Return where each heading stands, and the rows below as number and values in that order, empty ones left out.

    Headings are found whatever their capitals, diacritics and spaces, in the one sheet that has what is required. One
    that stands there twice is refused: nobody knows which column is meant. So is one that nobody asks for, with the one
    it is likely meant for, unless it is among ``extras``: a slip would leave a column out. ``None`` takes any.
    """
    name = file["name"]
    sheets: Iterable[Sheet] = (
        [Sheet(_csv(name, data, (*required, *optional)))]
        if file["kind"] == "csv"
        else list_sheets.sheets(name, data, _LIMITS)
    )
    missing: list[str] = list(required)
    tables: list[Table] = []
    for sheet in sheets:
        head, cells = _headings(sheet, required, optional)
        lacking = [heading for heading in required if heading not in head]
        if not lacking:
            tables.append(Table(sheet, sheet.at, head, cells, list(_rows(file, sheet, head, cells))))
        missing = min(missing, lacking, key=len)
    if tables:
        table = list_sheets.only(name, tables)
        _check(name, table.head, table.headings)
        if extras is not None:
            _refuse_unknown(name, table.headings, (*required, *optional), extras)
        return {"columns": table.head, "rows": list_cells.as_shown(name, table)}
    raise Refused(
        "Tệp “%(name)s” thiếu cột: %(columns)s. Hãy tải mẫu rồi điền vào mẫu.",
        name=name,
        columns=[f"“{heading}”" for heading in missing],
    )


def _headings(
    sheet: Iterable[tuple[int, Sequence[Any]]], required: Sequence[str], optional: Sequence[str]
) -> tuple[dict[str, int], list[str]]:
    """Read on to the row of headings; return where each stands, and the row. The best one if none has all required."""
    names = {fold(heading): heading for heading in (*required, *optional)}
    best: dict[str, int] = {}
    row: list[str] = []
    for number, cells in sheet:
        said = [_heading(cell) for cell in cells]
        found = {names[fold(cell)]: place for place, cell in enumerate(said) if fold(cell) in names}
        if len(found) > len(best):
            best, row = found, said
        if found.keys() >= set(required) or number >= _HEADING_WITHIN:
            break
    return best, row


def _heading(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # "1" of a scheme, which a spreadsheet takes for a number
    return "" if cell is None else writing.date(cell) if isinstance(cell, dt.date) else squeeze(str(cell))


def _check(name: str, head: Mapping[str, int], cells: Sequence[str]) -> None:
    """Refuse a heading that stands in two columns."""
    known = {fold(heading): heading for heading in head}
    columns: dict[str, list[str]] = {}
    for place, cell in enumerate(cells):
        if fold(cell) in known:
            columns.setdefault(known[fold(cell)], []).append(letters(place))
    for heading, places in columns.items():
        if len(places) > 1:
            raise Refused(
                "Tệp “%(name)s” có cột “%(heading)s” ở nhiều chỗ: %(places)s. Hãy giữ một cột, xóa hoặc đổi tên cột còn"
                " lại.",
                name=name,
                heading=heading,
                places=places,
            )


def _refuse_unknown(name: str, cells: Sequence[str], headings: Sequence[str], extras: Sequence[str]) -> None:
    """Refuse the columns that nobody asks for, each with the heading that it is a slip for, if one is near."""
    names = {fold(heading): heading for heading in headings}
    passed = _PASSED_OVER | {fold(extra) for extra in extras}
    written = {fold(cell) for cell in cells}
    others = []
    for place, cell in enumerate(cells):
        if not cell or fold(cell) in names or fold(cell) in passed:
            continue
        lacking = [one for one in names if one not in written]
        near = get_close_matches(fold(cell), lacking, 1, _ALIKE) or get_close_matches(fold(cell), [*names], 1, _ALIKE)
        said = {"cell": cell[:_SHOWN], "place": letters(place)}
        others.append(
            Sentence("“%(cell)s” (%(place)s), có phải “%(heading)s”?", heading=names[near[0]], **said)
            if near
            else Sentence("“%(cell)s” (%(place)s)", **said)
        )
    if others:
        raise Refused(
            "Tệp “%(name)s” có cột không nhận ra: %(columns)s. Hãy sửa tên cột, hoặc xóa cột không dùng.",
            name=name,
            columns=others[:_MOST_NAMED],
        )


def _rows(
    file: Mapping[str, str],
    sheet: Iterable[tuple[int, Sequence[Any]]],
    head: Mapping[str, int],
    headings: Sequence[str],
) -> Iterator[tuple[int, list[Value]]]:
    name, width = file["name"], len(headings)
    for number, cells in sheet:
        if file["kind"] == "csv" and any(squeeze(cell) for cell in cells[width:]):  # "84,5" without its quotes is two
            raise Refused(
                "Tệp “%(name)s”, dòng %(line)s có nhiều ô hơn dòng tiêu đề: giá trị có dấu ngăn cột, như số thập phân"
                " viết bằng dấu phẩy, phải đặt trong dấu nháy kép.",
                name=name,
                line=number,
            )
        if number > _LIMITS.rows:
            raise Refused(
                "Tệp “%(name)s” có hơn %(count)s dòng: hãy tách thành nhiều tệp.", name=name, count=_LIMITS.rows
            )
        values = [_value(cells[place]) if place < len(cells) else None for place in head.values()]
        if any(value is not None for value in values):
            yield number, values


def _value(raw: Any) -> Value:
    if isinstance(raw, str):
        return raw if squeeze(raw) else None
    if isinstance(raw, bool):
        return str(raw)
    return raw if isinstance(raw, int | float | Decimal | dt.date) else (None if raw is None else str(raw))


def _csv(name: str, data: bytes, headings: Sequence[str]) -> Iterator[tuple[int, Sequence[Any]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("Tệp “%(name)s” phải lưu ở bảng mã UTF-8 (CSV UTF-8).", name=name) from None
    if "\0" in text:
        raise Refused("Tệp “%(name)s” không phải tệp chữ.", name=name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, headings), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:  # a quote that nothing closes takes the rows below into its cell
        raise Refused(
            "Tệp “%(name)s”, dòng %(line)s: không đúng dạng CSV, hãy xem các dấu nháy kép.",
            name=name,
            line=reader.line_num,
        ) from None


def _separator(text: str, headings: Sequence[str]) -> str:
    """Return the sign under which most headings are found: in a list parted by ";" names of units have commas."""
    top = text[:10_000].split("\n")[:_HEADING_WITHIN]
    names = {fold(heading) for heading in headings}

    def fits(separator: str) -> tuple[int, int]:
        rows = ({fold(squeeze(cell.strip('"'))) for cell in line.split(separator)} for line in top)
        return max(len(cells & names) for cells in rows), sum(line.count(separator) for line in top)

    return max(_SEPARATORS, key=fits)
