"""What an adoption made: how much work, for how many units, and what waits for them or for the office."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from cchc.kernel.text import document_number
from cchc.plans.models import Assignment, Plan, Reading, Task
from cchc.plans.queries.corrections import side
from cchc.plans.rules import sums
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
    counts = given.aggregate(
        assignments=Count("pk"),
        units=Count("unit_id", distinct=True),
        optional=Count("pk", filter=Q(is_optional=True)),
        undated=Count("pk", filter=Q(due_on=None)),
    )
    return Outcome(tasks=tasks.count(), money=_money(tasks), not_leading=_not_leading(reading, plan_id), **counts)


def _money(tasks: QuerySet[Task]) -> int:
    """Return what the tasks cost in figures, what lies in the sum of a task above only once; 1 query."""
    rows = list(tasks.values_list("pk", "parent_id", "budget_kind", "total"))
    own = {pk: total for pk, _, kind, total in rows if kind == BudgetKind.MONEY and total}
    return sum(sums.counted(own, {pk: parent for pk, parent, _, _ in rows if parent}).values())


def _given(plan_id: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(plan_id=plan_id, task__withdrawn_at=None, cancelled_at=None)


def _not_leading(reading: Reading, plan_id: int) -> tuple[Assignment, ...]:
    understood = side(reading)
    leads = {(task.code, unit_id) for task in understood.draft.tasks for unit_id in understood.leads(task.key)}
    pairs = _given(plan_id).values_list("pk", "task__code", "unit_id")
    odd = [pk for pk, code, unit_id in pairs if (code, unit_id) not in leads]
    return tuple(Assignment.objects.filter(pk__in=odd).select_related("task").order_by("pk")) if odd else ()


def same_number(reading: Reading) -> Plan | None:
    """Return the plan that its issuer already has under the number and year of a reading, if there is one."""
    return of_number(reading.unit_id, reading.opened.number, reading.opened.year, but=reading.plan_id or 0)


def of_number(unit_id: int, number: str, year: int | None, but: int = 0) -> Plan | None:
    """Return the plan that a unit has under this number in this year, however it is spelled; 1 query, 2 if there is.

    Whoever is about to give the number holds the lock ``plans.document`` of the unit.
    """
    if not number or year is None:
        return None
    rows = Plan.objects.filter(unit_id=unit_id, year=year).exclude(number="").exclude(pk=but).order_by("pk")
    wanted = document_number(number)
    same = next((pk for pk, told in rows.values_list("pk", "number") if document_number(told) == wanted), None)
    return None if same is None else Plan.objects.get(pk=same)
