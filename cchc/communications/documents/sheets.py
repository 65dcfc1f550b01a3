"""The communication register as .xlsx and .csv."""

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.communications.models import Item
from cchc.kernel import sheets
from cchc.kernel.sheets import Column
from cchc.organisation import queries as organisation

MOST = 50_000


def sheet(found: QuerySet[Item], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of items; ``kind`` is xlsx or csv, anything else is .xlsx."""
    rows = list(found[:MOST])
    names = organisation.names({row.unit_id for row in rows}, today)
    columns = [
        *(Column(_("Ngày"), "date"), Column(_("Kênh"), width=26), Column(_("Tên tin, bài, hoạt động"), width=60)),
        *(Column(_("Nơi đăng, phát, tổ chức"), width=32), Column(_("Người thực hiện"), width=24)),
        *(Column(_("Đơn vị"), width=32), Column(_("Việc của kế hoạch"), width=40), Column(_("Liên kết"), width=40)),
        *(
            Column(_("Lượt xem, người dự"), "number"),
            Column(_("Ghi chú"), width=30),
            Column(_("Lý do hủy dòng ghi"), width=30),
        ),
    ]
    lines = (
        [
            *(row.published_on, row.get_channel_display(), row.title, row.outlet, row.author),
            *(names.get(row.unit_id, ""), _task(row), row.url, row.reach, row.note, row.struck_reason),
        ]
        for row in rows
    )
    return sheets.download(sheets.chosen(kind), _("so-truyen-thong"), columns, lines)


def _task(row: Item) -> str:
    return f"{row.norm.assignment.task.code} {row.norm.assignment.task.title}" if row.norm else ""
