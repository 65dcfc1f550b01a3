"""The plan's own table: its tasks as written and as understood, and one task with everybody who leads it."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import clock, reading
from cchc.kernel.naming import file_name
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.sheets import FORMATS
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.notifications.queries import urgings
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions.papers import plan_docx, plan_pdf, plan_xlsx
from cchc.plans.models import Plan, TaskPartner
from cchc.plans.pages.assigned.event import offset_words
from cchc.plans.pages.assignments_listed import status_choices
from cchc.plans.pages.tasks_listed import rows_of, tasks_of
from cchc.plans.pages.whose import narrowed_to, whose
from cchc.plans.queries import figures
from cchc.plans.queries import lists as queries
from cchc.plans.queries.due import keys
from cchc.plans.rules.tally import Tally
from cchc.ui import listing, lists
from cchc.ui.sending import PAPERS, attachment
from cchc.ui.templatetags.ui import vn_number

MAKERS = {"docx": plan_docx, "pdf": plan_pdf, "xlsx": plan_xlsx}


def _on_paper(plan: Plan, kind: str) -> HttpResponse:
    """Return the plan as an official document."""
    name = file_name(_("Kế hoạch %s") % (plan.number or plan.title), kind, clock.today())
    return attachment(MAKERS[kind](plan), name, FORMATS["xlsx"] if kind == "xlsx" else PAPERS[kind])


@permission("plan.read")
@slow("xuat")
def tasks(request: HttpRequest, plan_id: int) -> HttpResponseBase:
    """Show, or export, the tasks of a plan."""
    subject, today = subject_of(request), clock.today()
    plan, groups = access.plan_with_groups(subject, plan_id)
    scope = subject.scope("assignment.read")
    asked = lists.asked(request, tasks_of(groups, scope))
    of_units = narrowed_to(scope, request.GET.get("pham-vi", ""))
    found = queries.tasks(
        access.visible_tasks(subject).filter(plan=plan),
        group_id=reading.whole(asked["linh-vuc"]),
        words=asked["q"],
        kind=asked["thoi-gian"],
        with_money=bool(asked["kinh-phi"]),
        of_units=of_units,
    )
    rows = rows_of(found, access.visible_assignments(subject), today, plan.year)
    is_narrowed = any(asked[key] for key in ("linh-vuc", "q", "thoi-gian", "kinh-phi"))
    if asked.wanted in PAPERS or (asked.wanted == "xlsx" and not is_narrowed):
        return _on_paper(plan, asked.wanted)
    if asked.wanted:
        return lists.sheet(asked, rows, f"{_('Nhiệm vụ')} {plan.number or plan.title}")
    context = {
        "plan": plan,
        "list": lists.page(asked, rows, few=True),
        "whose": whose(scope, today, get_language() or "vi"),
    }
    return render(request, "plans/pages/tasks.html", context)


def _counted_statuses(tally: Tally, asked: str) -> list[tuple[str, str]]:
    """Return the statuses that some assignment of the task has, each with how many, and the one that is asked for."""
    counted = [(value, str(words), queries.count_of(tally, value)) for value, words in status_choices()]
    return [(value, f"{words} ({vn_number(count)})") for value, words, count in counted if count or value == asked]


@permission("task.read")
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show one task: what the document says, and how far its leads have come."""
    subject, today = subject_of(request), clock.today()
    found = access.task(subject, task_id)
    visible = access.visible_assignments(subject).filter(task=found)
    sort = listing.Sort.read(request.GET, queries.ASSIGNMENT_ORDER, "han")
    judged = figures.judged(visible, today)
    tally = Tally.of((status, is_due, 1) for _pk, status, is_due in judged)
    asked = queries.AssignmentFilter(status=request.GET.get("trang-thai", ""))
    shown = queries.narrowed(visible, asked, today).order_by(*sort.order_by(queries.ASSIGNMENT_ORDER))
    page = listing.page_of(shown, request.GET, total=queries.count_of(tally, asked.status))
    page.object_list = queries.assignment_rows(cast("QuerySet[Any]", page.object_list), today)
    partners = list(TaskPartner.objects.filter(task=found).values_list("unit_id", flat=True))
    names = organisation.full_names([*partners, *(row.unit_id for row in page.object_list)], today)
    context = {
        "task": found,
        "plan": found.plan,
        "page": page,
        "tally": tally,
        "asked": asked,
        "statuses": _counted_statuses(tally, asked.status),
        "names": names,
        "partners": sorted((names[unit] for unit in partners if unit in names), key=sort_key),
        "today": today,
        "urged": urgings.summed([one for pk, *_ in judged for one in keys(pk)]),
        "offset": offset_words(found),
    }
    return render(request, "plans/pages/task.html", context)
