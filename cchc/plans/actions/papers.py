"""Put a plan on paper again."""

import datetime as dt

from django.utils import translation

from cchc.documents.actions import making
from cchc.documents.types import Official
from cchc.organisation import queries as organisation
from cchc.plans.documents.paper import official
from cchc.plans.models import Plan, Task, TaskGroup


def plan_docx(plan: Plan) -> bytes:
    """Return the plan as .docx in the layout of its day of issue; 3 queries."""
    return making.docx(_official(plan))


def plan_pdf(plan: Plan) -> bytes:
    """Return the plan as PDF/A in the layout of its day of issue; 3 queries."""
    return making.pdf(_official(plan))


def plan_xlsx(plan: Plan) -> bytes:
    """Return the plan as a workbook of one sheet, which reads back as the same plan; 3 queries."""
    return making.xlsx(_official(plan))


@translation.override("vi")
def _official(plan: Plan) -> Official:
    """Return the document; fields of which every task was withdrawn are left out, those that head others are kept."""
    every = list(Task.objects.filter(plan=plan).order_by("position"))
    tasks = [task for task in every if task.withdrawn_at is None]
    emptied = {task.group_id for task in every} - {task.group_id for task in tasks}
    groups = list(TaskGroup.objects.filter(plan=plan).exclude(pk__in=emptied).order_by("position"))
    return official(plan, groups, tasks, _superior(plan.unit_id, plan.issued_on))


def _superior(unit_id: int, day: dt.date) -> str:
    """Return the body above the issuer as of the day of issue; nothing for a unit that there was not yet."""
    try:
        return organisation.letterhead(unit_id, day).superior
    except LookupError:
        return ""
