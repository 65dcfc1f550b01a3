"""A later due day is asked for with a reason, before or after the day itself, and granted or refused."""

import datetime as dt

from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import clean
from cchc.notifications.actions import settling
from cchc.plans.actions._facts import changing, must_be_open, put
from cchc.plans.actions.targets import bounds
from cchc.plans.events import ExtensionAsked, ExtensionDecided
from cchc.plans.models import Assignment, Extension, Occurrence
from cchc.plans.queries import owed
from cchc.plans.rules.dates import check_extension
from cchc.plans.states import ExtensionState

_DECIDED = Sentence("Đề nghị gia hạn này đã được quyết định: hãy tải lại trang.")


def ask(
    assignment_id: int,
    day: dt.date,
    reason: str,
    *,
    occurrence_id: int | None = None,
    actor: Actor,
    now: dt.datetime,
) -> int:
    """Ask for a later due day (of one period, where the task recurs) and return the request's number."""
    reason = clean(reason).strip()
    with changing(assignment_id, actor) as assignment:
        must_be_open(assignment)
        occurrence = _period(assignment, occurrence_id)
        if occurrence and (occurrence.done_on or occurrence.is_pending):
            raise Refusal("Kỳ này đã báo cáo hoàn thành: không cần gia hạn.", "occurrence")
        if assignment.is_pending:
            raise Refusal("Sản phẩm đang chờ xác nhận: chưa cần gia hạn.")
        check_extension(day, _due_on(assignment, occurrence), bounds(assignment), "asked_for")
        if not reason:
            raise Refusal("Hãy nêu lý do xin gia hạn.", "reason")
        waiting = Extension.objects.filter(assignment=assignment, state=ExtensionState.ASKED).first()
        if waiting and (waiting.asked_for, waiting.reason) == (day, reason):
            return waiting.pk  # the same form again
        if waiting:
            raise Refusal("Việc này đang có một đề nghị gia hạn chờ quyết định.")
        asked = {"asked_for": day, "reason": reason, "asked_by_id": actor.user_id, "asked_at": now}
        made = Extension.objects.create(
            assignment=assignment, occurrence=occurrence, state=ExtensionState.ASKED, **asked
        )
        publish(ExtensionAsked(made.pk, assignment.pk, assignment.unit_id))
        return made.pk


def grant(extension_id: int, *, day: dt.date | None = None, remark: str = "", actor: Actor, now: dt.datetime) -> None:
    """Grant the day that was asked for, or another one with a remark; the due day moves to it.

    Also after the product was handed in: what was asked in time and decided late must not count as late.
    """
    remark = clean(remark).strip()
    extension = Extension.objects.get(pk=extension_id)
    granted = day or extension.asked_for
    with changing(extension.assignment_id, actor) as assignment:
        if assignment.cancelled_at:
            raise Refusal("Việc này đã hủy: không còn gì để gia hạn.")
        check_extension(granted, _due_on(assignment, extension.occurrence), bounds(assignment), "granted_to")
        if granted != extension.asked_for and not remark:
            raise Refusal("Ngày cho khác ngày xin: hãy ghi ý kiến để đơn vị rõ.", "remark")
        _decide(extension, ExtensionState.GRANTED, remark, actor, now, granted)
        if extension.occurrence_id:
            Occurrence.objects.filter(pk=extension.occurrence_id).update(extended_to=granted)
        else:
            put(assignment, extended_to=granted)
        publish(ExtensionDecided(extension.pk, assignment.pk, assignment.unit_id, granted))


def refuse(extension_id: int, remark: str, *, actor: Actor, now: dt.datetime) -> None:
    """Refuse a request with a remark; the due day stays."""
    remark = clean(remark).strip()
    if not remark:
        raise Refusal("Hãy ghi lý do không gia hạn.", "remark")
    extension = Extension.objects.get(pk=extension_id)
    with changing(extension.assignment_id, actor) as assignment:
        _decide(extension, ExtensionState.REFUSED, remark, actor, now)
        publish(ExtensionDecided(extension.pk, assignment.pk, assignment.unit_id, None))


def _decide(
    extension: Extension,
    state: ExtensionState,
    remark: str,
    actor: Actor,
    now: dt.datetime,
    granted_to: dt.date | None = None,
) -> None:
    if actor.user_id is not None and extension.asked_by_id == actor.user_id:
        raise Refusal("Đề nghị này do chính bạn gửi: cần một người khác quyết định.")
    decided = {"decided_by_id": actor.user_id, "decided_at": now, "remark": remark, "granted_to": granted_to}
    waiting = Extension.objects.filter(pk=extension.pk, state=ExtensionState.ASKED)
    if not waiting.update(state=state, **decided):
        raise too_late(_DECIDED, Extension, extension.pk, actor)
    settling.touched(owed.extension(extension.pk))


def _period(assignment: Assignment, occurrence_id: int | None) -> Occurrence | None:
    periods = Occurrence.objects.filter(assignment=assignment)
    if occurrence_id is None:
        if periods.exists():
            raise Refusal("Việc này định kỳ: hãy chọn kỳ cần gia hạn.", "occurrence")
        return None
    period = periods.filter(pk=occurrence_id).first()
    if period is None:
        raise Refusal("Kỳ này không thuộc việc đang xin gia hạn: hãy chọn lại kỳ.", "occurrence")
    return period


def _due_on(assignment: Assignment, occurrence: Occurrence | None) -> dt.date | None:
    return (occurrence.extended_to or occurrence.due_on) if occurrence else assignment.due_on
