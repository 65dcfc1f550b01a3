"""Whoever issued the plan confirms what a unit handed in, or sends it back with a reason."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import clean
from cchc.notifications.actions import settling
from cchc.plans.actions._facts import changing
from cchc.plans.events import ReportConfirmed, ReportReturned
from cchc.plans.models import Assignment, Report
from cchc.plans.queries import owed
from cchc.plans.states import ReportState

UNDO_WITHIN = dt.timedelta(minutes=15)
_DECIDED = Sentence("Báo cáo này không còn chờ xác nhận: hãy tải lại trang.")


@dataclass(frozen=True)
class Batch:
    """What became of a bulk confirmation: the reports that were confirmed, and why the others were not."""

    confirmed: tuple[int, ...]
    refused: tuple[tuple[int, Refusal], ...]


def confirm(report_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Confirm the product: the assignment (or its period) is done on the day it was handed in.

    Four eyes: whoever sent the report may not confirm it.
    """
    report = Report.objects.get(pk=report_id)
    with changing(report.assignment_id, actor) as assignment:
        _decide(report, assignment, actor, state=ReportState.CONFIRMED, at=now)
        publish(ReportConfirmed(report.pk, assignment.pk, assignment.unit_id))


def confirm_many(report_ids: Collection[int], *, actor: Actor, now: dt.datetime) -> Batch:
    """Confirm each report by itself: one that can't be confirmed does not hold up the others."""
    confirmed, refused = [], []
    for report_id in report_ids:
        try:
            confirm(report_id, actor=actor, now=now)
        except Refusal as refusal:
            refused.append((report_id, refusal))
        else:
            confirmed.append(report_id)
    return Batch(tuple(confirmed), tuple(refused))


def undo(report_ids: Collection[int], *, actor: Actor, now: dt.datetime) -> int:
    """Let the actor's own confirmations of the last minutes wait again, and return how many."""
    own = Report.objects.filter(
        pk__in=report_ids,
        state=ReportState.CONFIRMED,
        decided_by_id=actor.user_id,
        decided_at__gt=now - UNDO_WITHIN,
    )
    undone = 0
    for report in own.order_by("pk"):
        with changing(report.assignment_id, actor):
            undone += own.filter(pk=report.pk).update(state=ReportState.SENT, decided_by=None, decided_at=None)
    return undone


def send_back(report_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Send a report back with a reason: the unit goes on working, and its due day stays."""
    reason = clean(reason).strip()
    if not reason:
        raise Refusal("Hãy nêu lý do trả lại, để đơn vị biết cần bổ sung gì.", "reason")
    report = Report.objects.get(pk=report_id)
    with changing(report.assignment_id, actor) as assignment:
        _decide(report, assignment, actor, state=ReportState.RETURNED, at=now, reason=reason)
        publish(ReportReturned(report.pk, assignment.pk, assignment.unit_id))


def _decide(
    report: Report, assignment: Assignment, actor: Actor, *, state: ReportState, at: dt.datetime, reason: str = ""
) -> None:
    if assignment.cancelled_at:
        raise Refusal("Việc này đã hủy: không còn gì để xác nhận.")
    if state == ReportState.CONFIRMED and actor.user_id is not None and report.reported_by_id == actor.user_id:
        raise Refusal("Báo cáo này do chính bạn gửi: cần một người khác xác nhận.")
    waiting = Report.objects.filter(pk=report.pk, state=ReportState.SENT)
    if not waiting.update(state=state, decided_by_id=actor.user_id, decided_at=at, reason=reason):
        raise too_late(_DECIDED, Report, report.pk, actor)
    settling.touched(owed.product(report.pk))
