"""The event from which a task counts its days has happened: its unit records when, and the due day follows."""

import datetime as dt

from cchc.kernel import clock
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.plans.actions._facts import changing, must_be_open, recompute
from cchc.plans.models import Assignment, Plan
from cchc.plans.queries.offsets import due_after, of_assignment
from cchc.plans.rules.offsets import Counted, check_event


def record(assignment_id: int, day: dt.date, *, reason: str = "", actor: Actor, now: dt.datetime) -> Counted:
    """Record the day of the event and return the due day that follows, by the unit's own calendar.

    Refuses a task that counts from no event, a day to come, and another day without a reason or after its due day.
    """
    with changing(assignment_id, actor) as assignment:
        must_be_open(assignment)
        task, today = assignment.task, clock.day_of(now)
        if task.offset_days is None or task.end_on:
            raise Refusal("Việc này không tính hạn từ một sự việc: không cần ghi ngày phát sinh.", "event_on")
        _check_change(assignment, day, reason, today)
        check_event(day, task.offset_days, assignment.plan.issued_on, today)
        found = due_after(day, task.offset_days, task.offset_unit, assignment.unit_id)
        kept = assignment.target_on if assignment.target_on and assignment.target_on <= found.due_on else None
        Assignment.objects.filter(pk=assignment.pk).update(
            event_on=day, event_due_on=found.due_on, event_reason=squeeze(reason), target_on=kept
        )
        return found


def _check_change(assignment: Assignment, day: dt.date, reason: str, today: dt.date) -> None:
    if assignment.event_on is None:
        return
    if assignment.event_on == day:
        raise Refusal("Ngày phát sinh đã ghi là %(day)s: hãy chọn ngày khác nếu muốn sửa.", "event_on", day=day)
    if assignment.due_on and assignment.due_on < today:
        raise Refusal(
            "Hạn tính từ ngày phát sinh (%(due_on)s) đã qua: hãy xin gia hạn, không tự sửa được nữa.",
            "event_on",
            due_on=assignment.due_on,
        )
    if not squeeze(reason):
        raise Refusal("Hãy nêu lý do sửa ngày phát sinh đã ghi.", "reason")


def recount(plan: Plan) -> None:
    """Count anew, in the caller's transaction, what a corrected document counts otherwise."""
    rows = Assignment.objects.filter(plan=plan).exclude(event_on=None).select_related("task")
    changed = []
    for row in rows:
        found = of_assignment(row)
        due_on = found.due_on if found else None
        if row.event_due_on != due_on:
            row.event_due_on = due_on
            changed.append(row)
    Assignment.objects.bulk_update(changed, ["event_due_on"])
    recompute([row.pk for row in changed])
