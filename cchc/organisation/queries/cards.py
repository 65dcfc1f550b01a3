"""A unit whole: what it was from day to day, what lies around it, what happened to it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from cchc.kernel.text import sort_key
from cchc.organisation.queries import _snapshot
from cchc.organisation.queries._snapshot import Snapshot
from cchc.organisation.queries.registry import link
from cchc.organisation.rules import lineage
from cchc.organisation.rules.registry import Change, Party, Version
from cchc.organisation.types import LEVELS, PastChange, UnitCard, UnitId, UnitLink, UnitSpan

_PLACE: Mapping[str, int] = {level: place for place, level in enumerate(LEVELS)}


def unit_card(unit_id: UnitId, as_of: dt.date) -> UnitCard | None:
    """Return everything the registry says about a unit, or ``None`` if there is no such unit; 1 query."""
    snapshot = _snapshot.current()
    slug = snapshot.slugs.get(unit_id)
    if slug is None:
        return None
    registry, day = snapshot.registry, snapshot.on(as_of)
    unit = registry.units[slug]
    version = unit.at(as_of)
    directory = {one.code: one for one in day.directory.units}
    below = Counter(day.valid[other].level for other in _under(day.below, slug))
    return UnitCard(
        id=unit_id,
        slug=slug,
        as_of=as_of,
        span=_span(snapshot, version) if version else None,
        spans=tuple(_span(snapshot, one) for one in unit.versions),
        aliases=directory[version.code].aliases if version else (),
        above=tuple(link(snapshot, other, "", as_of) for other in lineage.above(registry, slug, as_of)),
        below={level: below[level] for level in LEVELS if below[level]},
        predecessors=_links(snapshot, lineage.predecessors(registry, slug, as_of), as_of),
        successors=_links(snapshot, lineage.successors(registry, slug, as_of), as_of) if version is None else (),
        changes=tuple(_past(snapshot, change) for change in reversed(lineage.history(registry, slug))),
    )


def history(unit_id: UnitId) -> tuple[PastChange, ...]:
    """Return the recorded changes of a unit, oldest first; 1 query."""
    snapshot = _snapshot.current()
    slug = snapshot.slugs.get(unit_id)
    return tuple(_past(snapshot, change) for change in lineage.history(snapshot.registry, slug)) if slug else ()


def changes(kind: str = "", since: dt.date | None = None, until: dt.date | None = None) -> tuple[PastChange, ...]:
    """Return the recorded changes of one kind and between two days, the latest first; 1 query."""
    snapshot = _snapshot.current()
    found = [
        change
        for change in snapshot.registry.changes
        if kind in ("", change.kind) and (since or dt.date.min) <= change.on <= (until or dt.date.max)
    ]
    found.sort(key=lambda change: (change.on, change.id or 0), reverse=True)
    return tuple(_past(snapshot, change) for change in found)


def spans(as_of: dt.date | None = None, level: str | None = None) -> tuple[tuple[str, UnitSpan], ...]:
    """Return (slug, period) of the units of ``as_of``, or every period of every unit, as lists sort them; 1 query."""
    snapshot = _snapshot.current()
    if as_of is not None:
        valid = snapshot.on(as_of).valid
        found = list(valid.items())
    else:
        found = [(slug, one) for slug, unit in snapshot.registry.units.items() for one in unit.versions]
        found.sort(key=lambda pair: (_PLACE[pair[1].level], sort_key(pair[1].name), pair[0], pair[1].first))
    return tuple((slug, _span(snapshot, one)) for slug, one in found if level in (None, one.level))


def _under(below: Mapping[str | None, tuple[str, ...]], slug: str) -> list[str]:
    found = list(below.get(slug, ()))
    for child in tuple(found):
        found += _under(below, child)
    return found


def _span(snapshot: Snapshot, one: Version) -> UnitSpan:
    parent = link(snapshot, one.parent, "", one.valid_from or one.valid_to or dt.date.max) if one.parent else None
    return UnitSpan(
        code=one.code,
        name=one.name,
        official_name=one.official_name,
        short=one.short,
        level=one.level,
        kind=one.kind,
        symbol=one.symbol,
        parent=parent,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        certainty=one.certainty,
        source=one.source,
        note=one.note,
    )


def _past(snapshot: Snapshot, change: Change) -> PastChange:
    eve = change.on - dt.timedelta(days=1)
    return PastChange(
        id=change.id or 0,
        kind=change.kind,
        effective_on=change.on,
        legal_basis=change.basis,
        note=change.note,
        certainty=change.certainty,
        recorded_by=change.recorded_by,
        before=tuple((link(snapshot, one.slug, one.name, eve), one.partial) for one in change.before),
        after=tuple((link(snapshot, one.slug, one.name, change.on), one.partial) for one in change.after),
    )


def _links(snapshot: Snapshot, parties: tuple[Party, ...], as_of: dt.date) -> tuple[UnitLink, ...]:
    return tuple(link(snapshot, one.slug, one.name, as_of) for one in parties)
