"""Who stands on a rung: the officers of the unit, its head, the office of the unit that waits."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cchc.accounts.queries import people
from cchc.accounts.types import Role
from cchc.notifications.types import Level

_ROLES = (Role.OFFICER, Role.HEAD, Role.OFFICE)
Holders = Mapping[tuple[int, Role], Collection[int]]


@dataclass(frozen=True)
class Ladder:
    """The people of the units in question, read once."""

    held: Holders

    def people(self, to: Collection[Level], unit_id: int, watcher_id: int | None) -> frozenset[int]:
        """Return who is told; where a unit has no officer, its head is, and where it has no office, likewise."""
        found: set[int] = set()
        for level in to:
            found.update(self._at(level, unit_id, watcher_id))
        return frozenset(found)

    def _at(self, level: Level, unit_id: int, watcher_id: int | None) -> Collection[int]:
        if level is Level.OWNER:
            return self._first(unit_id, Role.OFFICER, Role.OFFICE, Role.HEAD)
        if level is Level.HEAD:
            return self._first(unit_id, Role.HEAD)
        return self._first(watcher_id, Role.OFFICE, Role.HEAD) if watcher_id else ()

    def _first(self, unit_id: int, *roles: Role) -> Collection[int]:
        return next((held for role in roles if (held := self.held.get((unit_id, role)))), ())


def ladder(day: dt.date, unit_ids: Collection[int] | None = None) -> Ladder:
    """Return the people of ``unit_ids``, or of all; 1 query."""
    return Ladder(people.holders(_ROLES, day, unit_ids))
