"""Who came from whom, and whom a unit answers for: along the tree and along recorded changes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from cchc.organisation.rules.registry import ONE_DAY, Change, Party, Registry


def history(registry: Registry, slug: str) -> tuple[Change, ...]:
    """Return the changes in which the unit took part, oldest first."""
    return registry.histories.get(slug, ())


def predecessors(registry: Registry, slug: str, on: dt.date) -> tuple[Party, ...]:
    """Return the units that the unit was made from, up to ``on``; those known by name only too."""
    changes = (change for change in history(registry, slug) if change.on <= on and _has(change.after, slug))
    return _others((party for change in changes for party in change.before), slug)


def successors(registry: Registry, slug: str, on: dt.date) -> tuple[Party, ...]:
    """Return the units in force on ``on`` that carry on what the unit was when it ended; itself while it lives.

    The successor of a successor counts, not the one in between. A part keeps its mark: ``partial`` if any step on the
    way concerned a part only.
    """
    found: dict[str, Party] = {}
    todo = [Party(slug)]
    seen: set[str] = set()
    while todo:
        party = todo.pop()
        here = party.slug
        if here is None:
            found.setdefault(party.name, party)
        elif here not in seen:
            seen.add(here)
            if here in registry.units and registry.units[here].at(on):
                found[here] = party
            else:
                todo += [_through(party, step, heir) for step, heir in _heirs(registry, here, on)]
    return tuple(found.values())


def _heirs(registry: Registry, slug: str, on: dt.date) -> Iterator[tuple[Party, Party]]:
    """Yield how the unit went into each of those that took it over on the day after its last one."""
    ends = [version.last + ONE_DAY for version in registry.units[slug].versions if version.last < on]
    for change in history(registry, slug):
        step = next((party for party in change.before if party.slug == slug), None)
        if step and ends and change.on == max(ends):
            yield from ((step, heir) for heir in change.after if heir.slug != slug)


def _through(party: Party, step: Party, heir: Party) -> Party:
    return Party(heir.slug, heir.name, party.partial or step.partial or heir.partial)


def _has(side: tuple[Party, ...], slug: str) -> bool:
    return any(party.slug == slug for party in side)


def _others(parties: Iterator[Party], slug: str) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(party for party in parties if party.slug != slug))


def absorbed(registry: Registry, on: dt.date) -> Mapping[str, frozenset[str]]:
    """Return for each unit those that went into it whole, by merger, up to ``on``."""
    found: dict[str, set[str]] = defaultdict(set)
    for change in registry.changes:
        if change.kind != "merge" or change.on > on or len(change.after) != 1:
            continue
        heir = change.after[0].slug
        whole = {party.slug for party in change.before if party.slug and not party.partial}
        if heir:
            found[heir] |= whole - {heir}
    return {heir: frozenset(whole) for heir, whole in found.items() if whole}


def origins(registry: Registry, on: dt.date) -> Mapping[str, frozenset[str]]:
    """Return for each unit those that it was made from up to ``on``, wholly or in part, however many changes ago."""
    made: dict[str, set[str]] = defaultdict(set)
    for change in registry.changes:
        if change.on <= on:
            for heir in change.after:
                if heir.slug:
                    made[heir.slug] |= {party.slug for party in change.before if party.slug}
    return {heir: _closure(made, heir) - {heir} for heir in made}


def reach(registry: Registry, on: dt.date) -> Mapping[str, frozenset[str]]:
    """Return for each unit all it answers for on ``on``: itself, what hangs below it, and what merged into it whole.

    A unit that does not exist on ``on`` hangs where it did on the nearest day on which it existed; if it was a top
    itself (a province that merged into another), it hangs below the top of ``on``. So the top answers for everything.
    """
    below: dict[str, set[str]] = defaultdict(set)
    top = next((slug for slug, version in registry.on(on).items() if version.parent is None), None)
    for slug, unit in registry.units.items():
        parent = unit.nearest(on).parent or top
        if parent and parent != slug:
            below[parent].add(slug)
    for heir, whole in absorbed(registry, on).items():
        below[heir] |= whole
    return {slug: _closure(below, slug) for slug in registry.units}


def _closure(below: Mapping[str, set[str]], start: str) -> frozenset[str]:
    found = {start}
    todo = [start]
    while todo:
        fresh = below.get(todo.pop(), set()) - found
        found |= fresh
        todo.extend(fresh)
    return frozenset(found)


def above(registry: Registry, slug: str, on: dt.date) -> tuple[str, ...]:
    """Return the units over the unit on ``on``, the top first."""
    path: list[str] = []
    valid = registry.on(on)
    here = valid[slug].parent if slug in valid else None
    while here is not None and here in valid and here not in path:
        path.append(here)
        here = valid[here].parent
    return tuple(reversed(path))
