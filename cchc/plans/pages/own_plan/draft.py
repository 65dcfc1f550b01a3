"""The draft of a unit's own plan: choose, add, change, leave out, issue, throw away."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import own_plans, own_tasks
from cchc.plans.actions.own_plans import Signed
from cchc.plans.forms.own_plans import ChooseForm, IssueForm
from cchc.plans.models import Plan
from cchc.plans.pages.own_plan.lists import WRITE
from cchc.plans.queries import own_plans as queries
from cchc.plans.states import PlanState
from cchc.ui.answering import Act, form_page, pressed, submitted


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def own_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show the draft with its tasks and what could still go in; an issued plan has its own pages."""
    plan = access.plan(subject_of(request), plan_id, WRITE)
    if plan.state != PlanState.DRAFT:
        return redirect("plans:dashboard", plan.pk)
    left = list(queries.left(plan))
    choices = [(one.pk, f"{one.task.code} {one.task.title}") for one in left]
    form = ChooseForm(request.POST if request.method == "POST" else None, assignments=choices)
    act = partial(own_tasks.choose, plan.pk)
    if submitted(request, form, lambda: partial(act, form.cleaned_data["assignments"]), _("Đã đưa vào kế hoạch.")):
        return redirect("plans:own_plan", plan.pk)
    tasks = list(queries.tasks(plan))
    context = {
        "plan": plan,
        "tasks": tasks,
        "left": left,
        "form": form,
        "names": organisation.names([plan.unit_id], clock.today()),
    }
    return form_page(request, "plans/pages/own_plan/draft.html", context)


@permission(WRITE)
@require_POST
def drop(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Throw a draft away."""
    plan = access.plan(subject_of(request), plan_id, WRITE)
    pressed(request, partial(own_plans.drop, plan.pk), _("Đã bỏ bản dự thảo."))
    return redirect("plans:own_plans")


@permission(WRITE)
@require_POST
def drop_task(request: HttpRequest, task_id: int) -> HttpResponse:
    """Leave a task out of the draft."""
    task = access.task(subject_of(request), task_id, WRITE)
    pressed(request, partial(own_tasks.drop, task.pk), _("Đã bỏ nhiệm vụ khỏi kế hoạch."))
    return redirect("plans:own_plan", task.plan_id)


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Ask for number and day of the document, and whose product it is; then give the tasks out."""
    plan = access.plan(subject_of(request), plan_id, WRITE)
    products = [
        (one.pk, f"{one.task.code} {one.task.title[:100]}")
        for one in queries.open_assignments(plan.parent_id or 0, plan.unit_id)
    ]
    form = IssueForm(request.POST if request.method == "POST" else None, products=products)
    if submitted(request, form, lambda: _issue(plan, form), _("Đã ban hành kế hoạch riêng và giao việc.")):
        return redirect("plans:dashboard", plan.pk)
    tasks = list(queries.tasks(plan))
    carried, periodic = queries.carried(tasks)
    context = {"plan": plan, "form": form, "tasks": tasks, "carried": carried, "periodic": periodic}
    return form_page(request, "plans/pages/own_plan/issue.html", context)


def _issue(plan: Plan, form: IssueForm) -> Act:
    data = form.cleaned_data
    return partial(own_plans.adopt, plan.pk, Signed(data["number"], data["issued_on"], data["fulfils"]))
