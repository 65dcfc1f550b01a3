"""Who reports to whom: the registry as of the last day of the period."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode
from cchc.reports.queries import content
from cchc.reports.types import Term


@dataclass(frozen=True)
class Reporting:
    """A unit that owes a report: where, to whom and by when; the province's own has no receiver here."""

    unit_id: int
    name: str
    level: str
    receiver_id: int | None
    due_on: dt.date


_MOST_TERMS = 64
_told: dict[Term, tuple[tuple[UnitNode, ...], Mapping[int, Reporting]]] = {}


def reporting(one: Term) -> Mapping[int, Reporting]:
    """Return every unit that owes a report on the period, by its number; worked out once for a tree of units."""
    tree = organisation.tree(one.last)
    kept = _told.get(one)
    if kept is not None and kept[0] is tree:
        return kept[1]
    if len(_told) >= _MOST_TERMS:
        _told.clear()
    made = MappingProxyType({found.unit_id: found for found in _owing(one, tree)})
    _told[one] = tree, made
    return made


def _owing(one: Term, tree: tuple[UnitNode, ...]) -> Iterator[Reporting]:
    owed_from = content.owed_from() or dt.date.min
    for unit, above in _walked(tree, None):
        due_on = content.due_on(one, unit.level, unit.slug)
        if due_on is not None and due_on >= owed_from:
            yield Reporting(int(unit.id), unit.name, unit.level, above, due_on)


def _walked(nodes: tuple[UnitNode, ...], above: int | None) -> Iterator[tuple[UnitNode, int | None]]:
    for node in nodes:
        yield node, above
        yield from _walked(node.children, int(node.id))


def below(one: Term, unit_id: int) -> list[Reporting]:
    """Return the units that report to a unit, in the order of the registry."""
    return [found for found in reporting(one).values() if found.receiver_id == unit_id]
