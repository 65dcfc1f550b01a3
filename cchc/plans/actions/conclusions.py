"""Conclusions of a meeting become work: a plan of their own, adopted as it stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import alone
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze
from cchc.organisation import queries as registry
from cchc.plans.actions._assigning import Given, assign
from cchc.plans.actions._columns import searched
from cchc.plans.models import Plan, Task, TaskGroup
from cchc.plans.queries.adopted import of_number
from cchc.plans.queries.brief import CONCLUSIONS
from cchc.plans.states import BudgetKind, PlanState, ScheduleKind
from cchc.ui.display import date as said_day

_NOBODY: dict[str, Any] = {"units": [], "classes": [], "condition": None, "unresolved": []}


@dataclass(frozen=True)
class Order:
    """What a unit is told to do, by which day."""

    text: str
    unit_id: int
    due_on: dt.date


@dataclass(frozen=True)
class Document:
    """The signed document that gives the orders."""

    unit_id: int
    title: str
    number: str
    issued_on: dt.date


def give(document: Document, orders: Sequence[Order], *, actor: Actor, now: dt.datetime) -> list[int]:
    """Make the orders of a signed document into tasks of their units; return the tasks in the order given."""
    unit_id, issued_on = document.unit_id, document.issued_on
    if not orders:
        raise Refusal("Không có nội dung nào giao cho đơn vị.")
    names = registry.full_names({order.unit_id for order in orders} | {unit_id}, issued_on)
    with history.attributed(actor):
        alone("plans.document", unit_id)
        if of_number(unit_id, document.number, issued_on.year):
            raise Refusal(
                "Đơn vị đã có kế hoạch số %(number)s trong năm %(year)s.",
                "number",
                number=document.number,
                year=issued_on.year,
            )
        plan = Plan.objects.create(
            unit_id=unit_id, number=document.number, issued_on=issued_on, issuer=names[unit_id],
            title=document.title[:500], year=issued_on.year,
            frame={CONCLUSIONS: True}, state=PlanState.ADOPTED, adopted_at=now, adopted_by_id=actor.user_id,
            is_demo=actor.invents,
        )  # fmt: skip
        group = TaskGroup.objects.create(plan=plan, no="1", title="Kết luận", position=1)
        tasks = [_task(plan, group, place, order, names) for place, order in enumerate(orders, 1)]
        made = Task.objects.bulk_create(tasks)
        assign(plan, [Given(task, [order.unit_id]) for task, order in zip(made, orders, strict=True)])
    return [task.pk for task in made]


def _task(plan: Plan, group: TaskGroup, place: int, order: Order, names: dict[int, str]) -> Task:
    name, code, title = names[order.unit_id], str(place), squeeze(order.text)
    columns: dict[str, Any] = {
        "code": code,
        "title": title,
        "lead": {"text": name, "unit_ids": [order.unit_id], **_NOBODY},
        "partners": {"text": "", "unit_ids": [], **_NOBODY},
        "schedule_kind": ScheduleKind.DEADLINE,
        "schedule_text": said_day(order.due_on),
        "end_on": order.due_on,
        "budget_kind": BudgetKind.NONE,
        "products": [],
    }
    return Task(plan=plan, group=group, position=place, folded=searched(code, title, (), name), **columns)
