"""One report: what it says, where its figures come from, and the next step."""

from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.documents.queries import registers, signers
from cchc.kernel import clock
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.organisation import queries as organisation
from cchc.reports import access
from cchc.reports.actions import beginning, filling, moving, papers
from cchc.reports.forms.reports import CorrectionForm, RecallForm, RemarkForm, SendForm, SignForm
from cchc.reports.models import Report
from cchc.reports.queries import readiness, whole
from cchc.reports.states import DELIVERED, WRITABLE, ReportState
from cchc.ui.answering import Act, form_page, pressed, submitted
from cchc.ui.sending import PAPERS, made

WRITE, SIGN, RECEIVE = "report.write", "report.sign", "report.receive"
NEEDS = {
    "dien": WRITE,
    "soat": WRITE,
    "sua-lai": WRITE,
    "ky": SIGN,
    "gui": WRITE,
    "nhan": RECEIVE,
    "tra-lai": RECEIVE,
}


@permission(access.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, periodic_id: int) -> HttpResponse:
    """Show a report; a pressed button takes it one step on."""
    subject, doing = subject_of(request), request.POST.get("lam", "")
    found = access.report(subject, periodic_id, NEEDS.get(doing, access.READ))
    remark = RemarkForm(request.POST if doing == "tra-lai" else None)
    steps = _steps(subject, found)
    recall = (RecallForm if found.number else RemarkForm)(
        request.POST if doing == "sua-lai" else None, auto_id="rut-%s"
    )
    all_of_it = whole.whole(found)
    unfinished = readiness.unfinished(found, clock.today(), all_of_it) if steps["may_sign"] else []
    heads = signers.signers(found.unit_id, clock.today()) if steps["may_sign"] or doing == "ky" else []
    number = SignForm(
        request.POST if doing == "ky" else None,
        signers=[(one.user_id, one.label) for one in heads],
        is_lacking=bool(unfinished),
        initial={"signer": subject.user_id},
    )
    send = SendForm(request.POST if doing == "gui" else None)
    if _done(request, found, doing, recall if doing == "sua-lai" else remark, number, send):
        return redirect("reports:report", found.pk)
    context = {
        "whole": all_of_it,
        "send": send,
        "lacks": readiness.lacks(found, clock.today(), all_of_it) if steps["may_send"] else [],
        "has_signers": bool(heads),
        "proof": readiness.proof(found, clock.today()) if found.signer_id else None,
        "is_approved": found.signer_id and readiness.is_approved(found),
        "report": found,
        "unit": organisation.full_names([found.unit_id], found.last_on).get(found.unit_id, ""),
        "remark": remark,
        "recall": recall,
        "unfinished": unfinished,
        "number": number,
        "today": clock.today(),
        "issued": registers.issued_about(papers.about(found.pk)),
        "is_signer": subject.user_id in {one.user_id for one in heads},
        **steps,
    }
    return form_page(request, "reports/pages/report.html", context)


def _done(
    request: HttpRequest, found: Report, doing: str, remark: forms.Form, number: forms.Form, send: forms.Form
) -> bool:
    buttons: dict[str, tuple[Act, str]] = {
        "dien": (partial(filling.fill, found.pk), _("Đã lấy lại số liệu.")),
        "soat": (partial(moving.check, found.pk), _("Đã soát; chờ lãnh đạo đơn vị ký.")),
        "nhan": (partial(moving.accept, found.pk), _("Đã nhận báo cáo.")),
    }
    if doing in buttons:
        pressed(request, *buttons[doing])
        return True
    if doing == "ky":

        def act() -> Act:
            given = number.cleaned_data
            return partial(moving.give_number, found.pk, given["signer"], given["number"], sure=bool(given.get("sure")))

        return submitted(request, number, act, _("Đã cấp số; báo cáo chưa gửi."))
    if doing == "gui":
        act = lambda: partial(moving.send, found.pk, sure=send.cleaned_data["sure"])  # noqa: E731
        return submitted(request, send, act, _("Đã gửi báo cáo lên cấp trên."))
    if doing == "sua-lai":
        act = lambda: partial(moving.reopen, found.pk, remark.cleaned_data["remark"])  # noqa: E731
        done = _("Đã rút lại và đưa về bước soạn; văn bản %(number)s được ghi thu hồi trong sổ, số không dùng lại.")
        issued = registers.issued_about(papers.about(found.pk))
        said = done % {"number": issued.written} if issued else _("Đã đưa về bước soạn.")
        return submitted(request, remark, act, said)
    if doing == "tra-lai":
        act = lambda: partial(moving.send_back, found.pk, remark.cleaned_data["remark"])  # noqa: E731
        return submitted(request, remark, act, _("Đã trả lại kèm ý kiến."))
    return False


def _steps(subject: Subject, found: Report) -> dict[str, Any]:
    """Say which buttons the reader sees: what they may do, and what the state allows."""
    state = ReportState(found.state)
    writes, signs = access.may(subject, WRITE, found), access.may(subject, SIGN, found)
    receives = access.may(subject, RECEIVE, found)
    home = subject.unit_id
    return {
        # Who receives a report sits on the other side of the table: what the unit does is not asked of them.
        "is_for_unit": found.unit_id == home or not receives,
        "has_own_steps": writes or (signs and state is ReportState.CHECKED),
        "may_write": writes and state in WRITABLE,
        "may_check": writes and state in WRITABLE,
        "may_sign": signs and state is ReportState.CHECKED,
        "may_reopen": writes and state in {ReportState.CHECKED, ReportState.NUMBERED},
        "may_call_back": writes and state is ReportState.SENT,
        "may_send": writes and state is ReportState.NUMBERED,
        "may_receive": receives and state is ReportState.SENT,
        "may_correct": writes and state in DELIVERED,
    }


@permission(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, periodic_id: int) -> HttpResponse:
    """Ask why a sent report is corrected and open the next version."""
    found = access.report(subject_of(request), periodic_id, WRITE)
    form = CorrectionForm(request.POST or None)
    made: list[int] = []

    def act() -> Act:
        step = partial(beginning.correct, found.pk, form.cleaned_data["reason"])
        return lambda *, actor, now: made.append(step(actor=actor, now=now))

    if submitted(request, form, act, _("Đã lập bản đính chính; bản đã gửi vẫn có hiệu lực đến khi bản này được gửi.")):
        return redirect("reports:report", made[0])
    unit = organisation.full_names([found.unit_id], found.last_on).get(found.unit_id, "")
    context = {"report": found, "form": form, "unit": unit, "whole": whole.whole(found)}
    return form_page(request, "reports/pages/correct.html", context)


@permission(access.READ)
@slow()
def draft(request: HttpRequest, periodic_id: int, paper_kind: str) -> HttpResponse:
    """Send the report as it now reads, without a number."""
    if paper_kind not in PAPERS:
        raise Http404
    found = access.report(subject_of(request), periodic_id)
    content = papers.draft(found, signers.usual(found.unit_id, found.last_on), paper_kind, clock.today())
    return made(content, f"Dự thảo báo cáo {found.kind} {found.year}", paper_kind)
