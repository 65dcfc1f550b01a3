"""The tasks of a plan as a list: as the document writes them, and how far their assignments are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cchc.kernel.permission import Scope
from cchc.plans.models import Assignment, Task, TaskGroup
from cchc.plans.pages.assignments_listed import group_filter
from cchc.plans.pages.whose import WHOLE_PLAN
from cchc.plans.queries import figures
from cchc.plans.queries.lists import TASK_ORDER
from cchc.plans.rules.tally import Tally
from cchc.plans.states import ScheduleKind
from cchc.plans.templatetags.plans import tally_bar
from cchc.ui import lists
from cchc.ui.lists import Column, Empty, List, Part, Rows, cells
from cchc.ui.templatetags.ui import plain_day, vn_money


class About:
    """How far the work of a page's tasks is, of the assignments that the reader may see."""

    def __init__(self, visible: QuerySet[Assignment], tasks: Sequence[Task], today: dt.date, year: int) -> None:
        self.year = year
        self._of = visible.filter(task__in=[task.pk for task in tasks])
        self.tallies: Mapping[int, Tally] = figures.tallies_by(self._of, "task_id", today)

    @cached_property
    def spent(self) -> Mapping[int, int]:
        """What was spent on each task; asked for where it is shown."""
        return dict(self._of.order_by().values_list("task_id").annotate(all=Sum("spent")))


def rows_of(found: QuerySet[Task], visible: QuerySet[Assignment], today: dt.date, year: int) -> Rows:
    """Return the tasks of a plan of ``year`` as rows of the list; ``visible`` are the assignments that count."""
    return Rows(found, lambda tasks: About(visible, tasks, today, year))


def _tally(task: Task, about: About) -> Tally:
    return about.tallies.get(task.pk, Tally())


def _title(task: Task, _about: About) -> SafeString:
    return cells.link("plans:task", task.pk, task.title, None)


def _budget(task: Task, _about: About) -> SafeString:
    return cells.stacked(task.budget_text or "–", cells.faint(vn_money(task.total)) if task.total else "")


def _done(task: Task, about: About) -> str:
    tally = _tally(task, about)
    return f"{tally.done}/{tally.total}" if tally.total else "–"


def _share(task: Task, about: About) -> float | None:
    share = _tally(task, about).done_share
    return None if share is None else round(100 * share, 1)


def _runs(task: Task, year: int, month: int) -> bool:
    """Tell whether a task runs in a month of a year; one without a day runs in none."""
    if task.end_on is None:
        return False
    start = task.start_on or task.end_on
    return (start.year, start.month) <= (year, month) <= (task.end_on.year, task.end_on.month)


def _months(task: Task, about: About) -> Any:
    return ", ".join(f"T{month}" for month in range(1, 13) if _runs(task, about.year, month)) or cells.NOTHING


def _mark(month: int) -> Part:
    return Part(f"T{month}", lambda task, about: "■" if _runs(task, about.year, month) else "", width=4)


_WORDS = (
    Part(_("Thời gian thực hiện"), lambda task, _about: task.schedule_text, width=24),
    Part(_("Từ ngày"), lambda task, _about: task.start_on, "date"),
    Part(_("Đến hết ngày"), lambda task, _about: task.end_on, "date"),
)
_MONEY = (
    Part(_("Kinh phí dự kiến"), lambda task, _about: task.budget_text, width=20),
    Part(_("Tổng (đồng)"), lambda task, _about: task.total, "money"),
    Part(_("Nguồn"), lambda task, _about: task.funding),
)
_TALLY = (
    Part(_("Việc đã giao"), lambda task, about: _tally(task, about).total, "number"),
    Part(_("Xong"), lambda task, about: _tally(task, about).done, "number"),
    Part(_("Trễ"), lambda task, about: _tally(task, about).late, "number"),
)
_TITLE = Part(_("Nội dung thực hiện"), lambda task, _about: task.title, width=60)
_LEAD = Part(_("Cơ quan, đơn vị chủ trì"), lambda task, _about: task.lead.get("text", ""), width=32)
_PARTNERS = Part(_("Cơ quan, đơn vị phối hợp"), lambda task, _about: task.partners.get("text", ""), width=32)

TASKS = List(
    key="plans.tasks",
    title=_("Nhiệm vụ của kế hoạch"),
    file=_("Nhiệm vụ"),
    columns=(
        lists.words("ma", _("Mã"), "code"),
        Column("nhiem-vu", _("Nội dung thực hiện"), _title, (_TITLE,), names=True),
        Column("chu-tri", _("Chủ trì"), _LEAD.value, (_LEAD,), "name"),
        Column("han", _("Thời gian"), lambda task, _a: plain_day(task.schedule_text) or "–", _WORDS),
        Column("kinh-phi", _("Kinh phí"), _budget, _MONEY),
        Column("tien-do", _("Tiến độ"), lambda task, about: tally_bar(_tally(task, about)), _TALLY),
        Column("xong", _("Xong"), _done, (Part(_("Hoàn thành (%)"), _share, "number"),), "num"),
        Column("phoi-hop", _PARTNERS.title, _PARTNERS.value, (_PARTNERS,), "name", usual=False),
        lists.words("san-pham", _("Sản phẩm"), lambda task, _a: "; ".join(task.products), width=30, usual=False),
        lists.money("chi", _("Đã chi (đồng)"), lambda task, about: about.spent.get(task.pk), usual=False),
        lists.words("ghi-chu", _("Ghi chú"), "note", width=20, usual=False),
        Column("thang", _("Các tháng"), _months, tuple(_mark(month) for month in range(1, 13)), usual=False),
    ),
    orders=TASK_ORDER,
    first="ma",
    kinds={"tien-do": "xlsx", "csv": "csv"},
    narrow=_("Lọc nhiệm vụ"),
    empty=Empty(_("Không có nhiệm vụ nào như vậy"), ""),
)


def tasks_of(groups: Sequence[TaskGroup], scope: Scope) -> List:
    """Return the list of a plan's tasks, which can be narrowed to one of its fields, and widened to the whole plan."""
    usual = _("Đơn vị trong phạm vi chủ trì hoặc phối hợp")
    widened = lists.choice("pham-vi", _("Phạm vi"), [(WHOLE_PLAN, _("Cả kế hoạch"))], usual)
    return replace(
        TASKS,
        filters=(
            lists.search(_("Nội dung")),
            group_filter(groups),
            lists.choice("thoi-gian", _("Thời gian"), ScheduleKind.choices),
            *([] if scope.everything else [widened]),
            lists.carried("kinh-phi", lambda typed: "1" if typed == "1" else ""),
        ),
    )
