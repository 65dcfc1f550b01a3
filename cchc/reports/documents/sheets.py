"""Lists of reports as .xlsx and .csv."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.kernel.clock import day_of
from cchc.kernel.indicators import Fraction, Indicator
from cchc.kernel.sheets import Column
from cchc.notifications.queries import titles
from cchc.reports.queries.measured import Reading, UnitReading
from cchc.reports.queries.sending import Line
from cchc.reports.types import Term


def sending_sheet(term: Term, rows: Sequence[Line], kind: str) -> HttpResponseBase:
    """Return a file of who has sent a period's report; ``kind`` is xlsx or csv, anything else is .xlsx."""
    columns = [
        *(Column(_("Đơn vị"), width=40), Column(_("Hạn gửi"), "date"), Column(_("Tình trạng"), width=22)),
        *(Column(_("Ngày gửi"), "date"), Column(_("Trễ (ngày)"), "number"), Column(_("Phiên bản"), "number")),
        Column(_("Đã đôn đốc (lần)"), "number"),
    ]
    lines = (
        [
            *(line.unit.name, line.unit.due_on, str(line.state.label) if line.state else _("Chưa lập")),
            *(day_of(line.sent_at) if line.sent_at else None, line.days_late or None),
            *(line.version or None, line.urged or None),
        ]
        for line in rows
    )
    name = titles.said(term.name)
    return sheets.download(sheets.chosen(kind), name, columns, lines)


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
