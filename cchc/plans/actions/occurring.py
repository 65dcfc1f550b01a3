"""The event from which a task counts its days has happened: its unit records when, once; the office corrects it."""

import datetime as dt

from cchc.kernel import clock
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.plans.actions._facts import changing, must_be_open, put, recompute
from cchc.plans.events import EventDayRecorded
from cchc.plans.models import Assignment, Plan
from cchc.plans.queries.offsets import due_after, of_assignment
from cchc.plans.queries.standing_in import standing_in
from cchc.plans.rules.offsets import Counted, check_event


def record(assignment_id: int, day: dt.date, *, actor: Actor, now: dt.datetime) -> Counted:
    """Record the day of the event and return the due day that follows, by the unit's own calendar.

    Refuses a task that counts from no event, a day to come, and a second day: a unit doesn't move its own due day.
    """
    with changing(assignment_id, actor) as assignment:
        _must_count(assignment)
        if assignment.event_on is not None:
            raise Refusal(
                "Ngày phát sinh đã ghi là %(day)s: chỉ cơ quan theo dõi kế hoạch sửa được, hãy báo cơ quan ấy.",
                "event_on",
                day=assignment.event_on,
            )
        by_others = standing_in(actor.user_id, assignment.unit_id, clock.day_of(now)) is not None
        return _written(assignment, day, "", now, is_told=by_others)


def correct(assignment_id: int, day: dt.date, reason: str, *, actor: Actor, now: dt.datetime) -> Counted:
    """Replace, for the office that follows the plan, a day that was recorded, with a reason; return the new due day."""
    reason = squeeze(reason)
    with changing(assignment_id, actor) as assignment:
        _must_count(assignment)
        if assignment.event_on is None:
            raise Refusal("Đơn vị chưa ghi ngày phát sinh: chưa có gì để sửa.", "event_on")
        if assignment.event_on == day:
            raise Refusal("Ngày phát sinh đã ghi là %(day)s: hãy chọn ngày khác nếu muốn sửa.", "event_on", day=day)
        if not reason:
            raise Refusal("Hãy nêu lý do sửa ngày phát sinh đã ghi.", "reason")
        return _written(assignment, day, reason, now)


def _must_count(assignment: Assignment) -> None:
    must_be_open(assignment)
    if not assignment.task.counts_from_event:
        raise Refusal("Việc này không tính hạn từ một sự việc: không cần ghi ngày phát sinh.", "event_on")


def _written(assignment: Assignment, day: dt.date, reason: str, now: dt.datetime, *, is_told: bool = False) -> Counted:
    task = assignment.task
    days = task.offset_days or 0
    check_event(day, days, assignment.plan.issued_on, clock.day_of(now))
    found = due_after(day, days, task.offset_unit, assignment.unit_id)
    kept = assignment.target_on if assignment.target_on and assignment.target_on <= found.due_on else None
    before = assignment.event_on
    put(assignment, event_on=day, event_due_on=found.due_on, event_reason=reason, target_on=kept)
    publish(EventDayRecorded(assignment.pk, assignment.unit_id, day, before, is_told))
    return found


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
