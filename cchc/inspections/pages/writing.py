"""Decision, minutes and findings of a visit: each form is filled in once, and again until the minutes are complete."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.inspections import access
from cchc.inspections.actions import correcting, visiting
from cchc.inspections.forms.inspections import DecisionForm, FoundForm, MinutesForm
from cchc.inspections.models import Finding, Visit
from cchc.inspections.pages.choosing import WRITE, within
from cchc.inspections.queries import inspections as queries
from cchc.inspections.states import VisitState
from cchc.inspections.types import Decision, Found, Minutes
from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.uploads import LARGEST
from cchc.ui import seen
from cchc.ui.answering import Act, form_page, pressed, submitted

_METHODS = ["GET", "HEAD", "POST"]


@permission(WRITE)
@require_http_methods(_METHODS)
def decide(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Record the decision and the team, or correct them."""
    found = access.visit(subject_of(request), visit_id, WRITE)
    if _over(request, found, VisitState.PLANNED, VisitState.DECIDED, VisitState.HELD):
        return redirect("inspections:visit", found.pk)
    form = DecisionForm(request.POST or None, initial=_decision(found))
    form.opened_on(seen.row(Visit, found.pk, lambda: _decision(_read(found.pk))))
    step = visiting.decide if found.state == VisitState.PLANNED else correcting.decision

    def act() -> Act:
        given = form.cleaned_data
        return partial(step, found.pk, Decision(given["number"], given["decided_on"], given["team"]))

    return _form(request, found, form, act, (_("Quyết định kiểm tra"), _("Đã ghi quyết định và đoàn kiểm tra.")))


@permission(WRITE)
@require_http_methods(_METHODS)
def hold(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Record the minutes, a verdict on every line, or correct them."""
    found = access.visit(subject_of(request), visit_id, WRITE)
    if _over(request, found, VisitState.DECIDED, VisitState.HELD):
        return redirect("inspections:visit", found.pk)
    checks = queries.whole(found).checks
    form = MinutesForm(request.POST or None, request.FILES or None, checks=checks, initial=_minutes(found))
    form.opened_on(seen.row(Visit, found.pk, lambda: _minutes(_read(found.pk))))
    step = visiting.hold if found.state == VisitState.DECIDED else correcting.minutes

    def act() -> Act:
        given, upload = form.cleaned_data, form.cleaned_data["file"]
        sent = (upload.name or "", upload.read(LARGEST + 1)) if upload else None
        minutes = Minutes(given["held_on"], given["summary"], form.verdicts(), sent)
        return partial(step, found.pk, minutes)

    return _form(request, found, form, act, (_("Biên bản kiểm tra"), _("Đã ghi biên bản; hãy ghi các phát hiện.")))


@permission(WRITE)
@require_http_methods(_METHODS)
def find(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Write down a finding."""
    found = access.visit(subject_of(request), visit_id, WRITE)
    if _over(request, found, VisitState.HELD):
        return redirect("inspections:visit", found.pk)
    form = FoundForm(request.POST or None, units=within(found.target_id), initial={"unit": found.target_id})
    act = lambda: partial(visiting.find, found.pk, _typed(form))  # noqa: E731
    return _form(request, found, form, act, (_("Ghi phát hiện"), _("Đã ghi phát hiện.")))


@permission(WRITE)
@require_http_methods(_METHODS)
def correct(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Correct a finding of minutes that are not complete, or take it out."""
    row = access.finding(subject_of(request), finding_id, WRITE)
    if _over(request, row.visit, VisitState.HELD):
        return redirect("inspections:finding", row.pk)
    units, bound = within(row.visit.target_id), request.POST if request.POST.get("lam") != "bo" else None
    form = FoundForm(bound or None, units=units, initial=_finding(row))
    form.opened_on(seen.row(Finding, row.pk, lambda: _finding(Finding.objects.get(pk=row.pk))))
    if request.POST.get("lam") == "bo":
        pressed(request, partial(correcting.drop, row.pk), _("Đã bỏ phát hiện."))
        return redirect("inspections:visit", row.visit_id)
    act = lambda: partial(correcting.finding, row.pk, _typed(form))  # noqa: E731
    words = (_("Sửa phát hiện"), _("Đã sửa phát hiện."))
    return _form(request, row.visit, form, act, words, {"finding": row})


def _over(request: HttpRequest, found: Visit, *states: VisitState) -> bool:
    """Tell whether the address is of a step that is done or not yet due; whoever only opened it is told so.

    What was typed and sent meets the action, which refuses it and keeps it in the form.
    """
    if request.method == "POST" or found.state in states:
        return False
    messages.info(request, _("Bước này không còn hoặc chưa đến lượt: đây là trang của cuộc kiểm tra."))
    return True


def _read(visit_id: int) -> Visit:
    return Visit.objects.get(pk=visit_id)


def _decision(found: Visit) -> dict[str, Any]:
    team = [tuple(member) for member in found.team]
    return {"number": found.decision, "decided_on": found.decided_on or clock.today(), "team": team}


def _minutes(found: Visit) -> dict[str, Any]:
    checks = queries.whole(found).checks
    verdicts = {f"verdict_{one.pk}": one.verdict for one in checks}
    remarks = {f"remark_{one.pk}": one.remark for one in checks}
    return {"held_on": found.held_on or clock.today(), "summary": found.summary, **verdicts, **remarks}


def _finding(row: Finding) -> dict[str, Any]:
    return {"text": row.text, "weight": row.weight, "demand": row.demand, "unit": row.unit_id, "due_on": row.due_on}


def _typed(form: FoundForm) -> Found:
    given = form.cleaned_data
    return Found(given["unit"], given["weight"], given["text"], given["demand"], given["due_on"])


def _form(
    request: HttpRequest,
    found: Visit,
    form: forms.Form,
    act: Any,
    words: tuple[str, str],
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    heading, done = words
    if submitted(request, form, act, done):
        return redirect("inspections:visit", found.pk)
    context = {"form": form, "heading": heading, "submit": _("Lưu"), "visit": found, **(more or {})}
    return form_page(request, "inspections/pages/form.html", context)
