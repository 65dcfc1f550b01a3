"""The figures of a plan's dashboard; every one counts only the assignments that the reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import ExtractQuarter

from cchc.plans.models import Assignment, Task
from cchc.plans.queries.status import status_expression
from cchc.plans.rules.status import Status
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


@dataclass(frozen=True)
class Slice:
    """The assignments of one task that fall due in one quarter (``None``: no day) and have one status; đồng spent."""

    task_id: int
    quarter: int | None
    status: Status
    count: int
    spent: int
    first_due: dt.date | None


def slices(assignments: QuerySet[Assignment], today: dt.date) -> list[Slice]:
    """Return the assignments of a plan cut by task, quarter and status: what most figures add up, in one query."""
    rows = (
        assignments.annotate(status=status_expression(today), quarter=ExtractQuarter("due_on"))
        .values_list("task_id", "quarter", "status")
        .annotate(n=Count("pk"), spent=Sum("spent"), first=Min("due_on"))
        .order_by()
    )
    return [Slice(task, quarter, Status(status), n, spent, due) for task, quarter, status, n, spent, due in rows]


def tallied(parts: Iterable[Slice], key: Callable[[Slice], Hashable]) -> dict[Any, Tally]:
    """Add slices up by ``key``."""
    return _tallies((key(part), part.status, part.count) for part in parts)


def _tallies(rows: Iterable[tuple[Any, str, int]]) -> dict[Any, Tally]:
    pairs: dict[Hashable, list[tuple[str, int]]] = defaultdict(list)
    for key, status, count in rows:
        pairs[key].append((status, count))
    return {key: Tally.of(of_key) for key, of_key in pairs.items()}


def late_units(by_unit: Mapping[int, Tally]) -> int:
    """Return how many units have something late."""
    return sum(1 for tally in by_unit.values() if tally.late)


def tasks_of(plan_id: int) -> Mapping[int, "TaskLine"]:
    """Return the tasks of a plan by number, withdrawn ones too, in one query."""
    rows = Task.objects.filter(plan_id=plan_id).order_by("position")
    columns = ("pk", "group_id", "code", "title", "budget_kind", "total", "per", "withdrawn_at")
    return {row[0]: TaskLine(*row) for row in rows.values_list(*columns)}


@dataclass(frozen=True)
class TaskLine:
    """As much of a task as the figures of a plan need."""

    id: int
    group_id: int
    code: str
    title: str
    budget_kind: str
    total: int | None
    per: str
    withdrawn_at: dt.datetime | None

    @property
    def sums(self) -> Sums:
        """Return what the task adds to the sums of the document; nothing once it is withdrawn."""
        if self.withdrawn_at:
            return Sums()
        planned = self.total or 0 if self.budget_kind == BudgetKind.MONEY else 0
        return Sums(1, planned, 0 if self.per else planned)
