"""What forms about units offer to choose from."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cchc.kernel.text import sort_key
from cchc.organisation import queries
from cchc.organisation.models import Level
from cchc.organisation.types import UnitNode

Groups = list[tuple[str, list[tuple[str, str]]]]


def units(day: dt.date) -> Groups:
    """Return slug and name of the units of ``day`` in groups: a level, or a district with its communes."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for node, above in _walk(queries.tree(day), None):
        label = above.name if above and above.level == "district" else str(Level(node.level).label)
        named = node.name if node.code == node.slug else f"{node.name} ({node.code})"
        groups.setdefault(label, []).append((node.slug, named))
    return [(label, sorted(some, key=lambda one: sort_key(one[1]))) for label, some in groups.items()]


def targets(day: dt.date) -> Groups:
    """Return what a name may mean on ``day``: keys of classes and codes of units."""
    directory = queries.directory(day)
    by_level: dict[str, list[tuple[str, str]]] = {}
    for unit in directory.units:
        by_level.setdefault(str(Level(unit.level).label), []).append((unit.code, f"{unit.name} ({unit.code})"))
    classes = [(group.key, group.name) for group in directory.classes]
    return [(_("Nhóm đơn vị"), classes), *by_level.items()]


def _walk(nodes: tuple[UnitNode, ...], above: UnitNode | None) -> Iterator[tuple[UnitNode, UnitNode | None]]:
    for node in nodes:
        yield node, above
        yield from _walk(node.children, node)


def levels() -> list[tuple[str, Any]]:
    """Return the levels by which lists are narrowed."""
    return list(Level.choices)
