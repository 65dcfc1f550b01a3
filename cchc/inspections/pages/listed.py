"""The visits as a list: its columns, and what it can be narrowed to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cchc.inspections.queries.inspections import VISIT_ORDER, VISIT_TABS
from cchc.inspections.states import Kind
from cchc.kernel import clock
from cchc.organisation import queries as organisation
from cchc.ui import lists
from cchc.ui.lists import Column, Empty, List, Part, cells
from cchc.ui.templatetags.ui import look, tag

Names = Mapping[int, str]
ALL = "tat-ca"


def names_of(rows: Sequence[Any]) -> Names:
    """Return the names of the units of these visits."""
    return organisation.full_names({row.target_id for row in rows} | {row.unit_id for row in rows}, clock.today())


def _target(row: Any, names: Names) -> SafeString:
    named = cells.link("inspections:visit", row.pk, names.get(row.target_id, ""))
    surprise = tag("info", _("đột xuất")) if row.is_surprise else ""
    return cells.stacked(cells.joined(named, surprise, cells.sample(row.is_demo)), cells.faint(row.get_kind_display()))


def _state(row: Any, _names: Names) -> SafeString:
    tone = look(row.state, "info", done="closed", risk="mending", neutral="cancelled")
    return tag(tone, row.get_state_display())


def _findings(row: Any, _names: Names) -> Any:
    return _("%(n)s, còn %(left)s") % {"n": row.findings, "left": row.left} if row.findings else cells.NOTHING


_TARGET = (
    Part(_("Đơn vị được kiểm tra"), lambda row, names: names.get(row.target_id, ""), width=36),
    Part(_("Loại kiểm tra"), lambda row, _names: row.get_kind_display(), width=24),
    Part(_("Đột xuất"), lambda row, _names: "x" if row.is_surprise else ""),
)
_FINDINGS = (
    Part(_("Phát hiện"), lambda row, _names: row.findings, "number"),
    Part(_("Chưa khắc phục"), lambda row, _names: row.left, "number"),
)

VISITS = List(
    key="inspections.visits",
    title=_("Cuộc kiểm tra"),
    file=_("kiem-tra"),
    columns=(
        lists.day("ngay", _("Dự kiến ngày"), "planned_on"),
        Column("don-vi", _("Đơn vị được kiểm tra"), _target, _TARGET, look="name", names=True),
        lists.day("kiem-tra", _("Ngày kiểm tra"), "held_on"),
        Column(
            "trang-thai",
            _("Trạng thái"),
            _state,
            (Part(_("Trạng thái"), lambda row, _n: row.get_state_display(), width=28),),
        ),
        Column("phat-hien", _("Phát hiện"), _findings, _FINDINGS),
        lists.words(
            "co-quan", _("Cơ quan kiểm tra"), lambda row, names: names.get(row.unit_id, ""), width=36, usual=False
        ),
        lists.words("quyet-dinh", _("Quyết định kiểm tra"), "decision", width=20, usual=False),
    ),
    orders=VISIT_ORDER,
    first="-ngay",
    filters=(
        lists.carried("xem", lambda tab: tab if tab in VISIT_TABS and tab != ALL else ""),
        lists.choice("loai", _("Loại kiểm tra"), Kind.choices),
        lists.year(),
    ),
    narrow=_("Lọc cuộc kiểm tra"),
    empty=Empty(_("Chưa có cuộc kiểm tra nào"), _("Không có cuộc kiểm tra nào như vậy")),
    most=20_000,
)
