"""A unit says by when it will be done, where the plan does not, or when it wants to be earlier."""

import datetime as dt

from cchc.kernel import clock
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.plans.actions._facts import changing, must_be_open, put
from cchc.plans.events import DaySetInstead
from cchc.plans.models import Assignment, Occurrence
from cchc.plans.queries.parameters import parameters
from cchc.plans.queries.standing_in import standing_in
from cchc.plans.rules import dates
from cchc.plans.rules.dates import Bounds, Current, check_target


def bounds(assignment: Assignment) -> Bounds:
    """Return what the plan fixes for the days of an assignment; its task and plan must be loaded."""
    plan = assignment.plan
    ends_on = assignment.event_due_on or assignment.task.end_on
    return Bounds(plan.issued_on, plan.year, ends_on, parameters(plan.issued_on).leeway)


def may_set_day(assignment: Assignment, today: dt.date) -> bool:
    """Tell whether the unit may still set its own day; its task and plan must be loaded."""
    current = Current(assignment.target_on, assignment.extended_to)
    return dates.may_set_day(bounds(assignment), current, today)


def set_target(assignment_id: int, day: dt.date, *, reason: str = "", actor: Actor, now: dt.datetime) -> None:
    """Set the day by which the unit will be done, or move it with a reason (``rules.dates.check_target``).

    The day on which this first happened stays on the record: it shows whether the unit registered in time. Where
    somebody of another unit does it, the record says whose, and the unit is told.
    """
    with changing(assignment_id, actor) as assignment:
        must_be_open(assignment)
        if assignment.is_pending:
            raise Refusal("Sản phẩm đang chờ xác nhận: chưa cần đổi ngày hoàn thành.", "target_on")
        if Occurrence.objects.filter(assignment=assignment).exists():
            raise Refusal("Việc định kỳ đã có hạn cho từng kỳ: không đặt ngày chung.", "target_on")
        today = clock.day_of(now)
        current = Current(assignment.target_on, assignment.extended_to)
        check_target(day, bounds(assignment), current, reason, today)
        first = today if assignment.target_on is None and assignment.registered_on is None else assignment.registered_on
        instead = standing_in(actor.user_id, assignment.unit_id, today)
        put(assignment, target_on=day, target_reason=squeeze(reason), registered_on=first, target_instead_id=instead)
        if instead is not None:
            publish(DaySetInstead(assignment.pk, assignment.unit_id, instead, day))
