"""One plan at a glance: by field, by quarter, by unit, and what needs attention."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.plans.models import Assignment, Difficulty, Plan, TaskGroup
from cchc.plans.queries import figures
from cchc.plans.queries.figures import Slice, Sums, TaskLine
from cchc.plans.rules.status import BEHIND, Status
from cchc.plans.rules.tally import Tally
from cchc.plans.states import DifficultyState

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
    at_risk: int
    awaiting: int
    first_due: dt.date | None


@dataclass(frozen=True)
class Overview:
    """The figures of a plan, over the assignments that the reader may see; money in đồng."""

    tally: Tally
    units: int
    late_units: int
    difficulties: int
    sums: Sums
    spent: int
    groups: tuple[GroupLine, ...]
    quarters: Mapping[int | None, Tally]
    places: tuple[Place, ...]
    departments: tuple[Place, ...]
    pressing: tuple[Pressing, ...]

    @property
    def undated(self) -> int:
        """Open assignments that still wait for their unit to set a date."""
        return self.quarters[None].open if None in self.quarters else 0


def overview(plan: Plan, assignments: QuerySet[Assignment], today: dt.date, as_of: dt.date) -> Overview:
    """Return the overview of ``plan`` on ``today``, units named as of ``as_of``; six queries.

    ``assignments`` are those of the plan that the reader may see.
    """
    by_unit = figures.tallies_by(assignments, "unit_id", today)
    slices, tasks = figures.slices(assignments, today), figures.tasks_of(plan.pk)
    groups = tuple(_group_lines(plan, slices, tasks))
    tree = organisation.tree(as_of)
    return Overview(
        tally=Tally.sum(by_unit.values()),
        units=len(by_unit),
        late_units=figures.late_units(by_unit),
        difficulties=Difficulty.objects.filter(assignment__in=assignments, state=DifficultyState.OPEN).count(),
        sums=Sums.add(group.sums for group in groups),
        spent=sum(group.spent for group in groups),
        groups=groups,
        quarters=figures.tallied(slices, lambda part: part.quarter),
        places=tuple(_places(tree, by_unit)),
        departments=tuple(_departments(tree, by_unit)),
        pressing=tuple(pressing(slices, tasks, PRESSING)),
    )


def _group_lines(plan: Plan, slices: Sequence[Slice], tasks: Mapping[int, TaskLine]) -> Iterator[GroupLine]:
    tallies = figures.tallied(slices, lambda part: tasks[part.task_id].group_id)
    for group in TaskGroup.objects.filter(plan=plan).order_by("position"):
        sums = Sums.add(task.sums for task in tasks.values() if task.group_id == group.pk)
        spent = sum(part.spent for part in slices if tasks[part.task_id].group_id == group.pk)
        yield GroupLine(group.pk, group.no, group.title, sums, tallies.get(group.pk, Tally()), spent)


def pressing(slices: Sequence[Slice], tasks: Mapping[int, TaskLine], limit: int) -> list[Pressing]:
    """Return the tasks that press, those with late work first, then by the earliest due day."""
    of_task: dict[int, list[Slice]] = defaultdict(list)
    for part in slices:
        if part.status in _PRESSING:
            of_task[part.task_id].append(part)
    found = [_pressing(tasks[task_id], parts) for task_id, parts in of_task.items()]
    return sorted(found, key=lambda p: (not p.late, p.first_due or dt.date.max, p.task_id))[:limit]


def _pressing(task: TaskLine, parts: Sequence[Slice]) -> Pressing:
    tally = Tally.of((part.status, part.count) for part in parts)
    first = min((part.first_due for part in parts if part.first_due), default=None)
    return Pressing(task.id, task.code, task.title, tally.late, tally.at_risk, tally.awaiting, first)


def _places(tree: tuple[UnitNode, ...], by_unit: Mapping[int, Tally]) -> list[Place]:
    """Return districts with what lies below them; where there are none, communes."""
    nodes = [child for root in tree for child in root.children]
    level = "district" if any(node.level == "district" for node in nodes) else "commune"
    places = []
    for node in nodes:
        if node.level == level:
            tally = Tally.sum(by_unit[unit] for unit in _ids(node) if unit in by_unit)
            if tally.total:
                places.append(Place(node.id, node.slug, node.short or node.name, tally))
    return places


def _departments(tree: tuple[UnitNode, ...], by_unit: Mapping[int, Tally]) -> list[Place]:
    nodes = [child for root in tree for child in root.children if child.level == "department" and child.id in by_unit]
    return [Place(node.id, node.slug, node.short or node.name, by_unit[node.id]) for node in nodes]


def _ids(node: UnitNode) -> list[int]:
    return [node.id, *(unit for child in node.children for unit in _ids(child))]
