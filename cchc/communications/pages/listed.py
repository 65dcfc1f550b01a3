"""The register as a list: its columns, and what it can be narrowed to."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cchc.communications.models import Item
from cchc.communications.queries.register import ORDER
from cchc.communications.states import Channel
from cchc.kernel import clock
from cchc.organisation import queries as organisation
from cchc.ui import lists
from cchc.ui.lists import Column, Empty, List, Part, cells
from cchc.ui.templatetags.ui import tag

Names = Mapping[int, str]


def names_of(rows: Sequence[Item]) -> Names:
    """Return the names of the units of these rows."""
    return organisation.full_names({row.unit_id for row in rows}, clock.today())


def _title(row: Item, names: Names) -> SafeString:
    named = cells.link("communications:item", row.pk, row.title)
    if row.struck_reason:
        named = cells.joined(cells.struck(named), tag("late", _("đã hủy")))
    where = f"{row.outlet} · {names.get(row.unit_id, '')}"
    return cells.stacked(cells.joined(named, cells.sample(row.is_demo)), cells.faint(where))


def _task(row: Item, _names: Names) -> SafeString:
    if row.norm is None:
        return cells.NOTHING
    return cells.link("plans:assignment", row.norm.assignment_id, row.norm.assignment.task.code)


def _task_in_full(row: Item, _names: Names) -> str:
    return f"{row.norm.assignment.task.code} {row.norm.assignment.task.title}" if row.norm else ""


_NAMED = (
    Part(_("Tên tin, bài, hoạt động"), lambda row, _names: row.title, width=60),
    Part(_("Nơi đăng, phát, tổ chức"), lambda row, _names: row.outlet, width=32),
    Part(_("Đơn vị"), lambda row, names: names.get(row.unit_id, ""), width=32),
)
_WORK = (Part(_("Việc của kế hoạch"), _task_in_full, width=40),)

REGISTER = List(
    key="communications.register",
    title=_("Sổ truyền thông"),
    file=_("so-truyen-thong"),
    columns=(
        lists.day("ngay", _("Ngày"), "published_on"),
        Column("ten", _("Tên tin, bài, hoạt động"), _title, _NAMED, look="wide", names=True),
        lists.words("kenh", _("Kênh"), lambda row, _names: row.get_channel_display(), width=26),
        Column("viec", _("Việc của kế hoạch"), _task, _WORK),
        lists.words("nguoi", _("Người thực hiện"), "author", width=24, usual=False),
        lists.words("lien-ket", _("Liên kết"), "url", width=40, usual=False),
        lists.figure("luot", _("Lượt xem, người dự"), "reach", usual=False),
        lists.words("ghi-chu", _("Ghi chú"), "note", width=30, usual=False),
        lists.words("ly-do", _("Lý do hủy dòng ghi"), "struck_reason", width=30, usual=False),
    ),
    orders=ORDER,
    first="-ngay",
    filters=(
        lists.search(_("Tên, nơi đăng, người thực hiện")),
        lists.choice("kenh", _("Kênh"), Channel.choices),
        lists.number("thang", _("Tháng"), 12),
        lists.year(),
        lists.carried("viec"),
    ),
    narrow=_("Lọc tin, bài"),
    empty=Empty(
        _("Chưa có tin, bài nào trong sổ"),
        _("Không có tin, bài nào như vậy"),
        _("Vào sổ khi đã đăng, phát: số đếm đi vào tiến độ của kế hoạch và báo cáo."),
    ),
)
