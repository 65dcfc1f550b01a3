"""Which units bear a word in any of their names, past ones too: for search, never to say which unit is meant."""

from functools import lru_cache
from uuid import UUID

from cchc.kernel.text import fold
from cchc.organisation.queries import _snapshot
from cchc.organisation.types import UnitId


def bearing(word: str) -> frozenset[UnitId]:
    """Return the units in whose names ``word`` stands; diacritics may be missing."""
    return _bearing(_snapshot.current().stamp, fold(word))


@lru_cache(maxsize=100)  # a search asks it of each kind of record
def _bearing(stamp: UUID | None, wanted: str) -> frozenset[UnitId]:
    return frozenset(number for number, names in _names(stamp) if wanted in names) if wanted else frozenset()


@lru_cache(maxsize=2)
def _names(stamp: UUID | None) -> tuple[tuple[UnitId, str], ...]:
    """Return every unit with its folded names, of the registry with this stamp."""
    snapshot = _snapshot.current()
    units = snapshot.registry.units
    return tuple(
        (number, fold(" | ".join(f"{one.name} | {one.official_name} | {one.short}" for one in units[slug].versions)))
        for slug, number in snapshot.ids.items()
    )
