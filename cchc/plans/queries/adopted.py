"""What an adoption made: how much work, for how many units, and what waits for them or for the office."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from cchc.plans.models import Assignment, Plan, Reading, Task
from cchc.plans.queries.corrections import side
from cchc.plans.states import BudgetKind


@dataclass(frozen=True)
class Outcome:
    """Figures of a plan's tasks and assignments that are neither withdrawn nor cancelled; money in đồng."""

    tasks: int
    assignments: int
    units: int
    optional: int
    undated: int
    money: int
    not_leading: tuple[Assignment, ...]
    """Reported work of units that the newest document no longer has lead: the office decides what becomes of it."""


def outcome(reading: Reading, plan_id: int) -> Outcome:
    """Return what the plan of an adopted reading holds, in four queries and the registry's."""
    tasks = Task.objects.filter(plan_id=plan_id, withdrawn_at=None)
    given = _given(plan_id)
    money = tasks.filter(budget_kind=BudgetKind.MONEY).aggregate(total=Sum("total"))["total"] or 0
    counts = given.aggregate(
        assignments=Count("pk"),
        units=Count("unit_id", distinct=True),
        optional=Count("pk", filter=Q(is_optional=True)),
        undated=Count("pk", filter=Q(due_on=None)),
    )
    return Outcome(tasks=tasks.count(), money=money, not_leading=_not_leading(reading, plan_id), **counts)


def _given(plan_id: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(plan_id=plan_id, task__withdrawn_at=None, cancelled_at=None)


def _not_leading(reading: Reading, plan_id: int) -> tuple[Assignment, ...]:
    understood = side(reading)
    leads = {
        (task["code"], unit_id)
        for group in reading.draft["groups"]
        for task in group["tasks"]
        for unit_id in understood.leads(task["key"])
    }
    pairs = _given(plan_id).values_list("pk", "task__code", "unit_id")
    odd = [pk for pk, code, unit_id in pairs if (code, unit_id) not in leads]
    return tuple(Assignment.objects.filter(pk__in=odd).select_related("task").order_by("pk")) if odd else ()


def same_number(reading: Reading) -> Plan | None:
    """Return the plan that its issuer already has under the number and year of a reading, if there is one; 1 query."""
    number, year = reading.draft["number"], reading.draft["year"]
    if not number:
        return None
    same = Plan.objects.filter(unit_id=reading.unit_id, number=number, year=year)
    return same.exclude(pk=reading.plan_id or 0).first()
