"""A report goes its way: checked, signed, sent; accepted or returned by the unit above."""

import datetime as dt

from cchc.documents.actions import issuing
from cchc.documents.queries import registers
from cchc.documents.types import Signature
from cchc.kernel import history
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import clean, squeeze
from cchc.reports.actions import papers
from cchc.reports.events import ReportDecided, ReportDelivered
from cchc.reports.models import Report, Step
from cchc.reports.queries import whole
from cchc.reports.states import MOVES, ReportState


def check(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Hand the report to the head for signature; every section of text must say something."""
    report = Report.objects.select_related("outline").get(pk=report_id)
    empty = [part.of.key for part in whole.whole(report).parts if part.is_empty]
    if empty:
        raise Refusal("Còn mục chưa viết: %(empty)s. Không có gì để nêu thì ghi “Không”.", empty=empty)
    _move(report_id, ReportState.CHECKED, actor, now)


def reopen(report_id: int, remark: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take a checked or signed report back to be written on; the document that was issued of it is withdrawn."""
    remark = _said(remark, marked("Hãy nêu cần sửa gì."))
    with history.attributed(actor):
        _move(report_id, ReportState.DRAFT, actor, now, remark)
        issued = registers.issued_about(papers.about(report_id))
        if issued:
            issuing.withdraw(issued.id, remark, actor=actor, now=now)
        Report.objects.filter(pk=report_id).update(number="")


def sign(report_id: int, signature: Signature, number: str = "", *, actor: Actor, now: dt.datetime) -> None:
    """Record the head's signature; the register gives the number and keeps the document as .docx and PDF/A.

    ``number`` is that of a document signed elsewhere: then none is made here.
    """
    number = squeeze(number)
    with history.attributed(actor):
        _move(report_id, ReportState.SIGNED, actor, now)
        if not number:
            report = Report.objects.select_related("outline").get(pk=report_id)
            written = papers.official(report, signature)
            number = issuing.issue(written, report.unit_id, papers.about(report_id), actor=actor, now=now).written
        Report.objects.filter(pk=report_id).update(number=number)


def send(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Send the signed report to the unit above: from here on it is frozen."""
    with history.attributed(actor):
        _move(report_id, ReportState.SENT, actor, now)
        Report.objects.filter(pk=report_id).update(sent_at=now, remark="")
        report = Report.objects.get(pk=report_id)
        publish(ReportDelivered(report.pk, report.unit_id, report.receiver_id))


def accept(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Accept a report from below."""
    _decide(report_id, ReportState.ACCEPTED, "", actor, now)


def send_back(report_id: int, remark: str, *, actor: Actor, now: dt.datetime) -> None:
    """Return a report from below with what is wrong; it counts no longer until it is sent again."""
    _decide(report_id, ReportState.RETURNED, _said(remark, marked("Hãy nêu cần bổ sung hay sửa gì.")), actor, now)


def _decide(report_id: int, state: ReportState, remark: str, actor: Actor, now: dt.datetime) -> None:
    with history.attributed(actor):
        _move(report_id, state, actor, now, remark)
        Report.objects.filter(pk=report_id).update(remark=remark)
        report = Report.objects.get(pk=report_id)
        publish(ReportDecided(report.pk, report.unit_id, state is ReportState.ACCEPTED))


def _said(remark: str, otherwise: str) -> str:
    remark = clean(remark).strip()
    if not remark:
        raise Refusal(otherwise, "remark")
    return remark


def _move(report_id: int, to: ReportState, actor: Actor, now: dt.datetime, remark: str = "") -> None:
    """Move one step by compare-and-set; whoever comes second is told."""
    allowed = [state for state, nexts in MOVES.items() if to in nexts]
    moment = {"sent_at": now} if to is ReportState.SENT else {}
    with history.attributed(actor):
        if not Report.objects.filter(pk=report_id, state__in=allowed).update(state=to, **moment):
            raise Refusal("Báo cáo này vừa được người khác xử lý: hãy tải lại trang.")
        Step.objects.create(report_id=report_id, state=to, at=now, by_id=actor.user_id, remark=remark)
