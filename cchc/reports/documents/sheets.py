"""Lists of reports as .xlsx and .csv."""

from collections.abc import Sequence

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.kernel.clock import ZONE
from cchc.kernel.sheets import Column
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
            *(line.sent_at.astimezone(ZONE).date() if line.sent_at else None, line.days_late or None),
            *(line.version or None, line.urged or None),
        ]
        for line in rows
    )
    name = f"{term.title} {term.year}"
    return sheets.download(sheets.chosen(kind), name, columns, lines)
