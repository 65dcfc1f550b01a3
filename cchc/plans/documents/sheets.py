"""Lists as .xlsx and .csv: the rows on the page, all of them, in their order."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from cchc.kernel import sheets
from cchc.kernel.sheets import Column, Format
from cchc.organisation import queries as organisation
from cchc.plans.models import Plan, Task
from cchc.plans.queries import lists
from cchc.plans.templatetags.plans import status_name

MOST = 50_000


def assignments_sheet(plan: Plan, found: QuerySet[Any], today: dt.date, kind: str) -> HttpResponseBase:
    """Return a file of the assignments in ``found``; ``kind`` is xlsx or csv, anything else is .xlsx."""
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
        Column(_("Gia hạn đến"), "date"),
    ]
    lines = (
        [
            *(row.code, row.title, names.get(row.unit_id, ""), row.due_on, row.percent, status_name(row.status)),
            *(row.facts.done_on, row.days_late or None, row.spent, row.target_on, row.extended_to),
        ]
        for row in rows
    )
    return sheets.download(_format(kind), _file_name(plan, _("viec")), columns, lines)


def tasks_sheet(plan: Plan, found: QuerySet[Task], kind: str) -> HttpResponseBase:
    """Return a file of the tasks in ``found``, as the document writes them."""
    columns = [
        *(Column(_("Mã")), Column(_("Nội dung thực hiện"), width=60), Column(_("Sản phẩm"), width=30)),
        *(Column(_("Cơ quan, đơn vị chủ trì"), width=32), Column(_("Cơ quan, đơn vị phối hợp"), width=32)),
        *(Column(_("Thời gian thực hiện"), width=24), Column(_("Từ ngày"), "date"), Column(_("Đến hết ngày"), "date")),
        *(Column(_("Kinh phí dự kiến"), width=20), Column(_("Tổng (đồng)"), "money")),
        *(Column(_("Nguồn")), Column(_("Ghi chú"), width=20)),
    ]
    return sheets.download(_format(kind), _file_name(plan, _("nhiem-vu")), columns, _task_lines(found[:MOST]))


def _format(kind: str) -> Format:
    return cast(Format, kind if kind in sheets.FORMATS else "xlsx")


def _task_lines(tasks: QuerySet[Task]) -> Iterator[list[Any]]:
    for task in tasks:
        yield [
            *(task.code, task.title, "; ".join(task.products), task.lead.get("text", "")),
            *(task.partners.get("text", ""), task.schedule_text, task.start_on, task.end_on),
            *(task.budget_text, task.total, task.funding, task.note),
        ]


def _file_name(plan: Plan, what: str) -> str:
    return f"{plan.number or plan.title} {what}".replace("/", "-")
