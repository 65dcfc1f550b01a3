"""What a list is read from: one sheet, as whoever made it sees it; where that is not plain, the file is refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cchc.kernel.apart.types import DAMAGED
from cchc.kernel.papers.number_formats import cell
from cchc.kernel.papers.sheet_parts import Part
from cchc.kernel.papers.types import Limits, Refused

Rows = list[tuple[int, list[Any]]]
Place = tuple[int, int]


@dataclass
class Sheet:
    """A sheet of a workbook, or a .csv file: its rows from the top, given once; ``at`` is the one given last.

    ``merged`` are the first and the last cell of each merged range, row and column from zero.
    """

    rows: Iterator[tuple[int, Sequence[Any]]]
    name: str = ""
    is_hidden: bool = False
    part: Part = field(default_factory=Part)
    merged: Sequence[tuple[Place, Place]] = ()
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
