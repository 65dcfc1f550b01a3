"""Lists as .xlsx and .csv: the rows on the page, all of them, in their order."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.kernel.sheets import Column
from cchc.organisation import queries as organisation
from cchc.plans.models import Plan, Task
from cchc.plans.queries import lists
from cchc.plans.queries.figures import Slice, tallied
from cchc.plans.rules.tally import Tally
from cchc.plans.templatetags.plans import status_name

MOST = 50_000


def assignments_sheet(named: str, found: QuerySet[Any], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of the assignments in ``found``, called after what they are of; ``kind`` is xlsx or csv."""
    rows = lists.assignment_rows(found[:MOST], today)
    names = organisation.names({row.unit_id for row in rows}, today)
    columns = [
        *(Column(_("Mã")), Column(_("Nhiệm vụ"), width=60), Column(_("Đơn vị chủ trì"), width=32)),
        *(
            Column(_("Hạn"), "date"),
            Column(_("Hoàn thành (%)"), "number"),
            Column(_("Trạng thái"), width=18),
            Column(_("Ngày xong"), "date"),
        ),
        *(
            Column(_("Trễ (ngày)"), "number"),
            Column(_("Đã chi (đồng)"), "money"),
            Column(_("Đơn vị tự đặt ngày"), "date"),
        ),
        *(Column(_("Gia hạn đến"), "date"), Column(_("Ngày đăng ký thời hạn"), "date")),
    ]
    lines = (
        [
            *(row.code, row.title, names.get(row.unit_id, ""), row.due_on, row.percent, status_name(row.status)),
            *(row.facts.done_on, row.days_late or None, row.spent, row.target_on, row.extended_to),
            row.registered_on,
        ]
        for row in rows
    )
    return sheets.download(sheets.chosen(kind), f"{_('Việc')} {named}", columns, lines)


def tasks_sheet(plan: Plan, found: QuerySet[Task], slices: Sequence[Slice], kind: str) -> HttpResponseBase:
    """Return a file of the tasks in ``found``: as the document writes them, progress, money, and a line of months.

    ``slices`` are the assignments of the plan that the reader may see.
    """
    columns = [
        *(Column(_("Mã")), Column(_("Nội dung thực hiện"), width=60), Column(_("Sản phẩm"), width=30)),
        *(Column(_("Cơ quan, đơn vị chủ trì"), width=32), Column(_("Cơ quan, đơn vị phối hợp"), width=32)),
        *(Column(_("Thời gian thực hiện"), width=24), Column(_("Từ ngày"), "date"), Column(_("Đến hết ngày"), "date")),
        *(Column(_("Kinh phí dự kiến"), width=20), Column(_("Tổng (đồng)"), "money")),
        *(Column(_("Nguồn")), Column(_("Ghi chú"), width=20)),
        *(Column(_("Việc đã giao"), "number"), Column(_("Xong"), "number"), Column(_("Trễ"), "number")),
        *(Column(_("Hoàn thành (%)"), "number"), Column(_("Đã chi (đồng)"), "money")),
        *(Column(f"T{month}", width=4) for month in range(1, 13)),
    ]
    tallies = tallied(slices, lambda part: part.task_id)
    spent: Counter[int] = Counter()
    for part in slices:
        spent[part.task_id] += part.spent
    lines = ([*_said(task), *_done(task, tallies, spent), *_months(plan, task)] for task in found[:MOST])
    return sheets.download(sheets.chosen(kind), f"{_('Nhiệm vụ')} {plan.number or plan.title}", columns, lines)


def _said(task: Task) -> list[Any]:
    return [
        *(task.code, task.title, "; ".join(task.products), task.lead.get("text", "")),
        *(task.partners.get("text", ""), task.schedule_text, task.start_on, task.end_on),
        *(task.budget_text, task.total, task.funding, task.note),
    ]


def _done(task: Task, tallies: Mapping[int, Tally], spent: Mapping[int, int]) -> list[Any]:
    tally = tallies.get(task.pk, Tally())
    share = None if tally.done_share is None else round(100 * tally.done_share, 1)
    return [tally.total, tally.done, tally.late, share, spent.get(task.pk) or None]


def _months(plan: Plan, task: Task) -> list[str]:
    """Return a mark for each month of the plan's year in which the task runs; nothing for one without a day."""
    if task.end_on is None:
        return [""] * 12
    start = task.start_on or task.end_on
    first, last = (start.year, start.month), (task.end_on.year, task.end_on.month)
    return ["■" if first <= (plan.year, month) <= last else "" for month in range(1, 13)]
