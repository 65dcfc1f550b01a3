"""A report goes its way: checked, numbered, sent; accepted or returned by the unit above, or called back."""

import datetime as dt

from cchc.documents.actions import issuing
from cchc.documents.queries import registers, signers
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal, Sentence, marked
from cchc.kernel.text import clean, squeeze
from cchc.notifications.actions import settling
from cchc.reports.actions import papers
from cchc.reports.events import ReportChecked, ReportDecided, ReportDelivered, ReportReopened, ReportSigned
from cchc.reports.models import Report, Step
from cchc.reports.queries import owed, readiness, whole
from cchc.reports.states import MOVES, ReportState


def check(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Hand the report to the head for signature; every section of text must say something."""
    with history.attributed(actor):
        report = locked(Report, report_id)
        empty = [part.of.key for part in whole.whole(report).parts if part.is_empty]
        if empty:
            raise Refusal("Còn mục chưa viết: %(empty)s. Không có gì để nêu thì ghi “Không”.", empty=empty)
        _move(report, ReportState.CHECKED, actor, now)
        publish(ReportChecked(report.pk, report.unit_id))


def reopen(report_id: int, remark: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take a report back to be written on, also one that was sent and not accepted yet.

    The document that was issued of it is withdrawn, and what was sent counts above no longer.
    """
    remark = _said(remark, marked("Hãy nêu cần sửa gì."))
    with history.attributed(actor):
        report = locked(Report, report_id)
        was_sent = report.state == ReportState.SENT
        _move(report, ReportState.DRAFT, actor, now, remark)
        issued = registers.issued_about(papers.about(report_id))
        if issued:
            issuing.withdraw(issued.id, remark, actor=actor, now=now)
        Report.objects.filter(pk=report_id).update(number="", signer=None, signed_as="", sent_at=None)
        publish(ReportReopened(report.pk, report.unit_id, report.receiver_id, was_sent))


def give_number(
    report_id: int, signer_id: int, number: str = "", *, sure: bool = False, actor: Actor, now: dt.datetime
) -> None:
    """Give the report its number in the name of who signs it: somebody who heads the unit today.

    The register gives the number and keeps the document as .docx and PDF/A, unsigned. ``number`` is that of a document
    signed elsewhere: then none is made here. ``Refusal`` where something is missing, as in ``send``.
    """
    number = squeeze(number)
    with history.attributed(actor):
        report = locked(Report, report_id)
        signer = signers.signer(report.unit_id, signer_id, day_of(now))
        if not sure and report.state == ReportState.CHECKED and readiness.unfinished(report, day_of(now)):
            raise Refusal("Báo cáo còn điểm chưa đủ: hãy xem danh sách và đánh dấu ô xác nhận nếu vẫn cấp số.", "sure")
        _move(report, ReportState.NUMBERED, actor, now)
        if not number:
            written = papers.official(report, signer.signature)
            number = issuing.issue(written, report.unit_id, papers.about(report_id), actor=actor, now=now).written
        signed_as = signer.signature.post[:120]
        Report.objects.filter(pk=report_id).update(number=number, signer_id=signer.user_id, signed_as=signed_as)
        publish(ReportSigned(report.pk, report.unit_id, signer.user_id, actor.user_id))


def send(report_id: int, *, sure: bool = False, actor: Actor, now: dt.datetime) -> None:
    """Send the report to the unit above: from here on it is frozen, until it is called back or returned.

    ``Refusal`` where something is missing (``queries.readiness``), unless whoever sends has seen that and is ``sure``.
    """
    with history.attributed(actor):
        report = locked(Report, report_id)
        missing = readiness.lacks(report, day_of(now)) if report.state == ReportState.NUMBERED else []
        if missing and not sure:
            raise Refusal("Báo cáo còn điểm chưa đủ: hãy xem danh sách và đánh dấu ô xác nhận nếu vẫn gửi.", "sure")
        _move(report, ReportState.SENT, actor, now)
        Report.objects.filter(pk=report_id).update(remark="")
        publish(ReportDelivered(report.pk, report.unit_id, report.receiver_id))


def accept(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Accept a report from below."""
    _decide(report_id, ReportState.ACCEPTED, "", actor, now)


def send_back(report_id: int, remark: str, *, actor: Actor, now: dt.datetime) -> None:
    """Return a report from below with what is wrong; it counts no longer until it is sent again."""
    _decide(report_id, ReportState.RETURNED, _said(remark, marked("Hãy nêu cần bổ sung hay sửa gì.")), actor, now)


def _decide(report_id: int, state: ReportState, remark: str, actor: Actor, now: dt.datetime) -> None:
    with history.attributed(actor):
        report = locked(Report, report_id)
        _move(report, state, actor, now, remark)
        Report.objects.filter(pk=report_id).update(remark=remark)
        publish(ReportDecided(report.pk, report.unit_id, state is ReportState.ACCEPTED))


def _said(remark: str, otherwise: str) -> str:
    remark = clean(remark).strip()
    if not remark:
        raise Refusal(otherwise, "remark")
    return remark


def _move(report: Report, to: ReportState, actor: Actor, now: dt.datetime, remark: str = "") -> None:
    """Move a locked report one step; whoever comes second is told how it stands."""
    if not MOVES.allows(report.state, to):
        stands = Sentence("Báo cáo này “%(state)s”: hãy tải lại trang.", state=ReportState(report.state).label)
        raise too_late(stands, Report, report.pk, actor)
    moment = {"sent_at": now} if to is ReportState.SENT else {}
    Report.objects.filter(pk=report.pk).update(state=to, **moment)
    Step.objects.create(report=report, state=to, at=now, by_id=actor.user_id, remark=remark)
    settling.touched(*owed.words(report))
