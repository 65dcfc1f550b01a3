"""A corrected document applied to the plan it corrects: tasks change in place, and the work done stays."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from cchc.kernel.events import publish
from cchc.kernel.locking import locked, locked_all
from cchc.kernel.refusal import Refusal
from cchc.notifications.actions import settling
from cchc.plans.actions import _columns, _rewriting
from cchc.plans.actions._assigning import Given, assign
from cchc.plans.actions._facts import recompute
from cchc.plans.actions._layout import BATCH, add_partners, set_parents, split
from cchc.plans.actions.occurring import recount
from cchc.plans.events import AssignmentsCancelled, AssignmentsChanged, AssignmentsRestored
from cchc.plans.models import Assignment, Occurrence, Plan, Report, Task, TaskPartner
from cchc.plans.queries import due, owed
from cchc.plans.queries.corrections import Corrected, Side, fated, side
from cchc.plans.queries.rereading import adopted_before
from cchc.plans.rules.differences import differences
from cchc.plans.rules.occurrences import Span
from cchc.plans.rules.own_task import periods

NOT_LEADING = "Kế hoạch sửa đổi không còn giao cho đơn vị này"
NO_SUCH_TASK = "Kế hoạch sửa đổi không còn nhiệm vụ này"


def apply(plan_id: int, understood: Side, now: dt.datetime) -> Plan:
    """Bring the plan to what the corrected document says, in the caller's transaction."""
    plan = locked(Plan, plan_id)
    locked_all(Assignment.objects.filter(plan=plan))  # what units report meanwhile is decided on below
    before = adopted_before(plan.pk)
    if before is None:
        raise Refusal("Kế hoạch này không có bản bóc tách đã phê duyệt nên không so được với bản sửa.")
    old = side(before)
    days = dict(Assignment.objects.filter(plan=plan, cancelled_at=None).values_list("pk", "due_on"))
    changes = differences(old.draft, understood.draft).tasks
    corrected = fated(plan.pk, changes, old, understood)
    by_code = {task.code: task for task in Task.objects.filter(plan=plan, withdrawn_at=None)}
    _columns_of(plan, understood)
    _rewriting.withdraw([by_code[change.old.code] for change in changes if change.old and not change.new], now)
    kept = {c.new.key: by_code[c.old.code] for c in changes if c.old and c.new}
    made = _rewriting.tasks(plan, understood.draft, _rewriting.groups(plan, understood.draft), kept)
    set_parents(understood.draft, made)
    TaskPartner.objects.filter(task__in=[task.pk for task in made.values()]).delete()
    add_partners(understood, made)
    _give(plan, made, corrected, understood, now)
    recount(plan)
    ids = list(Assignment.objects.filter(plan=plan).values_list("pk", flat=True))
    recompute(ids)
    settling.touched(*map(due.key, ids), *owed.waiting(ids))
    _announce(plan, days)
    return plan


def _announce(plan: Plan, before: dict[int, dt.date | None]) -> None:
    """Say which work was taken away, asked again, or has another day; new work announces itself."""
    now = {row.pk: row for row in Assignment.objects.filter(plan=plan)}
    gone = tuple(pk for pk in before if now[pk].cancelled_at is not None)
    if gone:
        publish(AssignmentsCancelled(gone))
    moved = tuple(pk for pk, day in before.items() if pk not in gone and not now[pk].done_on and now[pk].due_on != day)
    if moved:
        publish(AssignmentsChanged(moved))


def _columns_of(plan: Plan, understood: Side) -> None:
    for name, value in _columns.of_plan(understood.draft).items():
        setattr(plan, name, value)
    plan.save()


def _cancel(ids: Iterable[int], reason: str, now: dt.datetime) -> None:
    Assignment.objects.filter(pk__in=list(ids)).update(cancelled_at=now, cancel_reason=reason)


def _give(
    plan: Plan, made: dict[str, Task], corrected: Iterable[Corrected], understood: Side, now: dt.datetime
) -> None:
    gifts: list[Given] = []
    for one in corrected:
        if one.change.new is None:
            _cancel(one.fate.cancelled, NO_SUCH_TASK, now)
            continue
        key = one.change.new.key
        optional = understood.optional(key)
        _cancel(one.fate.cancelled, NOT_LEADING, now)
        Assignment.objects.filter(pk__in=one.fate.reopened).update(cancelled_at=None, cancel_reason="")
        if one.fate.reopened:
            publish(AssignmentsRestored(tuple(one.fate.reopened)))
        leading = Assignment.objects.filter(pk__in=[*one.fate.stays, *one.fate.reopened])
        leading.filter(unit_id__in=optional, is_optional=False, is_started=False).update(is_optional=True)
        leading.exclude(unit_id__in=optional).filter(is_optional=True).update(is_optional=False)
        gifts += split(made[key], one.fate.added, optional)
    _set_periods(plan, list(made.values()))
    assign(plan, gifts)


def _set_periods(plan: Plan, tasks: list[Task]) -> None:
    """Give the assignments that stay the periods of the corrected schedule; one that was reported on is kept."""
    wanted = {
        t.pk: set(periods(t.schedule_kind, t.rrule, t.start_on, t.end_on, plan.year, plan.issued_on)) for t in tasks
    }
    there: dict[int, set[Span]] = defaultdict(set)
    of_plan = Occurrence.objects.filter(assignment__task__in=list(wanted)).select_related("assignment")
    surplus = []
    for row in of_plan:
        span = Span(row.start_on, row.due_on)
        there[row.assignment_id].add(span)
        if span not in wanted[row.assignment.task_id]:
            surplus.append(row.pk)
    reported = Report.objects.filter(occurrence__in=surplus).values("occurrence")
    Occurrence.objects.filter(pk__in=surplus).exclude(pk__in=reported).delete()
    staying = Assignment.objects.filter(task__in=list(wanted), cancelled_at=None).values_list("pk", "task_id")
    Occurrence.objects.bulk_create(
        [
            Occurrence(assignment_id=pk, start_on=span.start, due_on=span.due)
            for pk, task_id in staying
            for span in sorted(wanted[task_id] - there[pk])
        ],
        batch_size=BATCH,
    )
