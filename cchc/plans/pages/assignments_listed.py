"""Assignments as a list: its columns, and what it can be narrowed to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cchc.organisation import queries as organisation
from cchc.plans.models import TaskGroup
from cchc.plans.queries.lists import ASSIGNMENT_ORDER, AssignmentRow, assignment_rows
from cchc.plans.rules.status import Status
from cchc.plans.templatetags.plans import status_name, status_tag
from cchc.ui import lists
from cchc.ui.lists import Column, Empty, Filter, List, Part, Rows, cells
from cchc.ui.templatetags.ui import short, vn_date


class About(NamedTuple):
    """What the cells of a page need beside their row: the names of units, and the day."""

    names: Mapping[int, str]
    today: dt.date


def rows_of(found: QuerySet[Any], today: dt.date) -> Rows:
    """Return narrowed assignments as rows of the list."""

    def about(rows: Sequence[AssignmentRow]) -> About:
        return About(organisation.full_names({row.unit_id for row in rows}, today), today)

    return Rows(found, about, partial(assignment_rows, today=today))


def status_choices() -> list[tuple[str, str]]:
    """Return the statuses that a list can be narrowed to."""
    return [
        ("duoc-giao", gettext("Không kể việc đã hủy")),
        ("dang-mo", gettext("Chưa xong")),
        ("tre", gettext("Trễ (hạn việc hoặc hạn đăng ký ngày)")),
        ("xong", gettext("Đã xong")),
        *((s.value, status_name(s)) for s in Status),
    ]


def group_filter(groups: Sequence[TaskGroup]) -> Filter:
    """Return the filter by the fields of a plan."""
    return lists.choice(
        "linh-vuc", _("Lĩnh vực"), [(one.pk, f"{one.no}. {short(one.title, 60)}") for one in groups], is_kept=False
    )


def _title(row: AssignmentRow, _about: About) -> SafeString:
    return cells.link("plans:assignment", row.id, row.title, 120)


def _unit(row: AssignmentRow, about: About) -> SafeString:
    own = cells.faint(_("tự đăng ký")) if row.is_optional else ""
    return cells.stacked(about.names.get(row.unit_id, ""), own)


def _due(row: AssignmentRow, _about: About) -> Any:
    return vn_date(row.due_on) if row.due_on else cells.faint(_("chưa có"))


def _status(row: AssignmentRow, about: About) -> SafeString:
    return status_tag(row.status, row.facts, about.today)


_STATUS = (
    Part(_("Trạng thái"), lambda row, _about: status_name(row.status), width=18),
    Part(_("Ngày xong"), lambda row, _about: row.facts.done_on, "date"),
    Part(_("Trễ (ngày)"), lambda row, _about: row.days_late or None, "number"),
)
_UNIT = Part(_("Đơn vị chủ trì"), lambda row, about: about.names.get(row.unit_id, ""), width=32)

_CARRIED = (
    *(lists.carried(key) for key in ("don-vi", "trong")),
    lists.carried("nhiem-vu", is_kept=False),
    lists.carried("quy", lambda typed: typed if typed in {"0", "1", "2", "3", "4"} else ""),
    *(
        lists.carried(key, lambda typed: "1" if typed == "1" else "")
        for key in ("den-han", "con-han-dang-ky", "dang-ky-muon", "vuong-mac", "tu-dang-ky")
    ),
)
ASSIGNMENTS = List(
    key="plans.assignments",
    title=_("Việc được giao"),
    file=_("Việc"),
    columns=(
        lists.words("ma", _("Mã"), "code"),
        Column(
            "nhiem-vu", _("Nhiệm vụ"), _title, (Part(_("Nhiệm vụ"), lambda row, _a: row.title, width=60),), names=True
        ),
        Column("don-vi", _("Đơn vị chủ trì"), _unit, (_UNIT,), "name"),
        Column("han", _("Hạn"), _due, (Part(_("Hạn"), lambda row, _about: row.due_on, "date"),)),
        Column(
            "xong",
            _("Xong"),
            lambda row, _a: f"{row.percent}%",
            (Part(_("Hoàn thành (%)"), lambda row, _a: row.percent, "number"),),
            "num",
        ),
        Column("trang-thai", _("Trạng thái"), _status, _STATUS),
        lists.money("chi", _("Đã chi (đồng)"), "spent", usual=False),
        lists.day("tu-dat", _("Đơn vị tự đặt ngày"), "target_on", usual=False),
        lists.day("gia-han", _("Gia hạn đến"), "extended_to", usual=False),
        lists.day("dang-ky", _("Ngày đăng ký thời hạn"), "registered_on", usual=False),
        lists.moment("bao-cao", _("Báo cáo gần nhất"), "reported_at", usual=False),
    ),
    orders=ASSIGNMENT_ORDER,
    first="ma",
    filters=(lists.search(_("Nội dung")), lists.choice("trang-thai", _("Trạng thái"), status_choices), *_CARRIED),
    narrow=_("Lọc việc"),
    empty=Empty(
        _("Không có việc nào như vậy"),
        _("Không có việc nào như vậy"),
        _("Bỏ bớt điều kiện lọc, hoặc kiểm tra phạm vi đơn vị của bạn."),
    ),
)


def assignments_of(groups: Sequence[TaskGroup]) -> List:
    """Return the list of a plan's assignments, which can be narrowed to one of its fields."""
    words, status, *carried = ASSIGNMENTS.filters
    return replace(ASSIGNMENTS, filters=(words, status, group_filter(groups), *carried))
