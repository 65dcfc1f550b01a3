"""The figures of a plan's dashboard; every one counts only the assignments that the reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter

from cchc.plans.models import Assignment, Task
from cchc.plans.queries.status import status_expression
from cchc.plans.rules.tally import Tally
from cchc.plans.states import BudgetKind


@dataclass(frozen=True)
class Sums:
    """What the document says of some tasks: how many, and đồng in all and as lump sums.

    A sum "mỗi huyện" has no total and is not counted.
    """

    tasks: int = 0
    planned: int = 0
    lump_sums: int = 0

    @classmethod
    def add(cls, parts: Iterable["Sums"]) -> "Sums":
        of = list(parts)
        return cls(sum(s.tasks for s in of), sum(s.planned for s in of), sum(s.lump_sums for s in of))


def tallies_by(assignments: QuerySet[Assignment], key: str, today: dt.date) -> Mapping[Any, Tally]:
    """Return a tally for each value of ``key`` (a field path of ``Assignment``), in one query."""
    rows = (
        assignments.annotate(status=status_expression(today)).values(key, "status").annotate(n=Count("pk")).order_by()
    )
    return _tallies((row[key], row["status"], row["n"]) for row in rows)


def tallies_and_spending(assignments: QuerySet[Assignment], today: dt.date) -> Mapping[int, tuple[Tally, int]]:
    """Return for each field of the plan a tally and what was reported spent (đồng), in one query."""
    rows = (
        assignments.annotate(status=status_expression(today))
        .values("task__group_id", "status")
        .annotate(n=Count("pk"), spent=Sum("spent"))
        .order_by()
    )
    spent: dict[int, int] = defaultdict(int)
    for row in rows:
        spent[row["task__group_id"]] += row["spent"]
    tallies = _tallies((row["task__group_id"], row["status"], row["n"]) for row in rows)
    return {group: (tally, spent[group]) for group, tally in tallies.items()}


def tallies_by_quarter(assignments: QuerySet[Assignment], today: dt.date) -> Mapping[int | None, Tally]:
    """Return a tally for each quarter of the due day; ``None`` are those without one."""
    rows = (
        assignments.annotate(status=status_expression(today), quarter=ExtractQuarter("due_on"))
        .values("quarter", "status")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return _tallies((row["quarter"], row["status"], row["n"]) for row in rows)


def _tallies(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, Tally]:
    pairs: dict[Hashable, list[tuple[str, int]]] = defaultdict(list)
    for key, status, count in rows:
        pairs[key].append((status, count))
    return {key: Tally.of(of_key) for key, of_key in pairs.items()}


def late_units(by_unit: Mapping[int, Tally]) -> int:
    """Return how many units have something late."""
    return sum(1 for tally in by_unit.values() if tally.late)


def sums_by_group(plan_id: int) -> Mapping[int, Sums]:
    """Return the number and the money of the tasks of each field, in one query."""
    in_figures = Q(budget_kind=BudgetKind.MONEY)
    rows = (
        Task.objects.filter(plan_id=plan_id, withdrawn_at=None)
        .values("group_id")
        .annotate(
            tasks=Count("pk"),
            planned=Sum("total", filter=in_figures, default=0),
            lump_sums=Sum("total", filter=in_figures & Q(per=""), default=0),
        )
        .order_by()
    )
    return {row["group_id"]: Sums(row["tasks"], row["planned"], row["lump_sums"]) for row in rows}
