"""The figures of a plan's dashboard; every one counts only the assignments that the reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, Min, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from cchc.kernel.statements import statement
from cchc.plans.models import Assignment, Task, TaskPartner
from cchc.plans.queries.counted import fallen_due, quarter
from cchc.plans.queries.status import status_expression
from cchc.plans.rules.status import Status
from cchc.plans.rules.tally import Tally
from cchc.plans.states import BudgetKind


@dataclass(frozen=True)
class Sums:
    """What the document says of some tasks: how many, and đồng in all and as lump sums.

    A sum "mỗi huyện" has no total and is not counted for the whole; for some units it is theirs. ``shared`` tasks have
    one sum for units inside and outside of a scope, which nobody has divided: it is not counted.
    """

    tasks: int = 0
    planned: int = 0
    lump_sums: int = 0
    shared: int = 0

    @property
    def uncounted(self) -> "Sums":
        """The same without its money: it lies in the sum of a task above."""
        return Sums(self.tasks, shared=self.shared)

    @classmethod
    def add(cls, parts: Iterable["Sums"]) -> "Sums":
        of = list(parts)
        columns = zip(*((s.tasks, s.planned, s.lump_sums, s.shared) for s in of), strict=True)
        return cls(*(sum(column) for column in columns))


def tallies_by(assignments: QuerySet[Assignment], key: str, today: dt.date) -> Mapping[Any, Tally]:
    """Return a tally for each value of ``key`` (a field path of ``Assignment``), in one query."""
    judged = assignments.annotate(status=status_expression(today), is_due=is_due(today))
    rows = judged.values_list(key, "status", "is_due").annotate(n=Count("pk")).order_by()
    return tallied_rows(rows)


def judged(assignments: QuerySet[Assignment], today: dt.date) -> list[tuple[int, str, bool]]:
    """Return each assignment's number, its status, and whether it has fallen due; one query."""
    found = assignments.order_by().annotate(status=status_expression(today), is_due=is_due(today))
    return list(found.values_list("pk", "status", "is_due"))


def is_due(today: dt.date) -> Case:
    """Return whether an assignment has fallen due, or should have had a due day by now."""
    return Case(When(fallen_due(today), then=Value(True)), default=Value(False))


@dataclass(frozen=True)
class Slice:
    """The assignments of one task that fall due in one quarter of its plan's year (``None``: no day), have one status,

    and have fallen due or not; đồng spent.
    """

    task_id: int
    quarter: int | None
    status: Status
    count: int
    spent: int
    first_due: dt.date | None
    is_due: bool = False
    plan_id: int = 0


def slices(assignments: QuerySet[Assignment], today: dt.date) -> list[Slice]:
    """Return the assignments of plans cut by task, quarter and status: what most figures add up, in one query."""
    rows = (
        assignments.annotate(status=status_expression(today), quarter=quarter(), is_due=is_due(today))
        .values_list("plan_id", "task_id", "quarter", "status", "is_due")
        .annotate(n=Count("pk"), spent=Sum("spent"), first=Min("due_on"))
        .order_by()
    )
    return [
        Slice(task, of_year, Status(status), n, spent, first, due, plan)
        for plan, task, of_year, status, due, n, spent, first in rows
    ]


def tallied(parts: Iterable[Slice], key: Callable[[Slice], Hashable]) -> dict[Any, Tally]:
    """Add slices up by ``key``."""
    return tallied_rows((key(part), part.status, part.is_due, part.count) for part in parts)


def tallied_rows(rows: Iterable[tuple[Any, str, bool, int]]) -> dict[Any, Tally]:
    """Return a tally for each key of rows of a key, a status, whether due by now, and a count."""
    of_key: dict[Hashable, list[tuple[str, bool, int]]] = defaultdict(list)
    for key, status, due, count in rows:
        of_key[key].append((status, due, count))
    return {key: Tally.of(found) for key, found in of_key.items()}


def late_units(by_unit: Mapping[int, Tally]) -> int:
    """Return how many units have something late."""
    return sum(1 for tally in by_unit.values() if tally.late)


def tasks_of(plan_id: int, unit_ids: Collection[int] | None = None) -> Mapping[int, "TaskLine"]:
    """Return the tasks of a plan by number, withdrawn ones too, in one query; with what ``unit_ids`` share in them."""
    if unit_ids is None:
        return {row[0]: TaskLine(*row) for row in _lines_of(plan_id)}
    return _shared_lines(Task.objects.filter(plan_id=plan_id).order_by("position"), unit_ids)


_LINE = ("pk", "group_id", "code", "title", "budget_kind", "total", "per", "withdrawn_at", "amount", "parent_id")


@statement
def _lines_of(plan_id: int) -> "QuerySet[Task, tuple[Any, ...]]":
    rows: QuerySet[Task, tuple[Any, ...]]
    rows = Task.objects.filter(plan_id=plan_id).order_by("position").values_list(*_LINE)
    return rows


def task_lines(rows: QuerySet[Task]) -> Mapping[int, "TaskLine"]:
    """Return tasks by number as they stand in the document, in one query."""
    return {row[0]: TaskLine(*row) for row in rows.values_list(*_LINE)}


def _shared_lines(rows: QuerySet[Task], unit_ids: Collection[int]) -> Mapping[int, "TaskLine"]:
    """Return tasks by number, with how many units lead each and whether one of ``unit_ids`` is a partner in it."""
    leads = Assignment.objects.filter(task=OuterRef("pk"), cancelled_at=None).order_by().values("task")
    counted = rows.annotate(
        leads=Coalesce(Subquery(leads.annotate(n=Count("pk")).values("n")), 0),
        is_partner=Exists(TaskPartner.objects.filter(task=OuterRef("pk"), unit_id__in=unit_ids)),
    )
    return {row[0]: TaskLine(*row) for row in counted.values_list(*_LINE, "leads", "is_partner")}


@dataclass(frozen=True)
class TaskLine:
    """As much of a task as the figures of a plan need; ``leads`` is how many units have a share in it.

    That, and whether units are partners in it, only ``carried_by`` needs: the figures of some units.
    """

    id: int
    group_id: int
    code: str
    title: str
    budget_kind: str
    total: int | None
    per: str
    withdrawn_at: dt.datetime | None
    amount: int | None = None
    parent_id: int | None = None
    leads: int = 0
    is_partner: bool = False

    @property
    def sums(self) -> Sums:
        """Return what the task adds to the sums of the document; nothing once it is withdrawn."""
        if self.withdrawn_at:
            return Sums()
        planned = self.total or 0 if self.budget_kind == BudgetKind.MONEY else 0
        return Sums(1, planned, 0 if self.per else planned)

    def carried_by(self, mine: int) -> Sums:
        """Return what the task adds to the sums of units that have ``mine`` of its shares, or are partners in it."""
        if self.withdrawn_at or not (mine or self.is_partner):
            return Sums()
        if not mine or self.budget_kind != BudgetKind.MONEY:
            return Sums(1)
        if self.total is None:  # "50 triệu mỗi huyện": each has its own
            return Sums(1, mine * (self.amount or 0))
        return self.sums if mine == self.leads else Sums(1, shared=1)
