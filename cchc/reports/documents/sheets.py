"""Lists of reports as .xlsx and .csv."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.kernel.indicators import Fraction, Indicator
from cchc.kernel.sheets import Column
from cchc.reports.queries.measured import Reading, UnitReading


def readings_sheet(span: str, readings: Sequence[Reading], kind: str) -> HttpResponseBase:
    """Return a file of every indicator with its counters; ``kind`` is xlsx or csv."""
    columns = [
        *(Column(_("Chỉ tiêu theo dõi"), width=60), Column(_("Mã"), width=30), Column(_("Đơn vị tính"), width=14)),
        *(Column(_("Phần"), "number"), Column(_("Tổng"), "number")),
        *(Column(_("Kỳ này"), "number"), Column(_("Kỳ trước"), "number")),
    ]
    lines = (
        [
            *(str(one.indicator.label), one.indicator.key, one.indicator.unit_of_measure),
            *_counters(one.indicator, one.now),
            *(one.value, one.value_before),
        ]
        for one in readings
    )
    return sheets.download(sheets.chosen(kind), f"{_('Số liệu')} {span}", columns, lines)


def units_sheet(one: Indicator, span: str, rows: Sequence[UnitReading], kind: str) -> HttpResponseBase:
    """Return a file of one indicator by unit; ``kind`` is xlsx or csv."""
    columns = [
        *(Column(_("Đơn vị"), width=40), Column(_("Phần"), "number"), Column(_("Tổng"), "number")),
        Column(f"{one.label} ({one.unit_of_measure})", "number", width=30),
    ]
    lines = ([row.name, *_counters(one, row.counts), row.value] for row in rows)
    return sheets.download(sheets.chosen(kind), f"{one.key} {span}", columns, lines)


def _counters(one: Indicator, counts: Fraction) -> tuple[int | None, int | None]:
    """Return part and whole of a share; a count has no whole, and the parts of a mean say nothing to a reader."""
    return counts if one.kind == "ratio" else (None, None)
