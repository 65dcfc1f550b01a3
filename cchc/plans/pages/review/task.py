"""One task of a reading: mended, added where the machine missed it, taken out where it is none."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cchc.kernel.permission import permission, subject_of
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.organisation.types import Directory
from cchc.plans import access
from cchc.plans.actions import mending
from cchc.plans.forms.mending import TaskForm, initial
from cchc.plans.forms.reading import VersionForm
from cchc.plans.models import Reading
from cchc.plans.pages.review import wording
from cchc.plans.pages.review.places import is_narrow, next_place
from cchc.plans.pages.review.rule_words import rule_words
from cchc.plans.queries import picking
from cchc.plans.queries import review as queries
from cchc.plans.queries.registry import directory
from cchc.plans.rules.draft import Task, find
from cchc.ui import seen
from cchc.ui.answering import form_page, pressed, submitted

_METHODS = ["GET", "HEAD", "POST"]


@permission("plan.review")
@require_http_methods(_METHODS)
def mend(request: HttpRequest, reading_id: int, key: int) -> HttpResponse:
    """Ask how a task is to be understood; what was typed is kept when somebody else was quicker."""
    reading = access.reading(subject_of(request), reading_id)
    try:
        group, task = find(reading.opened, str(key))
    except Refusal as gone:
        return render(request, "plans/pages/review/gone.html", {"reading": reading, "why": say(gone)}, status=404)
    known = directory(reading.as_of)
    form = _form(request, reading, known, task, {**initial(task, group), "version": reading.version})
    form.opened_on(seen.row(Reading, reading.pk, lambda: _now(reading.pk, str(key))))
    act = lambda: partial(  # noqa: E731 (the form is clean only when it is asked for)
        mending.mend_task, reading.pk, form.cleaned_data["version"], str(key), form.mend
    )
    following = queries.review(reading).keys_from_task(str(key)) if is_narrow(request) and form.is_bound else []
    if submitted(request, form, act, _("Đã sửa nhiệm vụ %(code)s.") % {"code": task.code}):
        return _back(request, reading, str(key), following)
    return _show(request, reading, form, task, known)


@permission("plan.review")
@require_http_methods(_METHODS)
def add(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Ask for a task that the machine missed."""
    reading = access.reading(subject_of(request), reading_id)
    known = directory(reading.as_of)
    opening = {"version": reading.version, "schedule_kind": "undetermined", "budget_kind": "none"}
    form = _form(request, reading, known, None, opening)
    act = lambda: partial(mending.add_task, reading.pk, form.cleaned_data["version"], form.mend)  # noqa: E731
    if submitted(request, form, act, _("Đã thêm nhiệm vụ.")):
        return redirect("plans:review", reading.pk)
    return _show(request, reading, form, None, known)


@permission("plan.review")
@require_http_methods(_METHODS)
def remove(request: HttpRequest, reading_id: int, key: int) -> HttpResponse:
    """Show what goes before it goes."""
    reading = access.reading(subject_of(request), reading_id)
    try:
        _group, task = find(reading.opened, str(key))
    except Refusal:
        return redirect("plans:review", reading.pk)
    form = VersionForm(request.POST or None, initial={"version": reading.version})
    act = lambda: partial(mending.remove_task, reading.pk, form.cleaned_data["version"], str(key))  # noqa: E731
    if submitted(request, form, act, _("Đã bỏ dòng %(code)s khỏi bản bóc tách.") % {"code": task.code}):
        return redirect("plans:review", reading.pk)
    _renew(form, reading)
    context = {"reading": reading, "form": form, "task": task}
    return form_page(request, "plans/pages/review/remove.html", context)


@permission("plan.review")
@require_POST
def leave_open(request: HttpRequest, reading_id: int, key: int) -> HttpResponse:
    """Leave a lead that is bound to a condition to the units' own registration."""
    reading = access.reading(subject_of(request), reading_id)
    form = VersionForm(request.POST)
    following = queries.review(reading).keys_from_task(str(key)) if is_narrow(request) else []
    if form.is_valid():
        act = partial(mending.leave_open, reading.pk, form.cleaned_data["version"], str(key))
        pressed(request, act, _("Đã để đơn vị tự đăng ký."))
    if is_narrow(request):
        return redirect(next_place(reading, following, True))
    return redirect(reverse("plans:review", args=[reading.pk]) + f"#viec-{key}")


def _now(reading_id: int, key: str) -> dict[str, Any]:
    group, task = find(Reading.objects.get(pk=reading_id).opened, key)
    return initial(task, group)


def _form(
    request: HttpRequest, reading: Reading, known: Directory, task: Task | None, opening: dict[str, Any]
) -> TaskForm:
    choices: dict[str, list[Any]] = {
        "groups": [(group.key, f"{group.no}. {group.title}") for group in reading.opened.groups],
        "classes": picking.classes(known),
        "units": picking.units(known),
    }
    data = request.POST if request.method == "POST" else None
    words = rule_words(task.schedule.rrule or "") if task else ""
    return TaskForm(data, task=task, choices=choices, words=words, initial=opening)


def _renew(form: Any, reading: Reading) -> None:
    """Let what was typed be sent again on top of what others have written meanwhile."""
    if form.is_bound and form.non_field_errors():
        form.data = form.data.copy()
        form.data["version"] = str(reading.version)


def _back(request: HttpRequest, reading: Reading, key: str, following: list[str]) -> HttpResponse:
    """Go back to the task; whoever works through the list of doubts goes on to the next one."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if is_narrow(request):
        return redirect(next_place(reading, following, True))
    return HttpResponseRedirect(reverse("plans:review", args=[reading.pk]) + f"#viec-{key}")


def _show(request: HttpRequest, reading: Reading, form: TaskForm, task: Task | None, known: Directory) -> HttpResponse:
    if form.is_bound:
        reading.refresh_from_db(fields=["version", "draft"])
        _renew(form, reading)
    written = [(wording.field_name(f), wording.text_of(task, f)) for f in _WRITTEN] if task else []
    in_place = bool(request.headers.get("HX-Request"))
    shown = {"written": written, "in_place": in_place, "is_narrow": is_narrow(request)}
    context = {"reading": reading, "form": form, "task": task, **shown}
    name = "task_form" if in_place else "task"
    # htmx 2 swaps nothing that comes as an error, so a form in place answers 200
    refused = bool(form.errors) and not in_place
    return form_page(request, f"plans/pages/review/{name}.html", context, refused=refused)


_WRITTEN = ("lead", "partners", "schedule", "budget", "products", "funding", "note")
