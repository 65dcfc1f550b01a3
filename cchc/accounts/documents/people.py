"""The list of people as .xlsx or .csv."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from cchc.accounts.queries.units import PersonInWords
from cchc.ui import display

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(people: Sequence[PersonInWords], kind: str) -> bytes:
    """Return the list as a file of ``kind``, a key of ``CONTENT_TYPES``."""
    writers: dict[str, Callable[[list[list[str]]], bytes]] = {"xlsx": _xlsx, "csv": _csv}
    return writers[kind]([_heading(), *(_row(one) for one in people)])


def _heading() -> list[str]:
    return [
        _("Họ và tên"),
        _("Tên đăng nhập"),
        _("Đơn vị"),
        _("Chức vụ"),
        _("Thư điện tử"),
        _("Vai trò"),
        _("Trạng thái"),
        _("Xác thực hai bước"),
        _("Đăng nhập gần nhất"),
    ]


def _row(one: PersonInWords) -> list[str]:
    seen: Any = one.person.signed_in_at  # type: ignore[attr-defined]
    return [
        one.person.full_name,
        one.person.username,
        one.unit_name,
        one.person.position,
        one.person.email,
        "; ".join(one.roles),
        str(one.state),
        _("có") if one.person.has_factor else _("không"),  # type: ignore[attr-defined]
        display.moment(seen) if seen else "",
    ]


def _csv(rows: list[list[str]]) -> bytes:
    """Write with a byte order mark, by which Excel knows UTF-8; a cell never begins like a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([["'" + cell if cell.startswith(_FORMULA) else cell for cell in row] for row in rows])
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(rows: list[list[str]]) -> bytes:
    import xlsxwriter  # heavy, and needed only here

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_("Người dùng"))
    bold = book.add_format({"bold": True})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, bold if number == 0 else None)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
    sheet.set_column(0, len(rows[0]) - 1, 24)
    book.close()
    return out.getvalue()
