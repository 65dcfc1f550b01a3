"""Who has sent a period's report, as a list: its columns, orders, and what it can be narrowed to."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cchc.kernel.clock import day_of
from cchc.kernel.text import sort_key
from cchc.reports.queries.sending import Line
from cchc.reports.templatetags.reports import report_tag
from cchc.ui import lists
from cchc.ui.lists import Column, Empty, List, Part, cells
from cchc.ui.templatetags.ui import vn_date, vn_moment

LEVELS = [("department", _("Sở, ngành")), ("district", _("Cấp huyện")), ("commune", _("Cấp xã"))]
STANDINGS = [("tre", _("Đang trễ")), ("da-gui", _("Đã gửi")), ("chua-gui", _("Chưa gửi")), ("chua-lap", _("Chưa lập"))]
ORDERS: Mapping[str, Callable[[Line], Any]] = {
    "ten": lambda line: sort_key(line.unit.name),
    "han": lambda line: line.unit.due_on,
    # Overdue before sent late before the rest: what can still be mended comes first.
    "tre": lambda line: (line.is_overdue, line.days_late, not line.is_delivered),
    "gui": lambda line: (line.sent_at is not None, line.sent_at.timestamp() if line.sent_at else 0),
}


def _unit(line: Line, _today: dt.date) -> Any:
    name = line.unit.name
    return cells.link("reports:report", line.report_id, name) if line.report_id else name


def _state(line: Line, _today: dt.date) -> str:
    return str(line.state.label) if line.state else str(_("Chưa lập"))


def _step(line: Line, _today: dt.date) -> SafeString:
    if line.state is None:
        return cells.faint(_("chưa lập"))
    version = _("bản %(v)s") % {"v": line.version} if line.version > 1 else ""
    return cells.joined(line.state.label, cells.faint(version))


def _urged(line: Line, _today: dt.date) -> Any:
    if not line.urged:
        return cells.NOTHING
    words = ngettext("%(n)s lần, gần nhất %(day)s", "%(n)s lần, gần nhất %(day)s", line.urged)
    return words % {"n": line.urged, "day": vn_date(line.urged_on)}


def _sent(line: Line, _today: dt.date) -> Any:
    return vn_moment(line.sent_at) if line.sent_at else cells.NOTHING


def _sent_on(line: Line, _today: dt.date) -> dt.date | None:
    return day_of(line.sent_at) if line.sent_at else None


_LATE = (
    Part(_("Tình trạng"), _state, width=22),
    Part(_("Trễ (ngày)"), lambda line, _today: line.days_late or None, "number"),
)
_VERSION = Part(_("Phiên bản"), lambda line, _today: line.version or None, "number")
_TIMES = Part(_("Đã đôn đốc (lần)"), lambda line, _today: line.urged or None, "number")

SENDING = List(
    key="reports.sending",
    title=_("Đơn vị báo cáo"),
    file=_("Đơn vị báo cáo"),
    columns=(
        Column("tre", _("Tình trạng"), report_tag, _LATE),
        Column(
            "ten",
            _("Đơn vị"),
            _unit,
            (Part(_("Đơn vị"), lambda line, _t: line.unit.name, width=40),),
            "name",
            names=True,
        ),
        lists.day("han", _("Hạn gửi"), "unit.due_on"),
        Column("gui", _("Gửi lúc"), _sent, (Part(_("Ngày gửi"), _sent_on, "date"),), "nowrap"),
        Column("buoc", _("Bước"), _step, (_VERSION,)),
        Column("don-doc", _("Đôn đốc"), _urged, (_TIMES,)),
    ),
    orders=ORDERS,
    first="-tre",
    filters=(
        lists.choice("cap", _("Cấp"), LEVELS, _("Đơn vị trực thuộc")),
        lists.choice("gui_bc", _("Tình trạng"), STANDINGS),
        lists.carried("noi-nhan"),
    ),
    narrow=_("Lọc đơn vị"),
    empty=Empty(
        _("Không có đơn vị nào như vậy"),
        _("Không có đơn vị nào như vậy"),
        _("Bỏ bớt điều kiện lọc; kỳ trước khi có đơn vị thì không có ai phải báo cáo."),
    ),
)
