"""Taking an assignment out of the count: the office cancels it, or a unit declines what was left to it."""

import datetime as dt

from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal, marked
from cchc.kernel.text import squeeze
from cchc.plans.actions._facts import changing, must_be_open, put
from cchc.plans.events import AssignmentDeclined, AssignmentsCancelled, AssignmentsRestored


def cancel(assignment_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Cancel an assignment that is not done, with a reason; what was reported stays readable."""
    with changing(assignment_id, actor) as assignment:
        must_be_open(assignment)
        put(assignment, cancelled_at=now, cancel_reason=_given(reason, marked("Hãy nêu lý do hủy việc này.")))
        publish(AssignmentsCancelled((assignment.pk,)))


def decline(assignment_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Decline an assignment that the plan leaves to the unit ("các huyện có điều kiện")."""
    with changing(assignment_id, actor) as assignment:
        must_be_open(assignment)
        if not assignment.is_optional:
            raise Refusal("Kế hoạch giao hẳn việc này cho đơn vị: không từ chối được, hãy nêu vướng mắc.")
        if assignment.is_pending:
            raise Refusal("Sản phẩm đang chờ xác nhận: hãy rút báo cáo lại trước.")
        put(assignment, cancelled_at=now, cancel_reason=_given(reason, marked("Hãy nêu lý do không đăng ký.")))
        publish(AssignmentDeclined(assignment.pk, assignment.unit_id))


def restore(assignment_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Put a cancelled assignment back as it was."""
    with changing(assignment_id, actor) as assignment:
        if assignment.cancelled_at is None:
            raise Refusal("Việc này không còn ở trạng thái đã hủy: hãy tải lại trang.")
        put(assignment, cancelled_at=None, cancel_reason="")
        publish(AssignmentsRestored((assignment.pk,)))


def _given(reason: str, missing: str) -> str:
    reason = squeeze(reason)
    if not reason:
        raise Refusal(missing, "reason")
    return reason
