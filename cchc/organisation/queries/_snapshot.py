"""The registry in memory: read from the database when its stamp has changed, once a request at most."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.db.models import Subquery
from django.db.utils import OperationalError, ProgrammingError

from cchc.kernel import requests
from cchc.organisation.models import RegistryStamp
from cchc.organisation.queries import _rows
from cchc.organisation.queries.written_units import written_registry
from cchc.organisation.rules import gone, lineage, views
from cchc.organisation.rules.registry import Registry, Version
from cchc.organisation.types import Directory, UnitId, UnitNode

_DAYS = 24  # days kept worked out: a request asks for today and for the days of the plans it shows
_TRIES = 5
_SEEN = "registry's stamp"


class Day:
    """The registry as of a day, each view worked out once."""

    def __init__(self, snapshot: "Snapshot", on: dt.date) -> None:
        self.snapshot, self.on = snapshot, on

    @cached_property
    def valid(self) -> Mapping[str, Version]:
        return views.listed(self.snapshot.registry, self.on)

    @cached_property
    def by_code(self) -> Mapping[str, str]:
        return {version.code: slug for slug, version in self.valid.items()}

    @cached_property
    def names(self) -> views.Names:
        return views.names(self.snapshot.registry, self.valid, self.on)

    @cached_property
    def ended_names(self) -> views.Names:
        """The names by which units that have ended are looked for: those of their last day."""
        registry = self.snapshot.registry
        ended = {slug: unit.nearest(self.on) for slug, unit in registry.units.items() if slug not in self.valid}
        return views.names(registry, {slug: one for slug, one in ended.items() if one.last < self.on}, self.on)

    @cached_property
    def directory(self) -> Directory:
        registry, valid = self.snapshot.registry, self.valid
        found = views.directory(registry, valid, self.on)
        classes = tuple(gone.with_ends(registry, valid, group, self.on) for group in found.classes)
        return replace(found, classes=classes, gone=gone.gone(registry, valid, self.on))

    @cached_property
    def full_names(self) -> Mapping[str, str]:
        """Slug → a name that no other unit of the day has: "Phường 1 (TP Cao Lãnh)"."""
        return {slug: views.full_name(self.valid, slug) for slug in self.valid}

    @cached_property
    def below(self) -> Mapping[str | None, tuple[str, ...]]:
        """Slugs right below each unit, in the order of lists; ``None`` holds the top."""
        found: dict[str | None, list[str]] = {}
        for slug, version in self.valid.items():
            found.setdefault(version.parent, []).append(slug)
        return {parent: tuple(children) for parent, children in found.items()}

    @cached_property
    def tree(self) -> tuple[UnitNode, ...]:
        return tuple(self._branch(slug) for slug in self.below.get(None, ()))

    def _branch(self, slug: str) -> UnitNode:
        return self.node(slug, tuple(self._branch(child) for child in self.below.get(slug, ())))

    def node(self, slug: str, children: tuple[UnitNode, ...] = ()) -> UnitNode:
        """Return one unit with ``children``."""
        one = self.valid[slug]
        return UnitNode(self.snapshot.ids[slug], slug, one.code, one.name, one.short, one.level, one.kind, children)

    @cached_property
    def reach(self) -> Mapping[UnitId, frozenset[UnitId]]:
        ids = self.snapshot.ids
        covered = lineage.reach(self.snapshot.registry, self.on)
        return {ids[slug]: frozenset(ids[other] for other in others) for slug, others in covered.items()}


class Snapshot:
    """A registry with the numbers of its units."""

    def __init__(self, registry: Registry, stamp: UUID | None = None) -> None:
        self.registry, self.stamp = registry, stamp
        self.ids = {slug: unit.id for slug, unit in registry.units.items() if unit.id is not None}
        self.slugs = {number: slug for slug, number in self.ids.items()}
        self._days: dict[dt.date, Day] = {}

    def on(self, day: dt.date) -> Day:
        """Return the registry as of ``day``."""
        found = self._days.get(day)
        if found is None:
            if len(self._days) >= _DAYS:
                self._days.clear()
            found = self._days[day] = Day(self, day)
        return found


_latest = Snapshot(Registry())


def current() -> Snapshot:
    """Return the registry of the database; 1 query while it is unchanged, none again within the same request.

    None at all where another query of the request has read the stamp along (``registry_seen``).
    """
    memory = requests.memory()
    if memory is None:
        return _fresh()
    if "registry" not in memory:
        memory["registry"] = _fresh(memory.pop(_SEEN, None))
    found: Snapshot = memory["registry"]
    return found


def forget() -> None:
    """Read the stamp again although the request has read it: called after a change."""
    memory = requests.memory()
    if memory is not None:
        memory.pop("registry", None)
        memory.pop(_SEEN, None)


def registry_stamp() -> Subquery:
    """Return the stamp as a column of another query, whose reader hands it to ``registry_seen``."""
    return Subquery(RegistryStamp.objects.order_by("pk").values("stamp")[:1])


def registry_seen(stamp: UUID | None) -> None:
    """Take the stamp that another query of this request has just read along."""
    memory = requests.memory()
    if memory is not None and "registry" not in memory:
        memory[_SEEN] = stamp


def _fresh(stamp: UUID | None = None) -> Snapshot:
    global _latest
    stamp = stamp or _stamp()
    for _ in range(_TRIES):
        if stamp is not None and stamp == _latest.stamp:
            return _latest
        loaded = Snapshot(_rows.read(), stamp)
        again = _stamp()
        if again == stamp:  # else somebody changed it while the rows were read, one table after another
            _latest = loaded
            return loaded
        stamp = again
    return loaded


def _stamp() -> UUID | None:
    with connection.cursor() as cursor:  # asked for by every page: the plain statement takes a third of the time
        cursor.execute(f"SELECT stamp FROM {RegistryStamp._meta.db_table} ORDER BY id LIMIT 1")  # noqa: S608 (our words)
        row = cursor.fetchone()
    return row[0] if row else None


def current_or_written() -> Snapshot:
    """Return the registry of the database, or the one in ``content/`` where there is no database or nothing in it."""
    try:
        found = current()
    except (OperationalError, ProgrammingError):
        if connection.in_atomic_block:
            raise
        return written()
    return found if found.registry.units else written()


_written = Snapshot(Registry())


def written() -> Snapshot:
    """Return the registry in ``content/``; no unit of it has a number."""
    global _written
    registry = written_registry()
    if _written.registry is not registry:
        _written = Snapshot(registry)
    return _written
