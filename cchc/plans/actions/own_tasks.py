"""The tasks of a unit's own plan while it is a draft: taken over from the plan above, or the unit's own."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from cchc.kernel import clock
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.organisation import queries as registry
from cchc.plans.actions._columns import searched
from cchc.plans.actions._drafting import bounds_of, drafting, group_titled, next_position
from cchc.plans.models import Assignment, Plan, Task, TaskGroup
from cchc.plans.models.plans import SCHEDULE
from cchc.plans.rules.own_task import OwnTask, check
from cchc.plans.rules.repeating import choice_of
from cchc.plans.states import BudgetKind, ScheduleKind

_COPIED = ("code", "title", "products", *SCHEDULE)


def choose(plan_id: int, assignment_ids: Collection[int], *, actor: Actor, now: dt.datetime) -> int:
    """Take assignments of the unit over as tasks that carry them out, led by the unit; return how many are new."""
    with drafting(plan_id, actor) as plan:
        chosen = Assignment.objects.filter(pk__in=assignment_ids, plan=plan.parent_id, unit=plan.unit_id)
        chosen = chosen.filter(cancelled_at=None, done_on=None).exclude(
            pk__in=Task.objects.filter(plan=plan, implements__isnull=False).values("implements")
        )
        rows = list(chosen.select_related("task", "task__group").order_by("task__position"))
        lead = _lead(plan, (plan.unit_id,), now)
        for row in rows:
            copied = {name: getattr(row.task, name) for name in _COPIED}
            if row.due_on and row.task.schedule_kind != ScheduleKind.RECURRING:
                copied |= _by_due_day(row.task.start_on, row.due_on)
            group = group_titled(plan, row.task.group.title, row.task.group.no)
            _create(plan, group, lead, implements=row, **copied)
        return len(rows)


def _by_due_day(start_on: dt.date | None, due_on: dt.date) -> dict[str, Any]:
    """Return a schedule that ends on the unit's due day; a window that would open after it is none."""
    opens = start_on if start_on and start_on <= due_on else None
    kind = ScheduleKind.WINDOW if opens else ScheduleKind.DEADLINE
    return {"schedule_kind": kind, "start_on": opens, "end_on": due_on, "offset_days": None, "offset_unit": ""}


def add(plan_id: int, task: OwnTask, *, actor: Actor, now: dt.datetime) -> int:
    """Add a task of the unit's own and return its number."""
    task = _tidy(task)
    if task.keeps_schedule:
        raise Refusal("Hãy chọn loại thời gian.", "schedule_kind")
    with drafting(plan_id, actor) as plan:
        check(task, bounds_of(plan), _below(plan, now))
        return _create(plan, group_titled(plan, task.group), _lead(plan, task.lead_ids, now), **_columns(task)).pk


def change(task_id: int, task: OwnTask, *, actor: Actor, now: dt.datetime) -> None:
    """Change a task; one that carries out an assignment keeps the link and ends by its due day."""
    task = _tidy(task)
    with drafting(_plan_of(task_id), actor) as plan:
        row = locked(Task, task_id)
        task = replace(task, is_meant=task.is_meant or task.start_on == row.start_on)  # what stands was asked before
        check(task, bounds_of(plan, row), _below(plan, now), row.rrule)
        _keep_words(task, row)
        group = group_titled(plan, task.group)
        columns = _said(task) if _same_schedule(task, row) else _columns(task)
        lead = _lead(plan, task.lead_ids, now)
        folded = searched(row.code, columns["title"], columns["products"], lead["text"])
        Task.objects.filter(pk=task_id).update(group=group, lead=lead, folded=folded, **columns)


def drop(task_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Leave a task out of the draft."""
    with drafting(_plan_of(task_id), actor):
        Task.objects.filter(pk=task_id).delete()


def _plan_of(task_id: int) -> int:
    plan_id = Task.objects.filter(pk=task_id).values_list("plan_id", flat=True).first()
    if plan_id is None:
        raise Refusal("Nhiệm vụ này vừa được bỏ khỏi kế hoạch: hãy tải lại trang.")
    return plan_id


def _tidy(task: OwnTask) -> OwnTask:
    products = tuple(squeeze(product) for product in task.products if squeeze(product))
    return replace(task, title=squeeze(task.title), group=squeeze(task.group), products=products)


def _keep_words(task: OwnTask, row: Task) -> None:
    """Refuse other days for a rule that only the document's own words say: the paper would lose it."""
    is_wordless = task.rrule and task.rrule == row.rrule and choice_of(task.rrule) is None
    if is_wordless and not _same_schedule(task, row):
        raise Refusal("Chu kỳ giữ nguyên thì giữ cả thời gian: muốn đổi ngày, hãy chọn lại chu kỳ.", "every")


def _same_schedule(task: OwnTask, row: Task) -> bool:
    said = (task.schedule_kind, task.rrule, task.start_on, task.end_on)
    return task.keeps_schedule or said == (row.schedule_kind, row.rrule, row.start_on, row.end_on)


def _columns(task: OwnTask) -> dict[str, Any]:
    return _said(task) | _schedule(task)


def _said(task: OwnTask) -> dict[str, Any]:
    return {"title": task.title, "products": list(task.products)}


def _schedule(task: OwnTask) -> dict[str, Any]:
    return {
        "schedule_kind": task.schedule_kind,
        "start_on": task.start_on,
        "end_on": task.end_on,
        "rrule": task.rrule,
        "event": "",
        "offset_days": None,
        "offset_unit": "",
        "schedule_text": "",
    }


def _create(plan: Plan, group: TaskGroup, lead: dict[str, Any], **columns: Any) -> Task:
    taken = set(Task.objects.filter(plan=plan).values_list("code", flat=True))
    wanted = columns.pop("code", "")
    own = (f"{group.no}.R{number}" for number in range(1, len(taken) + 2))  # R: riêng
    code = wanted if wanted and wanted not in taken else next(code for code in own if code not in taken)
    return Task.objects.create(
        plan=plan,
        group=group,
        code=code,
        position=next_position(plan),
        lead=lead,
        budget_kind=BudgetKind.NONE,
        folded=searched(code, columns["title"], columns["products"], lead["text"]),
        **columns,
    )


def _below(plan: Plan, now: dt.datetime) -> frozenset[int]:
    return registry.reach(clock.day_of(now)).get(plan.unit_id, frozenset()) | {plan.unit_id}


def _lead(plan: Plan, unit_ids: Collection[int], now: dt.datetime) -> dict[str, Any]:
    """Return the leads in the form of a reading, with the units' numbers, by which the plan is given out."""
    names = registry.names(unit_ids, clock.day_of(now))
    text = ", ".join(names[unit_id] for unit_id in unit_ids if unit_id in names)
    nobody_else: dict[str, Any] = {"units": [], "classes": [], "condition": None, "unresolved": []}
    return {"text": text, "unit_ids": list(unit_ids), **nobody_else}
