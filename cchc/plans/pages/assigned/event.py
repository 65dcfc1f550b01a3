"""The day of the event from which an assignment counts its days, and the due day said in words."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.actions import occurring
from cchc.plans.forms.work import EventForm
from cchc.plans.models import Assignment, Task
from cchc.plans.pages.assigned.single_forms import Question, ask
from cchc.plans.queries.offsets import of_assignment
from cchc.plans.rules.offsets import Counted
from cchc.ui import display, reader, seen

_METHODS = ["GET", "HEAD", "POST"]


@permission("assignment.plan")
@require_http_methods(_METHODS)
def event(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask on which day the event happened, once; the due day follows."""
    record = _counting(request, assignment_id, "assignment.plan")
    form = EventForm(request.POST if request.method == "POST" else None)
    question = Question(
        _("Sự việc phát sinh ngày nào?"),
        _said(record) + " " + _("Ngày đã ghi chỉ cơ quan theo dõi kế hoạch sửa được."),
        _("Ghi ngày phát sinh"),
        _("Đã ghi ngày phát sinh và tính hạn của việc."),
    )
    act = lambda: partial(occurring.record, record.pk, form.cleaned_data["event_on"])  # noqa: E731
    return ask(request, record, question, form, act)


@permission("extension.decide")
@require_http_methods(_METHODS)
def correct(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask the office that follows the plan for another day than the unit recorded, and why."""
    record = _counting(request, assignment_id, "extension.decide")
    if record.event_on is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = EventForm(data, initial={"event_on": record.event_on}, is_correction=True)
    now = lambda: Assignment.objects.filter(pk=record.pk).values("event_on").get()  # noqa: E731
    form.opened_on(seen.row(Assignment, record.pk, now))
    question = Question(
        _("Sự việc thật ra phát sinh ngày nào?"),
        _said(record) + " " + _("Đơn vị được báo ngày mới và lý do."),
        _("Sửa ngày phát sinh"),
        _("Đã sửa ngày phát sinh và tính lại hạn của việc."),
    )
    return ask(request, record, question, form, lambda: partial(occurring.correct, record.pk, **_corrected(form)))


def _corrected(form: EventForm) -> dict[str, Any]:
    return {"day": form.cleaned_data["event_on"], "reason": form.cleaned_data["reason"]}


def _counting(request: HttpRequest, assignment_id: int, action: str) -> Assignment:
    """Return the assignment; a task that counts from no event has no such page."""
    record = access.assignment(subject_of(request), assignment_id, action)
    if not record.task.counts_from_event:
        raise Http404
    return record


def _said(record: Assignment) -> str:
    words = {
        "text": reader.plain_day(record.task.schedule_text) or record.task.event,
        "offset": offset_words(record.task),
    }
    return _("Kế hoạch ghi “%(text)s”. Hệ thống tính hạn từ ngày này: %(offset)s.") % words


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
