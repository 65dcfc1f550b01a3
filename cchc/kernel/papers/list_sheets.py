"""What a list is read from: one sheet, as whoever made it sees it; where that is not plain, the file is refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.apart.types import DAMAGED
from cchc.kernel.papers.number_formats import cell
from cchc.kernel.papers.sheet_parts import Part, letters
from cchc.kernel.papers.types import Limits, Refused
from cchc.kernel.refusal import Sentence

Rows = list[tuple[int, list[Any]]]
_Place = tuple[int, int]
_MOST_NAMED = 10


@dataclass
class Sheet:
    """A sheet of a workbook, or a .csv file: its rows from the top, given once; ``at`` is the one given last.

    ``merged`` are the first and the last cell of each merged range, row and column from zero.
    """

    rows: Iterator[tuple[int, Sequence[Any]]]
    name: str = ""
    is_hidden: bool = False
    part: Part = field(default_factory=Part)
    merged: Sequence[tuple[_Place, _Place]] = ()
    at: int = 0

    def __iter__(self) -> Iterator[tuple[int, Sequence[Any]]]:
        for number, cells in self.rows:
            self.at = number
            yield number, cells


def sheets(name: str, data: bytes, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a workbook that hold cells; numbers and days in them look as they do there."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    from cchc.kernel.papers.safety import Archive
    from cchc.kernel.papers.sheet_parts import sheet_parts

    archive = Archive(name, data, "xlsx", limits)
    parts = sheet_parts(archive, limits)  # refuses what reaches too far
    try:
        book = CalamineWorkbook.from_filelike(archive.rebuilt())
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                opened, part = book.get_sheet_by_name(about.name), parts.get(about.name, Part())
                is_hidden = about.visible != SheetVisibleEnum.Visible
                yield Sheet(_rows(opened, part), about.name, is_hidden, part, opened.merged_cell_ranges or ())
    except CalamineError as error:
        raise Refused(DAMAGED, name=name) from error


def _rows(opened: Any, part: Part) -> Iterator[tuple[int, Sequence[Any]]]:
    top, left = opened.start or (0, 0)
    padding = [None] * left
    for number, cells in enumerate(opened.to_python(), start=top):
        if part.shown:
            cells = [cell(value, part.shown.get((number, place))) for place, value in enumerate(cells, start=left)]
        yield number + 1, [*padding, *cells]


@dataclass
class Table:
    """The rows of a sheet below its headings: ``head`` says where each that is asked for stands, ``at`` in which row.

    ``headings`` are all that stand there; ``rows`` have their number and their values in the order of ``head``.
    """

    sheet: Sheet
    at: int
    head: Mapping[str, int]
    headings: Sequence[str]
    rows: Rows


def only(file: str, tables: Sequence[Table]) -> Table:
    """Return the table that is meant; of two that are filled in, nobody knows which."""
    shown = [table for table in tables if not table.sheet.is_hidden]
    if not shown:
        raise Refused(
            "Tệp “%(name)s”: các cột cần đọc nằm ở trang tính bị ẩn “%(sheet)s”. Hãy bỏ ẩn trang tính đó để xem lại.",
            name=file,
            sheet=tables[0].sheet.name,
        )
    filled = [table for table in shown if table.rows]
    if len(filled) > 1:
        raise Refused(
            "Tệp “%(name)s” có nhiều trang tính cùng ghi các cột cần đọc: %(sheets)s. Hãy giữ một trang tính.",
            name=file,
            sheets=[f"“{table.sheet.name}”" for table in filled],
        )
    return (filled or shown)[0]


def as_shown(file: str, table: Table) -> Rows:
    """Return the rows of a table, what is merged over several of them in each.

    ``Refused`` names the cells that show an error, were never calculated or are crossed out, and what is filled in
    without being shown.
    """
    _refuse_broken(file, table)
    _refuse_struck(file, table)
    _refuse_hidden(file, table)
    _spell_out(table)
    return table.rows


def _places(table: Table, cells: Iterable[_Place]) -> Iterator[tuple[_Place, Sentence]]:
    """Yield those of ``cells`` that are read, each with its name: "C5 (Mã)"."""
    names = {place: heading for heading, place in table.head.items()}
    for row, column in sorted(cells):
        if row >= table.at and column in names:
            place = f"{letters(column)}{row + 1}"
            yield (row, column), Sentence("%(place)s (%(heading)s)", place=place, heading=names[column])


def _refuse_broken(file: str, table: Table) -> None:
    broken = table.sheet.part.broken
    found = [
        Sentence("%(cell)s: %(error)s", cell=named, error=broken[place] or Sentence("chưa tính"))
        for place, named in _places(table, broken)
    ]
    if found:
        raise Refused(
            "Tệp “%(name)s” có ô bị lỗi hoặc chưa tính: %(cells)s. Hãy mở tệp, ghi đúng nội dung của ô, lưu rồi gửi"
            " lại.",
            name=file,
            cells=found[:_MOST_NAMED],
        )


def _refuse_struck(file: str, table: Table) -> None:
    """Refuse a cell with crossed-out words or a footnote's mark in it: bare, they would count as what it says."""
    found = [named for _place, named in _places(table, table.sheet.part.worded)]
    if found:
        raise Refused(
            "Tệp “%(name)s” có ô gạch bỏ hoặc có dấu chú thích: %(cells)s. Hãy xóa chữ gạch bỏ, dấu chú thích rồi gửi"
            " lại.",
            name=file,
            cells=found[:_MOST_NAMED],
        )


def _refuse_hidden(file: str, table: Table) -> None:
    part = table.sheet.part
    numbers = [str(number) for number, _values in table.rows if number in part.hidden_rows]
    columns = [
        letters(place)
        for index, place in enumerate(table.head.values())
        if place in part.hidden_columns and any(values[index] is not None for _number, values in table.rows)
    ]
    places = [Sentence("dòng %(numbers)s", numbers=numbers[:_MOST_NAMED])] if numbers else []
    places += [Sentence("cột %(columns)s", columns=columns)] if columns else []
    if places:
        raise Refused(
            "Tệp “%(name)s” có chỗ bị ẩn mà vẫn ghi nội dung: %(places)s. Hãy bỏ lọc, bỏ ẩn để xem lại, hoặc xóa chỗ"
            " không dùng.",
            name=file,
            places=places,
        )


def _spell_out(table: Table) -> None:
    """Say in each row what is merged over it; a figure is refused: nobody knows how much of it is whose."""
    order = {place: (index, heading) for index, (heading, place) in enumerate(table.head.items())}
    by_number = dict(table.rows)
    for (first, column), (last, _last_column) in table.sheet.merged:
        if first < table.at or column not in order or first + 1 not in by_number:
            continue
        index, heading = order[column]
        value = by_number[first + 1][index]
        below = [by_number[number] for number in range(first + 2, last + 2) if number in by_number]
        if below and value is not None and not isinstance(value, str):
            raise Refused(
                "Ô %(place)s (%(heading)s): một số gộp cho nhiều dòng. Hãy bỏ gộp ô rồi ghi số của từng dòng.",
                place=f"{letters(column)}{first + 1}",
                heading=heading,
            )
        for values in below:
            values[index] = value
