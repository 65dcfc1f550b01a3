"""Rows → .xlsx or .csv, row by row, so that a long list needs no memory; no cell can become a formula."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any, Literal, cast

from django.http import FileResponse, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.kernel.clock import ZONE
from cchc.kernel.naming import file_name
from cchc.kernel.refusal import Refusal
from cchc.kernel.sheets import guarding

Format = Literal["xlsx", "csv"]
Kind = Literal["text", "number", "money", "date", "moment"]
FORMATS: Mapping[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
MOST_ROWS = 200_000
_PIECE = 500  # rows
_LONGEST_TEXT = 32_000  # a cell of Excel takes 32,767 characters
_NUMBER_FORMATS: Mapping[Kind, str] = {"money": "#,##0", "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}
_SHEET_NAME = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True)
class Column:
    """A heading, and how its cells are written: numbers, whole đồng, days and moments stay what they are."""

    title: str | Promise
    kind: Kind = "text"
    width: int = 18


def chosen(kind: str) -> Format:
    """Return the format that an address asks for; what it does not know is .xlsx."""
    return cast(Format, kind) if kind in FORMATS else "xlsx"


def download(format: Format, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """Return the rows as a file that says ``name``, in words, and is called after it (``naming.file_name``)."""
    file, called = write(format, columns, rows, title=name), file_name(name, format, clock.today())
    response = FileResponse(file, as_attachment=True, filename=called, content_type=FORMATS[format])
    response["Cache-Control"] = "no-store"
    return response


def stream(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """Return the rows as .csv, made while it is sent: no reader waits for the last row to get the first one.

    ``rows`` asks the database piece by piece, never within a transaction: others are answered between the pieces.
    """
    called = content_disposition_header(as_attachment=True, filename=file_name(name, "csv", clock.today())) or ""
    headers = {"Content-Disposition": called, "Cache-Control": "no-store"}
    return StreamingHttpResponse(_pieces(columns, _bounded(rows)), content_type=FORMATS["csv"], headers=headers)


def _pieces(columns: Sequence[Column], rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    held = io.StringIO(newline="")
    out = csv.writer(held)
    out.writerow([_plain(column.title) for column in columns])
    yield held.getvalue().encode("utf-8-sig")
    while batch := list(islice(rows, _PIECE)):
        held.seek(0)
        held.truncate()
        out.writerows([_plain(value) for value in row] for row in batch)
        yield held.getvalue().encode()


def write(format: Format, columns: Sequence[Column], rows: Iterable[Sequence[Any]], *, title: str = "") -> IO[bytes]:
    """Return an open temporary file at its beginning; ``Refusal`` if there are more than 200,000 rows."""
    file = TemporaryFile()  # noqa: SIM115 (the caller reads it, and closing removes it)
    try:
        writers: Mapping[Format, Callable[..., None]] = {"xlsx": _xlsx, "csv": _csv}
        writers[format](file, columns, _bounded(rows), title)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _bounded(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Refusal("Danh sách có hơn %(count)s dòng: hãy lọc bớt rồi xuất lại.", count=MOST_ROWS)
        yield row


def _csv(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[Any]], title: str) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    out = csv.writer(text)
    out.writerow([_plain(column.title) for column in columns])
    out.writerows([_plain(value) for value in row] for row in rows)
    text.flush()
    text.detach()


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{_local(value):%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str | Promise):
        return guarding.guarded(str(value))
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return value


def _xlsx(file: IO[bytes], columns: Sequence[Column], rows: Iterable[Sequence[Any]], title: str) -> None:
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, {**options, "strings_to_numbers": False, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet(title.translate(_SHEET_NAME).strip(" '")[:31] or None)
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = [book.add_format({"num_format": _NUMBER_FORMATS.get(c.kind, "General")}) for c in columns]
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, str(column.title), heading)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                _cell(sheet, number, place, value, formats[place])


def _cell(sheet: Any, row: int, column: int, value: Any, format: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, _local(value).replace(tzinfo=None), format)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, format)
    elif isinstance(value, bool):
        sheet.write_string(row, column, _("Có") if value else _("Không"))
    elif isinstance(value, str | Promise):
        text = str(value)  # a cell of text is no formula: only an apostrophe that would be taken off needs another
        sheet.write_string(row, column, (text if guarding.is_bare(text) else guarding.guarded(text))[:_LONGEST_TEXT])
    else:
        sheet.write_number(row, column, value, format)


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(ZONE) if moment.tzinfo else moment
