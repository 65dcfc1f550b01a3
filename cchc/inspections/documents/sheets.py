"""The visits as .xlsx and .csv."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.inspections.models import Visit
from cchc.kernel import sheets
from cchc.kernel.sheets import Column
from cchc.organisation import queries as organisation

MOST = 20_000


def sheet(found: QuerySet[Visit], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of visits with their findings counted; ``kind`` is xlsx or csv, anything else is .xlsx."""
    rows: list[Any] = list(found[:MOST])
    names = organisation.full_names({row.target_id for row in rows} | {row.unit_id for row in rows}, today)
    columns = [
        *(Column(_("Đơn vị được kiểm tra"), width=36), Column(_("Cơ quan kiểm tra"), width=36)),
        *(Column(_("Loại kiểm tra"), width=24), Column(_("Đột xuất")), Column(_("Dự kiến ngày"), "date")),
        *(Column(_("Quyết định kiểm tra"), width=20), Column(_("Ngày kiểm tra"), "date")),
        *(Column(_("Trạng thái"), width=28), Column(_("Phát hiện"), "number"), Column(_("Chưa khắc phục"), "number")),
    ]
    lines = (
        [
            *(names.get(row.target_id, ""), names.get(row.unit_id, ""), row.get_kind_display()),
            *("x" if row.is_surprise else "", row.planned_on, row.decision, row.held_on),
            *(row.get_state_display(), row.findings, row.left),
        ]
        for row in rows
    )
    return sheets.download(sheets.chosen(kind), _("kiem-tra"), columns, lines)
