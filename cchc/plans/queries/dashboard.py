"""One plan at a glance: by field, by quarter, by unit, and what needs attention."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.plans.models import Assignment, Difficulty, Plan, TaskGroup
from cchc.plans.queries import figures, lists
from cchc.plans.queries.figures import Sums
from cchc.plans.rules.tally import Tally
from cchc.plans.states import DifficultyState

PRESSING = 6


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
    pressing: tuple[lists.Pressing, ...]

    @property
    def undated(self) -> int:
        """Open assignments that still wait for their unit to set a date."""
        return self.quarters[None].open if None in self.quarters else 0


def overview(plan: Plan, assignments: QuerySet[Assignment], today: dt.date, as_of: dt.date) -> Overview:
    """Return the overview of ``plan`` on ``today``, units named as of ``as_of``; seven queries.

    ``assignments`` are those of the plan that the reader may see.
    """
    by_unit = figures.tallies_by(assignments, "unit_id", today)
    groups = tuple(_group_lines(plan, assignments, today))
    tree = organisation.tree(as_of)
    return Overview(
        tally=Tally.sum(by_unit.values()),
        units=len(by_unit),
        late_units=figures.late_units(by_unit),
        difficulties=Difficulty.objects.filter(assignment__in=assignments, state=DifficultyState.OPEN).count(),
        sums=Sums.add(group.sums for group in groups),
        spent=sum(group.spent for group in groups),
        groups=groups,
        quarters=figures.tallies_by_quarter(assignments, today),
        places=tuple(_places(tree, by_unit)),
        departments=tuple(_departments(tree, by_unit)),
        pressing=tuple(lists.pressing(assignments, today, PRESSING)),
    )


def _group_lines(plan: Plan, assignments: QuerySet[Assignment], today: dt.date) -> list[GroupLine]:
    sums = figures.sums_by_group(plan.pk)
    progress = figures.tallies_and_spending(assignments, today)
    nothing = (Tally(), 0)
    return [
        GroupLine(group.pk, group.no, group.title, sums.get(group.pk, Sums()), *progress.get(group.pk, nothing))
        for group in TaskGroup.objects.filter(plan=plan).order_by("position")
    ]


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
