"""The deliveries as .xlsx and .csv."""

import datetime as dt

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.kernel.sheets import Column
from cchc.notifications.models import Delivery
from cchc.organisation import queries as organisation

MOST = 50_000


def sheet(found: QuerySet[Delivery], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of deliveries; ``kind`` is xlsx or csv, anything else is .xlsx."""
    rows = list(found.defer("text")[:MOST])
    names = organisation.names({row.unit_id for row in rows if row.unit_id}, today)
    columns = [
        *(Column(_("Lúc lập"), "moment", 18), Column(_("Người nhận"), width=28), Column(_("Đơn vị"), width=32)),
        *(Column(_("Kênh")), Column(_("Địa chỉ"), width=32), Column(_("Tiêu đề"), width=60)),
        *(Column(_("Kết quả"), width=24), Column(_("Số lần thử"), "number"), Column(_("Nơi nhận trả lời"), width=60)),
    ]
    lines = (
        [
            *(row.prepared_at, row.user.full_name, names.get(row.unit_id or 0, ""), row.get_channel_display()),
            *(row.address, row.subject, row.get_state_display(), row.attempts, row.words),
        ]
        for row in rows
    )
    return sheets.download(sheets.chosen(kind), _("thu-da-gui"), columns, lines)
