"""What a name meant on another day: of a unit that has ended, is yet to come, or is called otherwise on this day."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cchc.organisation.rules import lineage, views
from cchc.organisation.rules.naming import usual_aliases
from cchc.organisation.rules.registry import ONE_DAY, Alias, Registry, Span, Unit, UnitClass, Version
from cchc.organisation.rules.resolving import key
from cchc.organisation.types import DirectoryClass, Gone

Valid = Mapping[str, Version]


def gone(registry: Registry, valid: Valid, on: dt.date) -> tuple[Gone, ...]:
    """Return whom names that mean nobody on ``on`` meant on other days, with who follows them on ``on``."""
    given = _given(registry)
    found = [
        one
        for slug, unit in registry.units.items()
        for version in unit.versions
        if on not in version
        for one in _of_version(registry, valid, unit, version, given.get(slug, []), on)
    ]
    found += [
        Gone((group.name, *given.get(group.key, ())), group.name, "", last=group.valid_to)
        for group in registry.classes.values()
        if group.last < on
    ]
    return tuple(found)


def _given(registry: Registry) -> dict[str, list[str]]:
    """Return the other names of each unit and class that stand for it alone and on every day."""
    found: dict[str, list[str]] = {}
    for alias in registry.aliases:
        if alias.is_active and len(alias.targets) == 1 and alias.span == Span():
            found.setdefault(alias.targets[0], []).append(alias.text)
    return found


def _of_version(
    registry: Registry, valid: Valid, unit: Unit, version: Version, given: Iterable[str], on: dt.date
) -> Iterator[Gone]:
    names = (*_names(version), version.code, unit.slug)
    lives = unit.slug in valid
    if lives:
        today = {key(name) for name in (*_names(valid[unit.slug]), valid[unit.slug].code, unit.slug, *given)}
        names = tuple(name for name in names if key(name) not in today)
    ended = [one.last for one in unit.versions if one.last < on]
    last = version.valid_to if lives and version.last < on else max(ended, default=None)
    first = None if last else min(one.first for one in unit.versions if one.first > on)
    above = registry.units[version.parent].nearest(version.last) if version.parent else None
    heirs = () if first else _heirs(registry, valid, unit.slug, on)
    around = () if first or heirs else _around(registry, valid, unit.slug, version, on)
    if names:
        yield Gone(
            tuple(dict.fromkeys((*names, *(() if lives else given)))),
            views.told_apart(version, above),
            version.level,
            last=last,
            first=first,
            heirs=heirs,
            is_renamed=lives,
            around=around,
        )


def _names(one: Version) -> tuple[str, ...]:
    return (one.name, one.official_name, *usual_aliases(one.level, one.name, one.official_name, one.short))


def _heirs(registry: Registry, valid: Valid, slug: str, on: dt.date) -> tuple[str, ...]:
    following = _all_heirs(registry, (slug,), on)
    if not following:
        return ()
    return tuple(one.code for slug, one in valid.items() if slug in following)


def _around(registry: Registry, valid: Valid, slug: str, version: Version, on: dt.date) -> tuple[str, ...]:
    """Return the heirs of what stood right below a unit when it ended, and the unit above it, on ``on``."""
    before = registry.on(version.last)
    below = [other for other, one in before.items() if one.parent == slug]
    around = _all_heirs(registry, below, on) if below else set()
    return tuple(one.code for other, one in valid.items() if other in around or (below and other == version.parent))


def emptied(registry: Registry, valid: Valid, group: UnitClass, on: dt.date) -> tuple[dt.date | None, tuple[str, ...]]:
    """Return since when a class has no member, and who took over: keys of classes, codes of units.

    Where its members went into others, the smallest class that holds them all; where they ended without a successor
    (the districts on 01/07/2025), that of whatever stood right below them, and the unit above them.
    """
    last = max((one.last for unit in registry.units.values() for one in unit.versions if one.last < on
                and views.members(group, {unit.slug: one}, one.last)), default=None)  # fmt: skip
    if last is None:
        return None, ()
    before = views.listed(registry, last)
    members = views.members(group, before, last)
    heirs = _all_heirs(registry, members, on)
    above: tuple[str, ...] = ()
    if not heirs:
        below = [slug for slug, one in before.items() if one.parent in members]
        heirs = _all_heirs(registry, below, on)
        parents = dict.fromkeys(before[slug].parent or "" for slug in members)
        above = tuple(valid[slug].code for slug in parents if slug in valid)
    holding = _smallest(registry, valid, heirs, on) if heirs else None
    return last + ONE_DAY, (*((holding,) if holding else ()), *above)


def _all_heirs(registry: Registry, slugs: Iterable[str], on: dt.date) -> set[str]:
    return {party.slug for slug in slugs for party in lineage.successors(registry, slug, on) if party.slug}


def _smallest(registry: Registry, valid: Valid, slugs: set[str], on: dt.date) -> str | None:
    sizes = {one.key: set(views.members(one, valid, on)) for one in registry.classes.values()}
    holding = [key for key, members in sizes.items() if slugs <= members]
    return min(holding, key=lambda one: len(sizes[one]), default=None)


def with_ends(registry: Registry, valid: Valid, group: DirectoryClass, on: dt.date) -> DirectoryClass:
    """Return a class of the day; one without members with since when, and who took over."""
    if group.members:
        return group
    since, heirs = emptied(registry, valid, registry.classes[group.key], on)
    level = _level(registry, registry.classes[group.key])
    ends = level if level and not any(one.level == level for one in valid.values()) else ""
    return replace(group, empty_since=since, heirs=heirs, ended_level=ends)


def _level(registry: Registry, group: UnitClass) -> str:
    levels = {
        one.level
        for unit in registry.units.values()
        for one in unit.versions
        if views.members(group, {unit.slug: one}, one.last)
    }
    return levels.pop() if len(levels) == 1 else ""


def holding(registry: Registry, text: str, meant: tuple[str, ...], on: dt.date) -> Span:
    """Return the days around ``on`` on which ``text`` may mean ``meant`` without taking it from whom it meant before.

    A department's name that is given to its successor holds from the day after the department's last one.
    """
    wanted = key(text)
    other: list[Span] = []
    for slug, unit in registry.units.items():
        if meant != (slug,):
            other += [one for one in unit.versions if wanted in {key(name) for name in _names(one)}]
    for alias in registry.aliases:
        if _is_other(alias, wanted, meant):
            other += [one for slug in alias.targets if slug in registry.units for one in registry.units[slug].versions]
    before = max((one.last for one in other if one.last < on), default=None)
    after = min((one.first for one in other if one.first > on), default=None)
    return Span(before + ONE_DAY if before else None, after - ONE_DAY if after else None)


def _is_other(alias: Alias, wanted: str, meant: tuple[str, ...]) -> bool:
    return alias.is_active and key(alias.text) == wanted and set(alias.targets) != set(meant)
