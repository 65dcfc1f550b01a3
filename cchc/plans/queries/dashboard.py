"""A plan, or all plans of a year, at a glance: by field, by quarter, by unit, and what needs attention.

Every figure is one of the registry of indicators (``counted.py``), over the assignments that the reader may see.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cchc.kernel.indicators import Fraction
from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.plans.models import Assignment, Plan, Task, TaskGroup
from cchc.plans.queries import figures
from cchc.plans.queries.cuts import Cuts, cuts
from cchc.plans.queries.figures import Slice, Sums, TaskLine
from cchc.plans.rules import sums as once
from cchc.plans.rules.status import BEHIND, Status
from cchc.plans.rules.tally import Tally

FIGURES = ("tasks_given", "tasks_done", "year_done", "tasks_late", "dates_owed", "dates_registered_late", "dates_open")
PRESSING = 6
_PRESSING = BEHIND | {Status.AT_RISK, Status.AWAITING}


@dataclass(frozen=True)
class GroupLine:
    """A field of the plan with its figures; money in đồng."""

    id: int
    no: str
    title: str
    sums: Sums
    tally: Tally
    spent: int


@dataclass(frozen=True)
class PlanLine:
    """One plan of a year with its figures; đồng spent."""

    id: int
    number: str
    title: str
    issued_on: dt.date
    tally: Tally
    spent: int


@dataclass(frozen=True)
class Place:
    """A unit of the grid (a district with its communes, or a commune where there are no districts)."""

    id: int
    slug: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class Pressing:
    """A task with open work that presses: how many units are late, near their day, or wait for the office."""

    task_id: int
    code: str
    title: str
    late: int
    undated: int
    at_risk: int
    awaiting: int
    first_due: dt.date | None


@dataclass(frozen=True)
class Glance:
    """The figures of some assignments; ``figures`` by the name of the indicator, without "plans."."""

    tally: Tally
    figures: Mapping[str, Fraction]
    units: int
    late_units: int
    difficulties: int
    quarters: Mapping[int | None, Tally]
    places: tuple[Place, ...]
    departments: tuple[Place, ...]
    pressing: tuple[Pressing, ...]


@dataclass(frozen=True)
class Overview(Glance):
    """The figures of a plan, over the assignments that the reader may see; money in đồng."""

    sums: Sums
    spent: int
    groups: tuple[GroupLine, ...]


@dataclass(frozen=True)
class Year(Glance):
    """The figures of all plans of a year, over the assignments that the reader may see."""

    plans: tuple[PlanLine, ...]


def overview(
    plan: Plan,
    assignments: QuerySet[Assignment],
    today: dt.date,
    as_of: dt.date,
    *,
    groups: Sequence[TaskGroup] | None = None,
    unit_ids: Collection[int] | None = None,
) -> Overview:
    """Return the overview of ``plan`` on ``today``, units named as of ``as_of``; three queries, two with ``groups``.

    ``assignments`` are those of the plan that the reader may see. ``unit_ids`` is the reader's scope: tasks and money
    are then those of its units; ``None`` is the whole plan.
    """
    assignments = assignments.filter(task__plan=plan)  # says no more, but the tasks of one plan are found by an index
    cut = cuts(assignments, FIGURES, plan.year, today)
    slices = cut.slices
    tasks = figures.tasks_of(plan.pk, unit_ids)
    sums = _sums(tasks, slices, everything=unit_ids is None)
    if groups is None:
        groups = list(TaskGroup.objects.filter(plan=plan).order_by("position"))
    lines = tuple(_group_lines(groups, slices, tasks, sums))
    parts = _glance(cut, as_of)
    return Overview(
        **parts,
        pressing=tuple(_pressing(_most_pressing(slices), tasks)),
        sums=Sums.add(sums.values()),
        spent=sum(part.spent for part in slices),
        groups=lines,
    )


def year(plans: Sequence[Plan], assignments: QuerySet[Assignment], today: dt.date, of: int) -> Year:
    """Return the figures of the plans of the year ``of`` on ``today``; two queries.

    ``assignments`` are those of the plans that the reader may see, each piece of work once (``counted.live``).
    """
    cut = cuts(assignments, FIGURES, of, today)
    slices = cut.slices
    tallies, most = figures.tallied(slices, lambda part: part.plan_id), _most_pressing(slices)
    tasks = figures.task_lines(Task.objects.filter(pk__in=[task for task, _parts in most]))
    spent: Counter[int] = Counter()
    for part in slices:
        spent[part.plan_id] += part.spent
    lines = (PlanLine(p.pk, p.number, p.title, p.issued_on, tallies.get(p.pk, Tally()), spent[p.pk]) for p in plans)
    parts = _glance(cut, today)
    return Year(**parts, pressing=tuple(_pressing(most, tasks)), plans=tuple(lines))


def _glance(cut: Cuts, as_of: dt.date) -> dict[str, Any]:
    tree = organisation.tree(as_of)
    return {
        "tally": Tally.sum(cut.by_unit.values()),
        "figures": cut.figures,
        "units": sum(1 for tally in cut.by_unit.values() if tally.total),
        "late_units": figures.late_units(cut.by_unit),
        "difficulties": cut.difficulties,
        "quarters": figures.tallied(cut.slices, lambda part: part.quarter),
        "places": tuple(_places(tree, cut.by_unit)),
        "departments": tuple(_departments(tree, cut.by_unit)),
    }


def _sums(tasks: Mapping[int, TaskLine], slices: Sequence[Slice], *, everything: bool) -> Mapping[int, Sums]:
    """Return what each task adds to the sums: of the document, or of the units whose work ``slices`` are.

    Money that lies in the sum of a task above, which is counted here too, adds nothing.
    """
    mine: Counter[int] = Counter()
    for part in slices:
        mine[part.task_id] += part.count if part.status is not Status.CANCELLED else 0
    each = {task.id: task.sums if everything else task.carried_by(mine[task.id]) for task in tasks.values()}
    parents = {task.id: task.parent_id for task in tasks.values() if task.parent_id}
    counted = once.counted({key: sums.planned for key, sums in each.items() if sums.planned}, parents)
    return {key: sums.uncounted if sums.planned and key not in counted else sums for key, sums in each.items()}


def _group_lines(
    groups: Sequence[TaskGroup], slices: Sequence[Slice], tasks: Mapping[int, TaskLine], sums: Mapping[int, Sums]
) -> Iterator[GroupLine]:
    tallies = figures.tallied(slices, lambda part: tasks[part.task_id].group_id)
    for group in groups:
        of_group = Sums.add(sums[task.id] for task in tasks.values() if task.group_id == group.pk)
        spent = sum(part.spent for part in slices if tasks[part.task_id].group_id == group.pk)
        yield GroupLine(group.pk, group.no, group.title, of_group, tallies.get(group.pk, Tally()), spent)


Parts = tuple[int, list[Slice]]


def _most_pressing(slices: Sequence[Slice]) -> list[Parts]:
    """Return the tasks that press, those with late work first, then by the earliest due day."""
    of_task: dict[int, list[Slice]] = defaultdict(list)
    for part in slices:
        if part.status in _PRESSING:
            of_task[part.task_id].append(part)

    def need(found: Parts) -> tuple[bool, dt.date, int]:
        task_id, parts = found
        is_late = any(part.status in BEHIND for part in parts)
        return not is_late, _first_due(parts) or dt.date.max, task_id

    return sorted(of_task.items(), key=need)[:PRESSING]


def _first_due(parts: Sequence[Slice]) -> dt.date | None:
    return min((part.first_due for part in parts if part.first_due), default=None)


def _pressing(most: Sequence[Parts], tasks: Mapping[int, TaskLine]) -> Iterator[Pressing]:
    for task_id, parts in most:
        task, tally = tasks[task_id], Tally.of((part.status, part.is_due, part.count) for part in parts)
        counts = (tally.late, tally.undated, tally.at_risk, tally.awaiting)
        yield Pressing(task.id, task.code, task.title, *counts, _first_due(parts))


def _places(tree: tuple[UnitNode, ...], by_unit: Mapping[int, Tally]) -> list[Place]:
    """Return districts with what lies below them; where there are none, or only one has work, communes."""
    nodes = [child for root in tree for child in root.children]
    districts = [node for node in nodes if node.level == "district"]
    places = _worked_in(districts or [node for node in nodes if node.level == "commune"], by_unit)
    if len(places) == 1 and districts:
        return _worked_in([child for node in districts if node.id == places[0].id for child in node.children], by_unit)
    return places


def _worked_in(nodes: Sequence[UnitNode], by_unit: Mapping[int, Tally]) -> list[Place]:
    found = [(node, Tally.sum(by_unit[unit] for unit in _ids(node) if unit in by_unit)) for node in nodes]
    return [Place(node.id, node.slug, node.short or node.name, tally) for node, tally in found if tally.total]


def _departments(tree: tuple[UnitNode, ...], by_unit: Mapping[int, Tally]) -> list[Place]:
    nodes = [child for root in tree for child in root.children if child.level == "department" and child.id in by_unit]
    return [Place(node.id, node.slug, node.short or node.name, by_unit[node.id]) for node in nodes]


def _ids(node: UnitNode) -> list[int]:
    return [node.id, *(unit for child in node.children for unit in _ids(child))]
