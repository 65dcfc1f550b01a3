"""The registry as values: units with dated versions, classes of units, other names, recorded changes.

Units are told apart by their slug, which never changes; codes are re-used.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included; ``None`` is open."""

    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    @property
    def first(self) -> dt.date:
        return self.valid_from or dt.date.min

    @property
    def last(self) -> dt.date:
        return self.valid_to or dt.date.max

    def meets(self, other: "Span") -> bool:
        """Tell whether both hold on some day."""
        return self.first <= other.last and other.first <= self.last

    def distance(self, day: dt.date) -> int:
        """Return how many days ``day`` lies outside, 0 within."""
        return max((self.first - day).days, (day - self.last).days, 0)


@dataclass(frozen=True, kw_only=True)
class Version(Span):
    """What a unit is called and where it stands, from one day to another; ``parent`` is a slug."""

    code: str
    name: str
    official_name: str
    short: str
    level: str
    kind: str
    symbol: str = ""
    parent: str | None = None
    source: str = ""
    certainty: str = "sourced"
    note: str = ""


@dataclass(frozen=True)
class Unit:
    """A unit with its versions in order of time; ``is_local`` once the office itself has changed it."""

    slug: str
    versions: tuple[Version, ...]
    id: int | None = None
    is_local: bool = False

    def at(self, day: dt.date) -> Version | None:
        """Return the version in force on ``day``."""
        return next((version for version in self.versions if day in version), None)

    def nearest(self, day: dt.date) -> Version:
        """Return the version in force on ``day``, or on the nearest day there was one (the earlier, when two are)."""
        return min(self.versions, key=lambda version: (version.distance(day), version.first))


@dataclass(frozen=True)
class Party:
    """One side of a change: a unit of the registry, or one known by name only; ``partial`` if only a part of it."""

    slug: str | None = None
    name: str = ""
    partial: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """A recorded change; ``key`` names it in the file it came from."""

    kind: str
    on: dt.date
    basis: str
    before: tuple[Party, ...] = ()
    after: tuple[Party, ...] = ()
    note: str = ""
    source: str = ""
    certainty: str = "sourced"
    key: str = ""
    id: int | None = None
    recorded_by: str = ""


@dataclass(frozen=True, kw_only=True)
class MemberRule(Span):
    """Which units belong to a class: those of a level, of a kind, or one by name; empty means any."""

    level: str = ""
    kind: str = ""
    slug: str | None = None


@dataclass(frozen=True, kw_only=True)
class UnitClass(Span):
    """Units that documents name together."""

    key: str
    name: str
    members: tuple[MemberRule, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Alias:
    """Another name: ``targets`` are slugs and class keys; one taken away stays, so that no file brings it back."""

    text: str
    targets: tuple[str, ...]
    origin: str = "file"
    is_active: bool = True
    span: Span = Span()
    """The days on which it means them: a name that was another unit's before does so from that unit's end."""


@dataclass(frozen=True)
class Registry:
    """Everything at once; small enough (some hundred units a province) to be held in memory."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    classes: Mapping[str, UnitClass] = field(default_factory=dict)
    aliases: tuple[Alias, ...] = ()
    changes: tuple[Change, ...] = ()

    @cached_property
    def histories(self) -> Mapping[str, tuple[Change, ...]]:
        """Slug → the changes in which the unit took part, oldest first."""
        found: dict[str, list[Change]] = {}
        for change in sorted(self.changes, key=lambda change: (change.on, change.id or 0)):
            for slug in dict.fromkeys(party.slug for party in (*change.before, *change.after) if party.slug):
                found.setdefault(slug, []).append(change)
        return {slug: tuple(changes) for slug, changes in found.items()}

    def with_units(self, *units: Unit) -> "Registry":
        """Return the registry with these units in place of those of the same slug."""
        return replace(self, units={**self.units, **{unit.slug: unit for unit in units}})

    def on(self, day: dt.date) -> dict[str, Version]:
        """Return the version in force on ``day`` of each unit that existed."""
        found = ((slug, unit.at(day)) for slug, unit in self.units.items())
        return {slug: version for slug, version in found if version}
