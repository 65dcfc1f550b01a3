"""Start a unit's own plan from what the plan above gives it."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import own_plans
from cchc.plans.forms.own_plans import StartForm
from cchc.plans.pages.own_plan.lists import WRITE, writing_unit
from cchc.plans.queries import own_plans as queries
from cchc.ui.answering import form_page, submitted


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, parent_id: int) -> HttpResponse:
    """Ask for the title and which assignments go in; all of them are proposed."""
    parent = access.plan(subject_of(request), parent_id)
    unit_id = writing_unit(request)
    if unit_id is None:
        raise Http404
    left = list(queries.open_assignments(parent.pk, unit_id))
    name = organisation.names([unit_id], clock.today()).get(unit_id, "")
    form = StartForm(
        request.POST if request.method == "POST" else None,
        assignments=[(one.pk, f"{one.task.code} {one.task.title}") for one in left],
        initial={
            "title": _("%(title)s của %(unit)s") % {"title": parent.title, "unit": name},
            "assignments": [one.pk for one in left],
        },
    )
    act = partial(own_plans.draw_up, parent.pk, unit_id)
    done = _("Đã lập bản dự thảo; sửa từng nhiệm vụ rồi ban hành.")
    if submitted(
        request, form, lambda: partial(act, form.cleaned_data["title"], form.cleaned_data["assignments"]), done
    ):
        return redirect("plans:own_plan", queries.under(parent.pk, unit_id).pk)
    given = queries.given(parent.pk, unit_id)
    context = {"form": form, "parent": parent, "unit": name, "left": left, "given": given}
    return form_page(request, "plans/pages/own_plan/start.html", context)
