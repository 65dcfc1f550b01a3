"""Lists as .xlsx and .csv: the rows on the page, all of them, in their order."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.organisation import queries as organisation
from cchc.plans.models import Plan, Task
from cchc.plans.queries import lists
from cchc.plans.templatetags.plans import status_name

MOST = 50_000


def assignments_sheet(plan: Plan, found: QuerySet[Any], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of the assignments in ``found``; ``kind`` is xlsx or csv."""
    rows = lists.assignment_rows(found[:MOST], today)
    names = organisation.names({row.unit_id for row in rows}, today)
    header = [
        *(_("Mã"), _("Nhiệm vụ"), _("Đơn vị chủ trì"), _("Hạn"), _("Hoàn thành (%)"), _("Trạng thái")),
        *(_("Ngày xong"), _("Trễ (ngày)"), _("Đã chi (đồng)"), _("Đơn vị tự đặt ngày"), _("Gia hạn đến")),
    ]
    lines = (
        [
            *(row.code, row.title, names.get(row.unit_id, ""), row.due_on, row.percent, status_name(row.status)),
            *(row.facts.done_on, row.days_late or None, row.spent, row.target_on, row.extended_to),
        ]
        for row in rows
    )
    return sheets.response(_file_name(plan, _("viec")), header, lines, kind)


def tasks_sheet(plan: Plan, found: QuerySet[Task], kind: str) -> HttpResponseBase:
    """Return a file of the tasks in ``found``, as the document writes them."""
    header = [
        *(_("Mã"), _("Nội dung thực hiện"), _("Sản phẩm"), _("Cơ quan, đơn vị chủ trì")),
        *(_("Cơ quan, đơn vị phối hợp"), _("Thời gian thực hiện"), _("Từ ngày"), _("Đến hết ngày")),
        *(_("Kinh phí dự kiến"), _("Tổng (đồng)"), _("Nguồn"), _("Ghi chú")),
    ]
    return sheets.response(_file_name(plan, _("nhiem-vu")), header, _task_lines(found[:MOST]), kind)


def _task_lines(tasks: QuerySet[Task]) -> Iterator[list[Any]]:
    for task in tasks:
        yield [
            *(task.code, task.title, "; ".join(task.products), task.lead.get("text", "")),
            *(task.partners.get("text", ""), task.schedule_text, task.start_on, task.end_on),
            *(task.budget_text, task.total, task.funding, task.note),
        ]


def _file_name(plan: Plan, what: str) -> str:
    return f"{plan.number or plan.title} {what}".replace("/", "-")
