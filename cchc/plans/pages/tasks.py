"""The plan's own table: its tasks as written and as understood, and one task with everybody who leads it."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import clock
from cchc.kernel.naming import file_name
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.sheets import FORMATS
from cchc.kernel.slow_lane import slow
from cchc.kernel.text import sort_key
from cchc.notifications.queries import urgings
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions.papers import plan_docx, plan_pdf, plan_xlsx
from cchc.plans.documents.sheets import tasks_sheet
from cchc.plans.models import Plan, TaskPartner
from cchc.plans.pages.assigned.event import offset_words
from cchc.plans.pages.assignments import asked_by, status_choices
from cchc.plans.pages.whose import narrowed_to, whose
from cchc.plans.queries import figures, lists
from cchc.plans.queries.due import keys
from cchc.plans.rules.tally import Tally
from cchc.plans.states import ScheduleKind
from cchc.ui import listing
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
    asked = asked_by(request.GET)
    kind, scope = request.GET.get("thoi-gian", ""), subject.scope("assignment.read")
    of_units = narrowed_to(scope, request.GET.get("pham-vi", ""))
    sort = listing.Sort.read(request.GET, lists.TASK_ORDER, "ma")
    found = lists.tasks(
        access.visible_tasks(subject).filter(plan=plan),
        group_id=asked.group_id,
        words=asked.words,
        kind=kind if kind in ScheduleKind.values else "",
        with_money=request.GET.get("kinh-phi") == "1",
        of_units=of_units,
    ).order_by(*sort.order_by(lists.TASK_ORDER))
    wanted = request.GET.get("xuat", "")
    is_narrowed = asked.group_id or asked.words or kind or request.GET.get("kinh-phi") == "1"
    if wanted in PAPERS or (wanted == "xlsx" and not is_narrowed):
        return _on_paper(plan, wanted)
    if wanted:
        visible = access.visible_assignments(subject).filter(plan=plan)
        return tasks_sheet(plan, found, figures.slices(visible, today), wanted)
    page = listing.page_of(found, request.GET, few=True)
    visible = access.visible_assignments(subject).filter(task__in=[task.pk for task in page.object_list])
    context = {
        "plan": plan,
        "page": page,
        "asked": asked,
        "kind": kind,
        "kinds": ScheduleKind.choices,
        "mine": of_units is not None,
        "whose": whose(scope, today, get_language() or "vi"),
        "may_narrow": not scope.everything,
        "groups": groups,
        "tallies": figures.tallies_by(visible, "task_id", today),
        "nothing": Tally(),
    }
    return render(request, "plans/pages/tasks.html", context)


def _counted_statuses(tally: Tally, asked: str) -> list[tuple[str, str]]:
    """Return the statuses that some assignment of the task has, each with how many, and the one that is asked for."""
    counted = [(value, str(words), lists.count_of(tally, value)) for value, words in status_choices()]
    return [(value, f"{words} ({vn_number(count)})") for value, words, count in counted if count or value == asked]


@permission("task.read")
def task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show one task: what the document says, and how far its leads have come."""
    subject, today = subject_of(request), clock.today()
    found = access.task(subject, task_id)
    visible = access.visible_assignments(subject).filter(task=found)
    sort = listing.Sort.read(request.GET, lists.ASSIGNMENT_ORDER, "han")
    judged = figures.judged(visible, today)
    tally = Tally.of((status, is_due, 1) for _pk, status, is_due in judged)
    asked = lists.AssignmentFilter(status=request.GET.get("trang-thai", ""))
    shown = lists.narrowed(visible, asked, today).order_by(*sort.order_by(lists.ASSIGNMENT_ORDER))
    page = listing.page_of(shown, request.GET, total=lists.count_of(tally, asked.status))
    page.object_list = lists.assignment_rows(cast("QuerySet[Any]", page.object_list), today)
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
