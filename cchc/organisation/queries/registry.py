"""Units as they stood on a day.

Each function reads the registry's stamp (1 query, once a request) and answers from memory; after a change of the
registry the next one reads it again (9 queries more).
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from cchc.kernel.text import inside
from cchc.organisation.queries import _snapshot
from cchc.organisation.queries._snapshot import Day, Snapshot
from cchc.organisation.rules import lineage, views
from cchc.organisation.rules.registry import Version
from cchc.organisation.types import Directory, Ended, Letterhead, UnitId, UnitLink, UnitListed, UnitNode, UnitRow


def directory(as_of: dt.date) -> Directory:
    """Return every name under which units and classes of units were known on ``as_of``.

    Works without a database too, from the units file of the project; then the office's own aliases are missing.
    """
    return _snapshot.current_or_written().on(as_of).directory


def written_directory(as_of: dt.date) -> Directory:
    """Return the same from the units file alone; asks no database."""
    return _snapshot.written().on(as_of).directory


def units(as_of: dt.date, level: str | None = None) -> tuple[UnitRow, ...]:
    """Return the units of ``as_of`` (of one level), by level and then in Vietnamese order."""
    return views.rows(_snapshot.current_or_written().on(as_of).valid, level)


def count_by_level(as_of: dt.date) -> Mapping[str, int]:
    """Return level → how many units there were on ``as_of``."""
    return views.counts(_day(as_of).valid)


def ids_by_code(as_of: dt.date) -> Mapping[str, UnitId]:
    """Return code → id of the units of ``as_of``."""
    day = _day(as_of)
    return {code: day.snapshot.ids[slug] for code, slug in day.by_code.items()}


def id_of(code: str, as_of: dt.date) -> UnitId | None:
    """Return the unit that carried ``code`` on ``as_of``."""
    day = _day(as_of)
    slug = day.by_code.get(code)
    return day.snapshot.ids[slug] if slug else None


def letterhead(unit_id: UnitId, as_of: dt.date) -> Letterhead:
    """Return how a unit headed its documents on a day; ``LookupError`` if it did not exist then.

    Phụ lục I Nghị định 30/2020: a people's committee names no body above it; its departments name the committee.
    """
    day = _day(as_of)
    one = day.valid.get(day.snapshot.slugs.get(unit_id, ""))
    if one is None:
        raise LookupError(f"unit {unit_id} did not exist on {as_of}")
    root = day.valid[day.below[None][0]]
    is_committee = one.level in {"province", "district", "commune"}
    above = day.valid.get(one.parent or "", root)
    symbol = one.symbol or ("UBND" if is_committee else _initials(one.name))
    place = one.short if one.level == "province" else one.name if is_committee else root.short
    return Letterhead("" if is_committee else above.official_name, one.official_name or one.name, place, symbol)


def _initials(name: str) -> str:
    """Return the capitals of a name: "Sở Nội vụ" → SNV."""
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isalpha()).upper()


def unit_id_by_slug(slug: str) -> UnitId:
    """Return the id of a unit by the key that never changes; raise ``LookupError`` if there is none."""
    return _snapshot.current().ids[slug]


def slugs() -> Mapping[UnitId, str]:
    """Return id → slug of every unit there ever was."""
    return _snapshot.current().slugs


def root_id(as_of: dt.date) -> UnitId:
    """Return the unit above all others on ``as_of``; raise ``LookupError`` while the registry is empty."""
    day = _day(as_of)
    if None not in day.below:
        raise LookupError(f"no unit on {as_of}")
    return day.snapshot.ids[day.below[None][0]]


def tree(as_of: dt.date) -> tuple[UnitNode, ...]:
    """Return the units of ``as_of`` as a tree; one root, or none while the registry is empty."""
    return _day(as_of).tree


def names(unit_ids: Iterable[UnitId], as_of: dt.date) -> dict[UnitId, str]:
    """Return id → name on ``as_of``, or on the nearest day on which the unit existed; unknown ids are left out."""
    snapshot = _snapshot.current()
    found = ((unit_id, snapshot.slugs[unit_id]) for unit_id in unit_ids if unit_id in snapshot.slugs)
    return {unit_id: snapshot.registry.units[slug].nearest(as_of).name for unit_id, slug in found}


def full_names(unit_ids: Iterable[UnitId], as_of: dt.date) -> dict[UnitId, str]:
    """Return id → name as ``names`` does, a commune's with its district's, so that no two units read alike."""
    snapshot, units = _snapshot.current(), _snapshot.current().registry.units
    named = {
        unit_id: units[snapshot.slugs[unit_id]].nearest(as_of) for unit_id in unit_ids if unit_id in snapshot.slugs
    }
    return {
        unit_id: views.told_apart(one, units[one.parent].nearest(as_of) if one.parent else None)
        for unit_id, one in named.items()
    }


def names_inside(unit_ids: Iterable[UnitId], as_of: dt.date) -> dict[UnitId, str]:
    """Return id → full name as it stands inside a sentence: "thị xã Hồng Ngự", but "Sở Nội vụ"."""
    snapshot = _snapshot.current()
    found = full_names(unit_ids, as_of)
    levels = {one: snapshot.registry.units[snapshot.slugs[one]].nearest(as_of).level for one in found}
    return {
        one: inside(name) if levels[one] in {"province", "district", "commune"} else name for one, name in found.items()
    }


def listed(as_of: dt.date) -> tuple[UnitListed, ...]:
    """Return the units of ``as_of`` with what their list shows, by level and then in Vietnamese order."""
    day = _day(as_of)
    return tuple(_listed(day, slug, one) for slug, one in day.valid.items())


def _listed(day: Day, slug: str, one: Version) -> UnitListed:
    above = day.valid.get(one.parent or "")
    return UnitListed(
        id=day.snapshot.ids[slug],
        slug=slug,
        code=one.code,
        name=one.name,
        level=one.level,
        kind=one.kind,
        above=above.name if above else "",
        above_slug=one.parent or "",
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        is_verified=one.certainty == "sourced",
    )


def choices(as_of: dt.date) -> list[tuple[UnitId, str]]:
    """Return (id, name) of the units of ``as_of`` for a list to choose from; a commune with its district's name."""
    day = _day(as_of)
    return [(day.snapshot.ids[slug], name) for slug, name in day.full_names.items()]


