"""What a unit and those above it are called in every way: what nobody may choose as a password, not who is meant."""

import datetime as dt
from collections.abc import Iterable, Iterator

from cchc.organisation.queries import _snapshot
from cchc.organisation.rules import lineage
from cchc.organisation.rules.registry import Version
from cchc.organisation.types import UnitId


def called_around(unit_id: UnitId | None, as_of: dt.date) -> frozenset[str]:
    """Return the names, short names and symbols, past ones too, of a unit, of those above it and of the province.

    Without a unit, or for one that nobody knows, those of the province; none while the registry is empty.
    """
    day = _snapshot.current().on(as_of)
    registry, slug = day.snapshot.registry, day.snapshot.slugs.get(unit_id or 0)
    around = set(day.below.get(None, ()))
    if slug:
        parent = registry.units[slug].nearest(as_of).parent  # one that lives no longer hangs where it hung
        around |= {slug, *lineage.above(registry, slug, as_of)} | ({parent} if parent else set())
    return frozenset(name for one in around for name in _called(registry.units[one].versions))


def _called(versions: Iterable[Version]) -> Iterator[str]:
    for one in versions:
        yield from filter(None, (one.name, one.official_name, one.short, one.symbol))
        if one.name.lower().startswith(one.kind.lower()):
            yield one.name[len(one.kind) :].strip()
        yield "".join(word[0] for word in one.name.replace("-", " ").split())
