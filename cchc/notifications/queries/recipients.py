"""Who stands on a rung: the officers of the unit, its head, the office of the unit that waits."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cchc.accounts.queries import people
from cchc.accounts.types import Role
from cchc.kernel.permission import Scope
from cchc.notifications.types import Level
from cchc.organisation import queries as organisation

_ROLES = (Role.OFFICER, Role.HEAD, Role.OFFICE)
URGED = (Level.OWNER, Level.HEAD)
"""Whom an act of urging is for: who does the work, and who answers for it."""

Holders = Mapping[tuple[int, Role], Collection[int]]


@dataclass(frozen=True)
class Ladder:
    """The people of the units in question, read once."""

    held: Holders
    working: Mapping[int, Collection[int]]
    """Unit → who works there and holds a role over a unit above it, as the standing office of a province does."""

    def people(self, to: Collection[Level], unit_id: int, watcher_id: int | None) -> frozenset[int]:
        """Return who is told; where a unit has no officer, its head is, and where it has no office, likewise.

        Where nobody holds a role over the unit itself, those are told who work there with one over a unit above it.
        """
        found: set[int] = set()
        for level in to:
            found.update(self._at(level, unit_id, watcher_id))
        return frozenset(found)

    def _at(self, level: Level, unit_id: int, watcher_id: int | None) -> Collection[int]:
        if level is Level.OWNER:
            return self._first(unit_id, Role.OFFICER, Role.OFFICE, Role.HEAD) or self.working.get(unit_id, ())
        if level is Level.HEAD:
            return self._first(unit_id, Role.HEAD)
        return self._first(watcher_id, Role.OFFICE, Role.HEAD) if watcher_id else ()

    def _first(self, unit_id: int, *roles: Role) -> Collection[int]:
        return next((held for role in roles if (held := self.held.get((unit_id, role)))), ())


def ladder(day: dt.date, unit_ids: Collection[int] | None = None) -> Ladder:
    """Return the people of ``unit_ids``, or of all; 2 queries."""
    covered = organisation.reach(day)
    working = {
        home: [person for above, person in held if home in covered.get(above, ())]
        for home, held in people.working(_ROLES, day, unit_ids).items()
    }
    return Ladder(people.holders(_ROLES, day, unit_ids), working)


@dataclass(frozen=True)
class Reach:
    """Whom an act reaches: unit → people, nobody where a unit has no account."""

    told: Mapping[int, frozenset[int]]

    @property
    def people(self) -> frozenset[int]:
        return frozenset().union(*self.told.values())

    @property
    def units(self) -> tuple[int, ...]:
        """Return the units in which somebody is reached."""
        return tuple(unit for unit, people in self.told.items() if people)

    @property
    def without(self) -> tuple[int, ...]:
        """Return the units in which nobody is: no officer, no head, no office has an account."""
        return tuple(unit for unit, people in self.told.items() if not people)


def reach(unit_ids: Collection[int], day: dt.date, to: Collection[Level] = URGED) -> Reach:
    """Return whom an act for ``unit_ids`` reaches on ``day``, before it is done and when it is; 2 queries."""
    known = ladder(day, set(unit_ids))
    return Reach({unit: known.people(to, unit, None) for unit in dict.fromkeys(unit_ids)})


def without_account(scope: Scope, day: dt.date) -> list[int]:
    """Return the units in ``scope`` on ``day`` in which nobody can be told anything, in Vietnamese order."""
    units = [unit for unit, _name in organisation.choices(day) if unit in scope]
    without = set(reach(units, day).without)
    return [unit for unit in units if unit in without]