def reach(as_of: dt.date) -> Mapping[UnitId, frozenset[UnitId]]:
    """Return for each unit all that a role over it covers on ``as_of``: itself, its subtree, and what merged into it.

    A unit that did not exist on ``as_of`` hangs where it did on the nearest day on which it existed. The very same
    mapping is returned until the registry changes.
    """
    return _day(as_of).reach


def successors(unit_id: UnitId, as_of: dt.date) -> tuple[UnitLink, ...]:
    """Return the units that carried on on ``as_of`` what the unit was; itself while it lived."""
    snapshot = _snapshot.current()
    slug = snapshot.slugs.get(unit_id)
    found = lineage.successors(snapshot.registry, slug, as_of) if slug else ()
    return tuple(link(snapshot, party.slug, party.name, as_of) for party in found)


def origins(unit_ids: Iterable[UnitId], as_of: dt.date) -> dict[UnitId, tuple[UnitId, ...]]:
    """Return for each unit those that it was made from up to ``as_of``; units of elsewhere are left out."""
    snapshot = _snapshot.current()
    made = lineage.origins(snapshot.registry, as_of)
    return {
        unit_id: tuple(sorted(snapshot.ids[slug] for slug in made.get(snapshot.slugs.get(unit_id, ""), ())))
        for unit_id in unit_ids
    }


def search(text: str, as_of: dt.date) -> tuple[UnitNode, ...]:
    """Return the units of ``as_of`` whose names hold every word of ``text``; diacritics may be missing."""
    day = _day(as_of)
    found = views.search(day.names, text)
    return tuple(day.node(slug) for slug in found)


def search_ended(text: str, as_of: dt.date) -> tuple[Ended, ...]:
    """Return the units that ended before ``as_of`` whose last names hold every word of ``text``, the nearest first."""
    snapshot = _snapshot.current()
    day = snapshot.on(as_of)
    found = views.search(day.ended_names, text)
    return tuple(_ended(snapshot, slug, as_of) for slug in found)


def _ended(snapshot: Snapshot, slug: str, as_of: dt.date) -> Ended:
    one = snapshot.registry.units[slug].nearest(as_of)
    above = snapshot.registry.units[one.parent].nearest(one.last) if one.parent else None
    heirs = tuple(link(snapshot, party.slug, party.name, as_of).name
                  for party in lineage.successors(snapshot.registry, slug, as_of))  # fmt: skip
    return Ended(slug, one.name, views.told_apart(one, above), one.short, one.last, heirs)


def link(snapshot: Snapshot, slug: str | None, name: str, as_of: dt.date) -> UnitLink:
    """Return what links to a unit, by its name on the day nearest to ``as_of``."""
    if slug is None:
        return UnitLink(None, "", name)
    return UnitLink(snapshot.ids.get(slug), slug, snapshot.registry.units[slug].nearest(as_of).name)


def _day(as_of: dt.date) -> Day:
    return _snapshot.current().on(as_of)
