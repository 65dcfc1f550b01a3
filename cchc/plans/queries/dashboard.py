"""One plan at a glance: by field, by quarter, by unit, and what needs attention."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.plans.models import Assignment, Difficulty, Plan, TaskGroup
from cchc.plans.queries import figures, lists
from cchc.plans.queries.figures import Money
from cchc.plans.rules.status import Status
from cchc.plans.rules.tally import Tally
from cchc.plans.states import DifficultyState

URGENT = 8


@dataclass(frozen=True)
class GroupLine:
    """A field of the plan with its figures."""

    id: int
    no: str
    title: str
    tasks: int
    tally: Tally
    money: Money


@dataclass(frozen=True)
class Place:
    """A unit of the grid (a district with its communes, or a commune where there are no districts)."""

    id: int
    slug: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class Overview:
    """The figures of a plan, over the assignments that the reader may see."""

    tally: Tally
    units: int
    late_units: int
    undated: int
    difficulties: int
    money: Money
    groups: tuple[GroupLine, ...]
    quarters: Mapping[int | None, Tally]
    places: tuple[Place, ...]
    departments: tuple[Place, ...]
    urgent: tuple[lists.AssignmentRow, ...]


def overview(plan: Plan, assignments: QuerySet[Assignment], today: dt.date, as_of: dt.date) -> Overview:
    """Return the overview of ``plan``; ``assignments`` are those of it that the reader may see."""
    by_group = figures.tallies_by_group(assignments, today)
    by_unit = figures.tallies_by(assignments, "unit_id", today)
    money = figures.money_by_group(plan.pk, assignments)
    groups = tuple(_group_lines(plan, by_group, money))
    tree = organisation.tree(as_of)
    return Overview(
        tally=Tally.sum(by_unit.values()),
        units=len(by_unit),
        late_units=figures.late_units(by_unit),
        undated=lists.undated(assignments),
        difficulties=Difficulty.objects.filter(assignment__in=assignments, state=DifficultyState.OPEN).count(),
        money=Money(*(sum(getattr(m, name) for m in money.values()) for name in ("planned", "lump_sums", "spent"))),
        groups=groups,
        quarters=figures.tallies_by_quarter(assignments, today),
        places=tuple(_places(tree, by_unit)),
        departments=tuple(_leaves(tree, "department", by_unit)),
        urgent=tuple(lists.most_urgent(assignments, today, URGENT)),
    )


def _group_lines(plan: Plan, tallies: Mapping[int, Tally], money: Mapping[int, Money]) -> list[GroupLine]:
    counts = figures.tasks_by_group(plan.pk)
    nothing = Money(0, 0, 0)
    return [
        GroupLine(g.pk, g.no, g.title, counts.get(g.pk, 0), tallies.get(g.pk, Tally()), money.get(g.pk, nothing))
        for g in TaskGroup.objects.filter(plan=plan).order_by("position")
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


def _leaves(tree: tuple[UnitNode, ...], level: str, by_unit: Mapping[int, Tally]) -> list[Place]:
    nodes = [child for root in tree for child in root.children if child.level == level and child.id in by_unit]
    return [Place(node.id, node.slug, node.short or node.name, by_unit[node.id]) for node in nodes]


def _ids(node: UnitNode) -> list[int]:
    return [node.id, *(unit for child in node.children for unit in _ids(child))]


def worst_first(places: tuple[Place, ...]) -> list[Place]:
    """Return places with the most that is late first, then the least that is done."""
    return sorted(places, key=lambda p: (-p.tally[Status.LATE], p.tally.done_share or 0))
