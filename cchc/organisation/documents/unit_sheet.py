"""The list of units as a table; what is written here can be filled in and brought back."""

import datetime as dt
from typing import Any, cast

from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from cchc.kernel.sheets import Column, Format, download
from cchc.organisation.models import Level
from cchc.organisation.queries.cards import spans
from cchc.organisation.types import UnitSpan

SLUG = _("Khóa")
CODE = _("Mã")
NAME = _("Tên")
OFFICIAL_NAME = _("Tên cơ quan")
SHORT = _("Tên tắt")
LEVEL = _("Cấp")
KIND = _("Loại")
PARENT = _("Cấp trên")
SYMBOL = _("Ký hiệu văn bản")
VALID_FROM = _("Từ ngày")
VALID_TO = _("Đến hết ngày")
NOTE = _("Ghi chú")

_WIDE = 36
COLUMNS = (
    *(Column(SLUG, width=_WIDE), Column(CODE), Column(NAME, width=_WIDE), Column(OFFICIAL_NAME, width=_WIDE)),
    *(Column(SHORT), Column(LEVEL), Column(KIND), Column(PARENT, width=24), Column(SYMBOL)),
    *(Column(VALID_FROM, "date"), Column(VALID_TO, "date"), Column(NOTE, width=_WIDE)),
)


def lines(as_of: dt.date | None, level: str | None = None) -> list[list[Any]]:
    """Return the rows of the units of ``as_of``, or of every period of every unit; ``Cấp trên`` is a key."""
    return [_line(slug, span) for slug, span in spans(as_of, level)]


def download_units(format: str, as_of: dt.date | None, level: str | None = None) -> FileResponse:
    """Return the same as an answer to a browser; ``format`` is one of ``sheets.FORMATS``."""
    return download(cast(Format, format), file_name(as_of), COLUMNS, lines(as_of, level))


def file_name(as_of: dt.date | None) -> str:
    """Return the name of the file, without its ending."""
    return f"don-vi-{as_of.isoformat()}" if as_of else "don-vi"


def _line(slug: str, span: UnitSpan) -> list[Any]:
    names = [slug, span.code, span.name, span.official_name, span.short, Level(span.level).label, span.kind]
    return [
        *names,
        span.parent.slug if span.parent else "",
        *(span.symbol, span.valid_from, span.valid_to, span.note),
    ]
