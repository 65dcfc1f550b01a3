"""Who inspects whom on a day: the registry, and ``content/law/inspections.yaml``."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.inspections.rules import whom
from cchc.kernel import plain_yaml
from cchc.organisation import queries as organisation
from cchc.organisation.types import UnitNode


def _law() -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = plain_yaml.content("law", "inspections.yaml")["leads"]
    return found


def leads(day: dt.date, kind: str = "") -> dict[int, int]:
    """Return department → committee, of the departments that lead inspections of ``kind`` (any) on ``day``."""
    wanted = {one["unit"] for one in _law() if (not kind or kind in one["kinds"]) and _holds(one, day)}
    nodes = _all(organisation.tree(day))
    return {int(child.id): int(node.id) for node in nodes for child in node.children if child.slug in wanted}


def _holds(charge: Mapping[str, Any], day: dt.date) -> bool:
    """Tell whether a department is charged on ``day``; its first and its last day count."""
    first, last = charge["from"] or dt.date.min, charge["to"] or dt.date.max
    return bool(first <= day <= last)


def _all(nodes: Sequence[UnitNode]) -> list[UnitNode]:
    return [one for node in nodes for one in (node, *_all(node.children))]


def inspected_by(unit_id: int, day: dt.date, kind: str = "") -> frozenset[int]:
    """Return the units that ``unit_id`` inspects on ``day``, for inspections of ``kind`` (any)."""
    return whom.inspected_by(unit_id, organisation.reach(day), leads(day, kind))


def inspecting(day: dt.date) -> dict[int, frozenset[int]]:
    """Return unit → the units that it inspects on ``day``; only units that inspect some."""
    reach, known = organisation.reach(day), leads(day)
    found = {unit: whom.inspected_by(unit, reach, known) for unit in reach}
    return {unit: inspected for unit, inspected in found.items() if inspected}
