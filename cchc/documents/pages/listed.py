"""The registers as lists: their columns, those of phụ lục IV Nghị định 30/2020 among them, and what narrows them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cchc.documents.models import Incoming
from cchc.documents.queries import content
from cchc.documents.queries.registers import INCOMING_ORDER, OUTGOING_ORDER, Asked
from cchc.documents.states import IncomingState, stands
from cchc.documents.templatetags.documents import standing_tag
from cchc.kernel import clock
from cchc.organisation import queries as organisation
from cchc.ui import lists
from cchc.ui.lists import Column, Empty, List, Part, cells
from cchc.ui.templatetags.ui import tag, vn_date


class About(NamedTuple):
    """What the cells of a page need beside their row."""

    names: Mapping[int, str]
    today: dt.date


def about(rows: Sequence[Any]) -> About:
    """Return the names of the units of these documents, and the day."""
    today = clock.today()
    return About(organisation.full_names({row.unit_id for row in rows}, today), today)


def narrowing(asked: lists.Asked) -> Asked:
    """Return what an address narrows a register to."""
    return Asked(asked["q"], asked.values.get("loai", ""), asked["nam"], asked["don-vi"])


def _unit(row: Any, about: About) -> str:
    return about.names.get(row.unit_id, "")


def _sent(row: Any, _about: About) -> SafeString:
    return cells.joined(cells.link("documents:document", row.pk, row.title), cells.sample(row.is_demo))


def _kind(row: Any, _about: About) -> str:
    return content.type_names().get(row.kind, str(row.kind))


def _stands(row: Any, _about: About) -> str:
    return stands(row.state, is_signed=row.is_signed)


_YEAR, _UNIT = lists.year(), lists.carried("don-vi")
_TITLE = (Part(_("Trích yếu"), lambda row, _about: row.title, width=60),)

OUTGOING = List(
    key="documents.outgoing",
    title=pgettext_lazy("menu", "Văn bản đi"),
    file=_("van-ban-di"),
    columns=(
        lists.words("so", _("Số, ký hiệu"), lambda row, _about: str(row), look="nowrap"),
        Column("ten", _("Trích yếu"), _sent, _TITLE, look="wide", names=True),
        lists.day("ngay", _("Ngày ban hành"), "issued_on"),
        lists.words("don-vi", _("Đơn vị"), _unit, look="name", width=32),
        lists.words("ky", _("Người ký"), "signer", look="name", width=24),
        Column(
            "trang-thai",
            _("Trạng thái"),
            lambda row, _a: standing_tag(row.state, row.is_signed),
            (Part(_("Trạng thái"), _stands, width=16),),
        ),
        lists.words("loai", _("Loại"), _kind, usual=False),
        lists.words("nhan", _("Nơi nhận"), lambda row, _a: row.recipients.replace("\n", "; "), width=32, usual=False),
        lists.figure("ban", _("Số bản"), "copies", usual=False),
        lists.words("ghi-chu", _("Ghi chú"), lambda row, _a: row.reason or row.note, width=24, usual=False),
    ),
    orders=OUTGOING_ORDER,
    first="-ngay",
    filters=(
        lists.search(_("Trích yếu, ký hiệu")),
        lists.choice("loai", _("Loại"), lambda: content.type_names().items()),
        _YEAR,
        _UNIT,
    ),
    narrow=_("Lọc văn bản"),
    empty=Empty(
        _("Chưa có văn bản nào trong sổ"),
        _("Không có văn bản nào như vậy"),
        _("Báo cáo đã ký tự vào sổ; văn bản soạn ở nơi khác thì vào sổ bằng tay để lấy số."),
    ),
)


def _number(row: Incoming, _about: About) -> int:
    return row.number


def _arrived(row: Incoming, about: About) -> SafeString:
    named = cells.joined(cells.link("documents:arrived", row.pk, row.title), cells.sample(row.is_demo))
    return cells.stacked(named, cells.faint(_unit(row, about)))


def _author(row: Incoming, _about: About) -> SafeString:
    return cells.stacked(row.author, cells.faint(f"{row.code}, {vn_date(row.dated_on)}"))


def _progress(row: Incoming, about: About) -> SafeString:
    if row.state == IncomingState.DONE:
        return cells.joined(tag("done", row.get_state_display()), cells.faint(row.answer or ""))
    is_late = row.due_on is not None and row.due_on < about.today
    return tag("late", _("quá hạn")) if is_late else tag("info", row.get_state_display())


_AUTHOR = (
    Part(_("Cơ quan ban hành"), lambda row, _about: row.author, width=32),
    Part(_("Số, ký hiệu"), lambda row, _about: row.code),
    Part(_("Ngày văn bản"), lambda row, _about: row.dated_on, "date"),
)
_PROGRESS = (
    Part(_("Tiến độ"), lambda row, _about: row.get_state_display(), width=18),
    Part(_("Văn bản trả lời"), lambda row, _about: str(row.answer or "")),
)

INCOMING = List(
    key="documents.incoming",
    title=pgettext_lazy("menu", "Văn bản đến"),
    file=_("van-ban-den"),
    columns=(
        Column("so", _("Số đến"), _number, (Part(_("Số đến"), _number, "number"),), "nowrap"),
        Column("ten", _("Trích yếu"), _arrived, (*_TITLE, Part(_("Đơn vị"), _unit, width=32)), look="wide", names=True),
        lists.day("ngay", _("Ngày đến"), "arrived_on"),
        Column("co-quan", _("Cơ quan, số ký hiệu"), _author, _AUTHOR, look="name"),
        lists.day("han", _("Hạn"), "due_on"),
        Column("tien-do", _("Tiến độ"), _progress, _PROGRESS),
        lists.words("nhan", _("Đơn vị hoặc người nhận"), "handler", width=32, usual=False),
        lists.words("ghi-chu", _("Ghi chú"), "note", width=24, usual=False),
    ),
    orders=INCOMING_ORDER,
    first="-ngay",
    filters=(lists.search(_("Trích yếu, số, cơ quan")), _YEAR, _UNIT),
    narrow=_("Lọc văn bản"),
    empty=Empty(
        _("Chưa có văn bản nào trong sổ"),
        _("Không có văn bản nào như vậy"),
        _("Vào sổ khi văn bản đến, để theo dõi đến khi trả lời."),
    ),
)
