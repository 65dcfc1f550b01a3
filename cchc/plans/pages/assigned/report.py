"""Report on an assignment, and take a report back before it is decided on."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.uploads import LARGEST
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import progress
from cchc.plans.actions.progress import Sending, Upload
from cchc.plans.forms.work import ReportForm
from cchc.plans.models import Assignment
from cchc.plans.queries import assignment as queries
from cchc.ui.answering import form_page, pressed, submitted
from cchc.ui.reader import date as said


@permission("assignment.report")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask for a report; what was typed is kept on an error, only a file must be chosen again."""
    record = access.assignment(subject_of(request), assignment_id, "assignment.report")
    today = clock.today()
    details = queries.details(record, today)
    form = _form(request, record, details)
    done = _("Đã gửi báo cáo.")
    if submitted(request, form, lambda: _act(record, form), done):
        return redirect("plans:assignment", record.pk)
    context = {
        "assignment": record,
        "details": details,
        "form": form,
        "unit": organisation.full_names([record.unit_id], today).get(record.unit_id, ""),
        "today": today,
        "lost_file": request.FILES.get("file"),
    }
    return form_page(request, "plans/pages/assigned/report.html", context)


def _form(request: HttpRequest, record: Assignment, details: queries.Details) -> ReportForm:
    periods = [(p.id, f"{said(p.start_on)} – {said(p.last_day)}") for p in details.owed]
    if request.method == "POST":
        return ReportForm(request.POST, request.FILES, periods=periods, is_derived=details.is_derived)
    asked = request.GET.get("ky", "")
    initial: dict[str, Any] = {"percent": None if details.periods else record.percent or None}
    initial["occurrence"] = asked if asked in {str(key) for key, _name in periods} else None
    return ReportForm(initial=initial, periods=periods, is_derived=details.is_derived)


def _act(record: Assignment, form: ReportForm) -> Any:
    file = form.cleaned_data["file"]
    # One byte over the limit is enough for the rule to refuse the file; the rest need not be read.
    upload = Upload(file.name or "", file.read(LARGEST + 1)) if file else None
    sending = Sending(form.cleaned_data.get("occurrence"), upload, form.cleaned_data["token"])
    return partial(progress.report, record.pk, form.said, sending)


@permission("assignment.report")
@require_POST
def take_back(request: HttpRequest, report_id: int) -> HttpResponse:
    """Take back a report that waits."""
    found = access.report(subject_of(request), report_id, "assignment.report")
    done = _("Đã rút báo cáo lại; hãy báo cáo lại khi sửa xong.")
    pressed(request, partial(progress.take_back, found.pk), done)
    return redirect("plans:assignment", found.assignment_id)
