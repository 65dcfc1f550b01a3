"""Add a task to a unit's own plan, or change one."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.plans import access
from cchc.plans.actions import own_tasks
from cchc.plans.forms import repeating
from cchc.plans.forms.own_plans import OwnTaskForm
from cchc.plans.models import Plan, Task, TaskGroup
from cchc.plans.pages.assigned.event import offset_words
from cchc.plans.pages.own_plan.lists import WRITE
from cchc.plans.pages.review.rule_words import rule_words
from cchc.plans.rules.own_task import KEPT, KINDS
from cchc.ui import reader, seen
from cchc.ui.answering import form_page, submitted

_METHODS = ["GET", "HEAD", "POST"]


@permission(WRITE)
@require_http_methods(_METHODS)
def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Ask for a task of the unit's own."""
    plan = access.plan(subject_of(request), plan_id, WRITE)
    form = _form(request, plan, {"leads": [plan.unit_id], "schedule_kind": "deadline", **repeating.initial("")})
    if submitted(request, form, lambda: partial(own_tasks.add, plan.pk, form.task), _("Đã thêm nhiệm vụ.")):
        return redirect("plans:own_plan", plan.pk)
    return _page(request, plan, form, None)


@permission(WRITE)
@require_http_methods(_METHODS)
def change(request: HttpRequest, task_id: int) -> HttpResponse:
    """Ask what is to change in a task."""
    task = access.task(subject_of(request), task_id, WRITE)
    form = _form(request, task.plan, _as_typed(task), task)
    form.opened_on(seen.row(Task, task.pk, lambda: _as_typed(Task.objects.select_related("group").get(pk=task.pk))))
    if submitted(request, form, lambda: partial(own_tasks.change, task.pk, form.task), _("Đã lưu nhiệm vụ.")):
        return redirect("plans:own_plan", task.plan_id)
    return _page(request, task.plan, form, task)


def _as_typed(task: Task) -> dict[str, Any]:
    return {
        "group": task.group.title,
        "title": task.title,
        "products": "\n".join(task.products),
        "leads": task.lead.get("unit_ids", []),
        "schedule_kind": _kind(task),
        "start_on": task.start_on,
        "end_on": task.end_on,
        **repeating.initial(task.rrule),
    }


def _kept(task: Task) -> str:
    """Return in words a schedule that the form has no fields for, days counted from an event; else nothing."""
    if task.schedule_kind == "event":
        return reader.plain_day(task.schedule_text) or offset_words(task) or str(task.get_schedule_kind_display())
    return ""


def _kind(task: Task) -> str:
    if _kept(task):
        return KEPT
    return task.schedule_kind if task.schedule_kind in KINDS else "deadline"


def _form(request: HttpRequest, plan: Plan, initial: dict[str, Any], task: Task | None = None) -> OwnTaskForm:
    posted = request.POST if request.method == "POST" else None
    stands = {"kept": _kept(task), "rule": task.rrule, "words": _rule_words(task)} if task else {}
    return OwnTaskForm(posted, initial=initial, leads=list(_leads(plan.unit_id)), **stands)


def _rule_words(task: Task) -> str:
    """Return the recurrence of a task as its document says it, or else by the parts of its rule."""
    return reader.plain_day(task.schedule_text) or rule_words(task.rrule)


def _leads(unit_id: int) -> Iterator[tuple[int, str]]:
    """Yield the unit and those below it, in the order of the registry."""
    node = next((found for root in organisation.tree(clock.today()) if (found := _find(root, unit_id))), None)
    if node:
        yield from _walk(node, 0)


def _find(node: UnitNode, unit_id: int) -> UnitNode | None:
    if node.id == unit_id:
        return node
    return next((found for child in node.children if (found := _find(child, unit_id))), None)


def _walk(node: UnitNode, depth: int) -> Iterator[tuple[int, str]]:
    yield node.id, "\u2003" * depth + node.name
    for child in node.children:
        yield from _walk(child, depth + 1)


def _page(request: HttpRequest, plan: Plan, form: OwnTaskForm, task: Task | None) -> HttpResponse:
    titles = TaskGroup.objects.filter(plan__in=[plan.pk, plan.parent_id or plan.pk]).order_by("position")
    context = {
        "plan": plan,
        "task": task,
        "form": form,
        "groups": list(dict.fromkeys(titles.values_list("title", flat=True))),
    }
    return form_page(request, "plans/pages/own_plan/task.html", context)
