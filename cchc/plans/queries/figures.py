"""The figures of a plan's dashboard; every one counts only the assignments that the reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractQuarter

from cchc.plans.models import Assignment, Task
from cchc.plans.queries.status import status_expression
from cchc.plans.rules.tally import Tally
from cchc.plans.states import BudgetKind


@dataclass(frozen=True)
class Money:
    """Đồng: what the document gives in figures, what of it is a lump sum, and what was reported spent."""

    planned: int
    lump_sums: int
    spent: int


def tallies_by(assignments: QuerySet[Assignment], key: str, today: dt.date) -> Mapping[Any, Tally]:
    """Return a tally for each value of ``key`` (a field path of ``Assignment``), in one query."""
    rows = (
        assignments.annotate(status=status_expression(today)).values(key, "status").annotate(n=Count("pk")).order_by()
    )
    return _tallies((row[key], row["status"], row["n"]) for row in rows)


def tallies_by_group(assignments: QuerySet[Assignment], today: dt.date) -> Mapping[int, Tally]:
    """Return a tally for each field of the plan."""
    return tallies_by(assignments, "task__group_id", today)


def tasks_by_group(plan_id: int) -> Mapping[int, int]:
    """Return how many tasks each field has."""
    live = Task.objects.filter(plan_id=plan_id, withdrawn_at=None)
    return dict(live.values_list("group_id").annotate(n=Count("pk")).order_by())


def tallies_by_quarter(assignments: QuerySet[Assignment], today: dt.date) -> Mapping[int | None, Tally]:
    """Return a tally for each quarter of the due day; ``None`` are those without one."""
    rows = (
        assignments.annotate(status=status_expression(today), quarter=ExtractQuarter("due_on"))
        .values("quarter", "status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return _tallies((row["quarter"], row["status"], row["n"]) for row in rows)


def _tallies(rows: Any) -> dict[Any, Tally]:
    pairs: dict[Hashable, list[tuple[str, int]]] = defaultdict(list)
    for key, status, count in rows:
        pairs[key].append((status, count))
    return {key: Tally.of(of_key) for key, of_key in pairs.items()}


def late_units(by_unit: Mapping[int, Tally]) -> int:
    """Return how many units have something late."""
    return sum(1 for tally in by_unit.values() if tally.late)


def money_by_group(plan_id: int, assignments: QuerySet[Assignment]) -> Mapping[int, Money]:
    """Return planned and spent money for each group of a plan, in two queries.

    Planned is what the document says of a task as a whole: a sum "mỗi huyện" has no total and is not counted.
    """
    tasks = Task.objects.filter(plan_id=plan_id, withdrawn_at=None, budget_kind=BudgetKind.MONEY)
    planned: dict[int, int] = defaultdict(int)
    lump: dict[int, int] = defaultdict(int)
    for group_id, total, per in tasks.exclude(total=None).values_list("group_id", "total", "per"):
        planned[group_id] += total
        lump[group_id] += 0 if per else total
    spent = dict(assignments.values_list("task__group_id").annotate(spent=Sum("spent")).order_by())
    return {group: Money(planned[group], lump[group], spent.get(group, 0)) for group in {*planned, *spent}}
