"""The registry as others want to see it on a day: rows, names, a directory of every name, a search."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cchc.kernel.text import fold, sort_key, spelling
from cchc.organisation.rules.naming import usual_aliases
from cchc.organisation.rules.registry import Alias, Registry, UnitClass, Version
from cchc.organisation.types import LEVELS, Directory, DirectoryClass, DirectoryUnit, UnitRow

Valid = Mapping[str, Version]


def listed(registry: Registry, on: dt.date) -> dict[str, Version]:
    """Return the units of ``on`` by slug, in the order of lists: by level, then by name as Vietnamese sorts it."""
    place: dict[str, int] = {level: position for position, level in enumerate(LEVELS)}
    found = registry.on(on).items()
    return dict(sorted(found, key=lambda one: (place[one[1].level], sort_key(one[1].name), one[1].code)))


def rows(valid: Valid, level: str | None = None) -> tuple[UnitRow, ...]:
    """Return the listed units (of one level) as rows."""
    return tuple(_row(valid, one) for one in valid.values() if level in (None, one.level))


def _row(valid: Valid, one: Version) -> UnitRow:
    parent = valid.get(one.parent or "")
    return UnitRow(
        one.code, one.name, one.level, one.kind, parent.code if parent else None, one.valid_from, one.valid_to
    )


def full_name(valid: Valid, slug: str) -> str:
    """Return a name that no other unit of the day has: "Phường 1 (TP Cao Lãnh)"."""
    return told_apart(valid[slug], valid.get(valid[slug].parent or ""))


def told_apart(one: Version, above: Version | None) -> str:
    """Return a unit's name, with the district above it where there is one."""
    if above is None or above.level == "province":
        return one.name
    return f"{one.name} ({above.short})"


def counts(valid: Valid) -> dict[str, int]:
    """Return how many units there are of each level that has any, in the order of levels."""
    found = Counter(version.level for version in valid.values())
    return {level: found[level] for level in LEVELS if found[level]}


def members(group: UnitClass, valid: Valid, on: dt.date) -> tuple[str, ...]:
    """Return the slugs of the listed units that belong to the class on ``on``."""
    if on not in group:
        return ()
    rules = [rule for rule in group.members if on in rule]
    return tuple(
        slug
        for slug in valid
        if any(
            rule.slug in (None, slug) and rule.level in ("", valid[slug].level) and rule.kind in ("", valid[slug].kind)
            for rule in rules
        )
    )


def directory(registry: Registry, valid: Valid, on: dt.date) -> Directory:
    """Return every name under which the listed units and their classes were known on ``on``."""
    single, several = _aliases(registry, valid, on)
    units = tuple(_directory_unit(valid, slug, single.get(slug, ())) for slug in valid)
    classes = tuple(
        DirectoryClass(
            group.key,
            group.name,
            tuple(single.get(group.key, ())),
            tuple(valid[slug].code for slug in members(group, valid, on)),
        )
        for group in registry.classes.values()
        if on in group
    )
    return Directory(on, units, classes, several)


def _directory_unit(valid: Valid, slug: str, given: Iterable[str]) -> DirectoryUnit:
    one = valid[slug]
    usual = usual_aliases(one.level, one.name, one.official_name, one.short)
    parent = valid.get(one.parent or "")
    return DirectoryUnit(
        code=one.code,
        name=one.name,
        short=one.short,
        level=one.level,
        kind=one.kind,
        parent=parent.code if parent else None,
        aliases=tuple(dict.fromkeys([*usual, *given])),
    )


def _aliases(registry: Registry, valid: Valid, on: dt.date) -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
    single: dict[str, list[str]] = {}
    several: dict[str, tuple[str, ...]] = {}
    for alias in registry.aliases:
        targets = living(registry, alias, valid, on)
        if len(alias.targets) == 1 and targets:
            single.setdefault(targets[0], []).append(alias.text)
        elif targets:
            several[alias.text] = tuple(valid[one].code if one in valid else one for one in targets)
    return single, several


def living(registry: Registry, alias: Alias, valid: Valid, on: dt.date) -> tuple[str, ...]:
    """Return the targets of ``alias`` that exist on ``on``; none if it was taken away or means others then."""
    if not alias.is_active or on not in alias.span:
        return ()
    classes = registry.classes
    return tuple(one for one in alias.targets if one in valid or (one in classes and on in classes[one]))


Names = Mapping[str, tuple[Sequence[str], Sequence[str]]]
"""Slug → all names of a unit, and the same folded."""


def names(registry: Registry, valid: Valid, on: dt.date) -> Names:
    """Return what each listed unit is looked for by: its names, its codes and what stands for it alone."""
    single, _ = _aliases(registry, valid, on)
    found = {
        slug: [one.name, one.official_name, one.short, one.code, one.symbol, *single.get(slug, ())]
        for slug, one in valid.items()
    }
    return {slug: (names, [fold(name) for name in names]) for slug, names in found.items()}


def search(named: Names, text: str) -> tuple[str, ...]:
    """Return the slugs of the listed units whose names hold every word of ``text``; diacritics may be missing.

    The unit that is named exactly comes first, then names that begin so, then those that hold the words together.
    """
    wanted = fold(text)
    if not wanted:
        return ()
    ranked: list[tuple[float, str]] = []
    for slug, (names, folded) in named.items():
        if all(any(word in name for name in folded) for word in wanted.split()):
            ranked.append((_farness(names, folded, text), slug))
    return tuple(slug for _, slug in sorted(ranked, key=lambda hit: hit[0]))


def _farness(names: Sequence[str], folded: Sequence[str], text: str) -> float:
    """Return how far a unit is from what was typed; tones that were typed and don't fit put it behind its equals."""
    wanted, said = fold(text), spelling(text)
    if any(spelling(name) == said for name in names):
        return 0
    if wanted in folded:
        return 1
    steps = (
        any(name.startswith(wanted) for name in folded),
        any(f" {name}".endswith(f" {wanted}") for name in folded),
        any(f" {wanted}" in f" {name}" for name in folded),
    )
    far = next((place for place, fits in enumerate(steps, 2) if fits), 5)
    return far + (0 if any(said in spelling(name) for name in names) else 0.5)
