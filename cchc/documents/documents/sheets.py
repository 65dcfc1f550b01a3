"""The registers as .xlsx and .csv, with the columns of phụ lục IV Nghị định 30/2020."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.documents.models import Incoming
from cchc.documents.states import stands
from cchc.kernel import sheets
from cchc.kernel.sheets import Column
from cchc.organisation import queries as organisation

MOST = 50_000


def outgoing_sheet(found: QuerySet[Any], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of outgoing documents; ``kind`` is xlsx or csv, anything else is .xlsx."""
    rows = list(found[:MOST])
    names = organisation.names({row.unit_id for row in rows}, today)
    columns = [
        *(Column(_("Số, ký hiệu")), Column(_("Ngày ban hành"), "date"), Column(_("Loại"))),
        *(Column(_("Trích yếu"), width=60), Column(_("Người ký"), width=24), Column(_("Nơi nhận"), width=32)),
        *(Column(_("Đơn vị"), width=32), Column(_("Số bản"), "number"), Column(_("Trạng thái"), width=16)),
        Column(_("Ghi chú"), width=24),
    ]
    lines = (
        [
            *(str(row), row.issued_on, row.kind, row.title, row.signer, row.recipients.replace("\n", "; ")),
            *(
                names.get(row.unit_id, ""),
                row.copies,
                stands(row.state, is_signed=row.is_signed),
                row.reason or row.note,
            ),
        ]
        for row in rows
    )
    return sheets.download(sheets.chosen(kind), _("van-ban-di"), columns, lines)


def incoming_sheet(found: QuerySet[Incoming], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of incoming documents with how far each answer is."""
    rows = list(found[:MOST])
    names = organisation.names({row.unit_id for row in rows}, today)
    columns = [
        *(Column(_("Ngày đến"), "date"), Column(_("Số đến"), "number"), Column(_("Cơ quan ban hành"), width=32)),
        *(Column(_("Số, ký hiệu")), Column(_("Ngày văn bản"), "date"), Column(_("Trích yếu"), width=60)),
        *(Column(_("Đơn vị"), width=32), Column(_("Đơn vị hoặc người nhận"), width=32)),
        *(Column(_("Hạn giải quyết"), "date"), Column(_("Tiến độ"), width=18), Column(_("Văn bản trả lời"))),
        Column(_("Ghi chú"), width=24),
    ]
    lines = (
        [
            *(row.arrived_on, row.number, row.author, row.code, row.dated_on, row.title),
            *(names.get(row.unit_id, ""), row.handler, row.due_on, row.get_state_display()),
            *(str(row.answer) if row.answer else "", row.note),
        ]
        for row in rows
    )
    return sheets.download(sheets.chosen(kind), _("van-ban-den"), columns, lines)
