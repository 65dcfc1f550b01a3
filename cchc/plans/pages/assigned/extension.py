"""Grant or refuse a later day."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import extensions
from cchc.plans.forms.work import ExtensionDecisionForm
from cchc.plans.models import Extension
from cchc.ui.answering import Act, form_page, submitted


@permission("extension.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: HttpRequest, extension_id: int) -> HttpResponse:
    """Show a request and ask whether the day is granted."""
    found = access.extension(subject_of(request), extension_id, "extension.decide")
    posted = request.POST if request.method == "POST" else None
    form = ExtensionDecisionForm(posted, initial={"granted_to": found.asked_for})
    granting = request.POST.get("lam") != "khong"
    done = _("Đã gia hạn.") if granting else _("Đã ghi quyết định không gia hạn.")
    if submitted(request, form, lambda: _act(found, form, granting), done):
        return redirect("plans:assignment", found.assignment_id)
    unit_id = found.assignment.unit_id
    context = {
        "extension": found,
        "assignment": found.assignment,
        "form": form,
        "unit": organisation.full_names([unit_id], clock.today()).get(unit_id, ""),
        "today": clock.today(),
    }
    return form_page(request, "plans/pages/assigned/extension.html", context)


def _act(found: Extension, form: ExtensionDecisionForm, granting: bool) -> Act:
    remark = form.cleaned_data["remark"]
    if granting:
        return partial(extensions.grant, found.pk, day=form.cleaned_data["granted_to"], remark=remark)
    return partial(extensions.refuse, found.pk, remark)
