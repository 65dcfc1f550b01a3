"""The day of the event from which an assignment counts its days, and the due day said in words."""

import datetime as dt
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import occurring
from cchc.plans.forms.work import EventForm
from cchc.plans.models import Assignment, Task
from cchc.plans.pages.assigned.single_forms import Question
from cchc.plans.queries.offsets import of_assignment
from cchc.plans.rules.offsets import Counted
from cchc.ui import display
from cchc.ui.answering import submitted


@permission("assignment.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask on which day the event happened; the due day follows."""
    record = access.assignment(subject_of(request), assignment_id, "assignment.plan")
    data = request.POST if request.method == "POST" else None
    form = EventForm(data, initial={"event_on": record.event_on}, is_change=record.event_on is not None)
    question = Question(
        _("Sự việc phát sinh ngày nào?"),
        _("Kế hoạch ghi “%(text)s”. Hệ thống tính hạn từ ngày này: %(offset)s.")
        % {"text": record.task.schedule_text or record.task.event, "offset": offset_words(record.task)},
        _("Ghi ngày phát sinh"),
        _("Đã ghi ngày phát sinh và tính hạn của việc."),
    )
    act = lambda: partial(  # noqa: E731 (the form is clean only when it is asked for)
        occurring.record, record.pk, form.cleaned_data["event_on"], reason=form.cleaned_data.get("reason", "")
    )
    if submitted(request, form, act, question.done):
        return redirect("plans:assignment", record.pk)
    unit = organisation.full_names([record.unit_id], clock.today()).get(record.unit_id, "")
    context = {"assignment": record, "question": question, "form": form, "unit": unit}
    return render(request, "plans/pages/assigned/single_form.html", context, status=422 if form.errors else 200)


def offset_words(task: Task) -> str:
    """Return how a task counts its days: "10 ngày làm việc sau khi có kết quả"; nothing where it doesn't."""
    if task.offset_days is None:
        return ""
    return f"{_days(task)} {task.event}"


def derivation(assignment: Assignment) -> str:
    """Return how the due day follows from the recorded event, nothing where none is; the task must be loaded."""
    found = of_assignment(assignment)
    if found is None or assignment.event_on is None:
        return ""
    words = {"days": _days(assignment.task), "day": _day(assignment.event_on)}
    if (assignment.task.offset_days or 0) < 0:
        said = _("%(days)s trước ngày phát sinh %(day)s") % words
    else:
        said = _("%(days)s kể từ ngày phát sinh %(day)s") % words
    return said + _passed_over(assignment.task, found)


def _passed_over(task: Task, found: Counted) -> str:
    if task.offset_unit != "working_days":
        return ""
    if not found.holidays:
        return ", " + _("không tính ngày nghỉ hằng tuần")
    days = ", ".join(_day(day) for day in found.holidays)
    return ", " + _("không tính ngày nghỉ hằng tuần và ngày nghỉ %(days)s") % {"days": days}


def _days(task: Task) -> str:
    count = abs(task.offset_days or 0)
    if task.offset_unit == "working_days":
        return ngettext("%(count)d ngày làm việc", "%(count)d ngày làm việc", count) % {"count": count}
    return ngettext("%(count)d ngày", "%(count)d ngày", count) % {"count": count}


def _day(day: dt.date) -> str:
    return display.date(day, get_language() or "vi")
