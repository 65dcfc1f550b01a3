"""The pages of an assignment that ask for one thing: a day, a milestone, a difficulty, a later day, a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.actions import cancelling, difficulties, extensions, milestones, targets
from cchc.plans.actions.targets import bounds
from cchc.plans.forms.work import DifficultyForm, ExtensionForm, MilestoneForm, ReasonForm, TargetForm
from cchc.plans.models import Assignment
from cchc.plans.queries import assignment as queries
from cchc.ui import seen
from cchc.ui.answering import Act, form_page, submitted
from cchc.ui.reader import date as said

_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Question:
    """What a page asks: heading, explanation, the words of its button and its success, and whether it takes away."""

    heading: str
    lead: str
    submit: str
    done: str
    danger: bool = False


def ask(
    request: HttpRequest, record: Assignment, question: Question, form: forms.Form, act: Callable[[], Act]
) -> HttpResponse:
    """Put one question about an assignment, and lead back to it once it is answered."""
    if submitted(request, form, act, question.done):
        return redirect("plans:assignment", record.pk)
    unit = organisation.full_names([record.unit_id], clock.today()).get(record.unit_id, "")
    context = {"assignment": record, "question": question, "form": form, "unit": unit}
    return form_page(request, "plans/pages/assigned/single_form.html", context)


def _record(request: HttpRequest, assignment_id: int, action: str) -> Assignment:
    return access.assignment(subject_of(request), assignment_id, action)


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


@permission("assignment.plan")
@require_http_methods(_METHODS)
def target(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask by which day the unit will be done."""
    record = _record(request, assignment_id, "assignment.plan")
    may_ask = record.due_on is not None and access.may(subject_of(request), "extension.ask", record)
    if may_ask and not targets.may_set_day(record, clock.today()):
        messages.info(request, _("Không còn ngày nào đơn vị tự đặt được: muốn lùi ngày thì xin gia hạn."))
        return redirect("plans:extension_ask", record.pk)
    form = TargetForm(_data(request), initial={"target_on": record.target_on})
    form.opened_on(seen.row(Assignment, record.pk, lambda: _set(record.pk)))
    limits = bounds(record)
    is_own = access.is_own(subject_of(request), record.unit_id)
    question = Question(
        _("Đơn vị sẽ hoàn thành vào ngày nào?"),
        ("" if is_own else _("Bạn đăng ký thay đơn vị; đơn vị được báo và hồ sơ ghi rõ ai đăng ký.") + " ")
        + _("Chọn ngày từ hôm nay đến %(last)s. Sau ngày đã đăng ký, muốn lùi thì phải xin gia hạn.")
        % {"last": said(limits.latest)},
        _("Đổi ngày hoàn thành") if record.target_on else _("Đăng ký ngày hoàn thành"),
        _("Đã đăng ký ngày hoàn thành.") if is_own else _("Đã đăng ký ngày hoàn thành thay đơn vị; đơn vị được báo."),
    )
    return ask(request, record, question, form, lambda: _target(record, form))


def _set(pk: int) -> dict[str, Any]:
    return dict(Assignment.objects.filter(pk=pk).values("target_on").get())


def _target(record: Assignment, form: TargetForm) -> Act:
    data = form.cleaned_data
    return partial(targets.set_target, record.pk, data["target_on"], reason=data["reason"])


@permission("assignment.plan")
@require_http_methods(_METHODS)
def milestone_add(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask for a milestone."""
    record = access.own_assignment(subject_of(request), assignment_id, "assignment.plan")
    form = MilestoneForm(_data(request))
    question = Question(
        _("Thêm một mốc trên đường tới sản phẩm"),
        _("Mốc giúp thấy việc đang ở đâu; mốc không làm đổi hạn của việc."),
        _("Thêm mốc"),
        _("Đã thêm mốc."),
    )
    return ask(
        request,
        record,
        question,
        form,
        lambda: partial(milestones.add, record.pk, form.cleaned_data["title"], form.cleaned_data["due_on"]),
    )


@permission("difficulty.raise")
@require_http_methods(_METHODS)
def difficulty_raise(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask what stands in the way."""
    record = _record(request, assignment_id, "difficulty.raise")
    form = DifficultyForm(_data(request))
    question = Question(
        _("Đang vướng ở đâu?"),
        _("Vướng mắc được chuyển đến đơn vị cấp trên; cấp trên trả lời hoặc chuyển tiếp."),
        pgettext("button", "Nêu vướng mắc"),
        _("Đã nêu vướng mắc với cấp trên."),
    )
    return ask(
        request,
        record,
        question,
        form,
        lambda: partial(difficulties.raise_one, record.pk, form.cleaned_data["text"]),
    )


@permission("extension.ask")
@require_http_methods(_METHODS)
def extension_ask(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask until which day the unit needs, and why."""
    record = _record(request, assignment_id, "extension.ask")
    details = queries.details(record, clock.today())
    periods = [(p.id, f"{said(p.start_on)} – {said(p.last_day)}") for p in details.periods if p.is_owed]
    form = ExtensionForm(_data(request), periods=periods)
    due = _("Hạn hiện hành là %(day)s.") % {"day": said(record.due_on)} if record.due_on else _("Việc này chưa có hạn.")
    question = Question(
        _("Xin gia hạn đến ngày nào?"),
        due + " " + _("Hạn chỉ đổi khi đề nghị được chấp thuận."),
        _("Gửi đề nghị"),
        _("Đã gửi đề nghị gia hạn."),
    )
    return ask(request, record, question, form, lambda: _extension(record, form))


def _extension(record: Assignment, form: ExtensionForm) -> Act:
    data = form.cleaned_data
    return partial(extensions.ask, record.pk, data["asked_for"], data["reason"], occurrence_id=data.get("occurrence"))


@permission("assignment.cancel")
@require_http_methods(_METHODS)
def cancel(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask why the assignment is cancelled."""
    record = _record(request, assignment_id, "assignment.cancel")
    form = ReasonForm(_data(request))
    question = Question(
        _("Vì sao hủy việc này?"),
        _("Việc đã hủy không tính vào số liệu nữa; báo cáo đã có vẫn giữ để xem. Có thể khôi phục."),
        _("Hủy việc này"),
        _("Đã hủy việc này."),
        danger=True,
    )
    return ask(
        request, record, question, form, lambda: partial(cancelling.cancel, record.pk, form.cleaned_data["reason"])
    )


@permission("assignment.plan")
@require_http_methods(_METHODS)
def decline(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask why the unit does not take on what the plan leaves to it."""
    record = access.own_assignment(subject_of(request), assignment_id, "assignment.plan")
    form = ReasonForm(_data(request))
    question = Question(
        _("Vì sao đơn vị không đăng ký việc này?"),
        _("Kế hoạch để đơn vị tự đăng ký. Việc không đăng ký sẽ không tính vào số liệu."),
        _("Không đăng ký"),
        _("Đã ghi nhận đơn vị không đăng ký việc này."),
        danger=True,
    )
    return ask(
        request, record, question, form, lambda: partial(cancelling.decline, record.pk, form.cleaned_data["reason"])
    )
