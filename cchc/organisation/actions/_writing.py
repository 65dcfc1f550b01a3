"""Write what differs between two registries: every action works out the registry it wants and hands it here."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from cchc.kernel import history, locking
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Opening, Refusal
from cchc.kernel.text import fold, sort_key, spelling
from cchc.organisation.models import (
    Side,
    Unit,
    UnitAlias,
    UnitAliasTarget,
    UnitChange,
    UnitChangeParty,
    UnitClass,
    UnitClassRule,
    UnitVersion,
)
from cchc.organisation.queries import _rows, _snapshot
from cchc.organisation.rules import registry as values
from cchc.organisation.rules.problems import Nonsense


@dataclass
class Written:
    """How many rows of each kind were added, changed or taken away."""

    units: int = 0
    versions: int = 0
    classes: int = 0
    aliases: int = 0
    changes: int = 0
    kept: list[str] = field(default_factory=list)
    """Slugs of units that a file describes otherwise than the office, which keeps its own."""

    @property
    def nothing(self) -> bool:
        return not (self.units or self.versions or self.classes or self.aliases or self.changes)


@contextmanager
def alone(actor: Actor) -> Iterator[values.Registry]:
    """Open a transaction in ``actor``'s name and hand out the registry, which nobody else changes meanwhile.

    What the rules refuse becomes the sentence for the person, and nothing is written.
    """
    try:
        with history.attributed(actor):
            locking.alone("organisation.registry")
            yield _rows.read()
    except Nonsense as nonsense:
        problem = nonsense.problems[0]
        raise Refusal(Opening(problem.text, **problem.values), problem.field) from nonsense
    finally:
        _snapshot.forget()


def write_units(old: values.Registry, new: values.Registry, *, local: bool) -> Written:
    """Write the units and versions that differ; ``local`` marks them as the office's own."""
    done = Written()
    changed = [unit for slug, unit in new.units.items() if _versions(old, slug) != unit.versions]
    ids = {slug: unit.id for slug, unit in old.units.items() if unit.id}
    fresh = [Unit(slug=unit.slug, is_local=local) for unit in changed if unit.slug not in ids]
    ids |= {unit.slug: unit.pk for unit in Unit.objects.bulk_create(fresh)}
    if local:
        touched = [ids[unit.slug] for unit in changed]
        Unit.objects.filter(pk__in=touched, is_local=False).update(is_local=True)
    done.units = len(fresh)
    done.versions = _write_versions(old, changed, ids)
    return done


def _versions(registry: values.Registry, slug: str) -> tuple[values.Version, ...]:
    unit = registry.units.get(slug)
    return unit.versions if unit else ()


def _write_versions(old: values.Registry, changed: Iterable[values.Unit], ids: Mapping[str, int]) -> int:
    """Change the rows of the same first day, drop those that are gone and add the new ones."""
    count = 0
    added: list[UnitVersion] = []
    for unit in changed:
        before = {version.valid_from: version for version in _versions(old, unit.slug)}
        after = {version.valid_from: version for version in unit.versions}
        for day in before.keys() - after.keys():
            count += _of(ids[unit.slug], day).delete()[0]
        for day, version in after.items():
            if day not in before:
                added.append(UnitVersion(unit_id=ids[unit.slug], **_columns(version, ids)))
            elif before[day] != version:
                count += _of(ids[unit.slug], day).update(**_columns(version, ids))
    UnitVersion.objects.bulk_create(added)
    return count + len(added)


def _of(unit_id: int, day: dt.date | None) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.filter(unit_id=unit_id, valid_from=day)


def _columns(version: values.Version, ids: Mapping[str, int]) -> dict[str, object]:
    columns = {name: getattr(version, name) for name in _rows.FIELDS}
    columns["parent_id"] = ids[version.parent] if version.parent else None
    columns["sort_key"] = sort_key(version.name)[:500]
    columns["folded"] = fold(" ".join([version.name, version.official_name, version.short, version.code]))[:600]
    return columns


def write_change(change: values.Change, actor: Actor, now: dt.datetime) -> UnitChange:
    """Append a recorded change with both its sides."""
    return write_changes([change], actor, now)[0]


def write_changes(changes: Sequence[values.Change], actor: Actor, now: dt.datetime) -> list[UnitChange]:
    """Append recorded changes with their sides; a fixed number of queries."""
    rows = UnitChange.objects.bulk_create(
        UnitChange(
            key=change.key or None,
            kind=change.kind,
            effective_on=change.on,
            legal_basis=change.basis,
            note=change.note,
            source=change.source,
            certainty=change.certainty,
            recorded_by=actor.label,
            recorded_at=now,
        )
        for change in changes
    )
    slugs = [slug for change in changes for slug in _slugs(change)]
    ids = dict(Unit.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    UnitChangeParty.objects.bulk_create(
        UnitChangeParty(
            change=row,
            side=side,
            unit_id=ids[party.slug] if party.slug else None,
            name=party.name,
            partial=party.partial,
        )
        for row, change in zip(rows, changes, strict=True)
        for side, parties in ((Side.BEFORE, change.before), (Side.AFTER, change.after))
        for party in parties
    )
    return rows


def _slugs(change: values.Change) -> list[str]:
    return [party.slug for party in (*change.before, *change.after) if party.slug]


def write_aliases(old: values.Registry, wanted: Iterable[values.Alias]) -> int:
    """Write the aliases of a file; the office's own, and what it took away, stay as they are."""
    held = {spelling(alias.text): alias for alias in old.aliases if alias.span == values.Span()}
    asked = {spelling(alias.text): alias for alias in wanted}
    ours = {key: alias for key, alias in held.items() if alias.origin == "file" and alias.is_active}
    gone = [key for key in ours if key not in asked]
    other = [key for key, alias in asked.items() if key in ours and not _same(ours[key], alias)]
    new = [key for key in asked if key not in held]
    UnitAlias.objects.filter(spelling__in=[*gone, *other], valid_from=None, valid_to=None).delete()
    add_aliases([asked[key] for key in asked if key in {*other, *new}])
    return len(gone) + len(other) + len(new)


def _same(one: values.Alias, other: values.Alias) -> bool:
    return (one.text, sorted(one.targets)) == (other.text, sorted(other.targets))


def add_aliases(aliases: Sequence[values.Alias]) -> None:
    """Add aliases with their targets; a fixed number of queries."""
    rows = UnitAlias.objects.bulk_create(
        UnitAlias(
            text=alias.text,
            spelling=spelling(alias.text),
            origin=alias.origin,
            valid_from=alias.span.valid_from,
            valid_to=alias.span.valid_to,
        )
        for alias in aliases
    )
    targets = [target for alias in aliases for target in alias.targets]
    units = dict(Unit.objects.filter(slug__in=targets).values_list("slug", "pk"))
    classes = dict(UnitClass.objects.filter(key__in=targets).values_list("key", "pk"))
    UnitAliasTarget.objects.bulk_create(
        UnitAliasTarget(alias=row, unit_id=units.get(target), unit_class_id=classes.get(target))
        for row, alias in zip(rows, aliases, strict=True)
        for target in alias.targets
    )


def write_classes(old: values.Registry, wanted: Iterable[values.UnitClass]) -> int:
    """Write the classes that differ; one that the file no longer has stays, since documents may name it."""
    changed = [group for group in wanted if old.classes.get(group.key) != group]
    ids = dict(Unit.objects.values_list("slug", "pk")) if changed else {}
    for group in changed:
        row, _ = UnitClass.objects.update_or_create(
            key=group.key,
            defaults={
                "name": group.name,
                "note": group.note,
                "valid_from": group.valid_from,
                "valid_to": group.valid_to,
            },
        )
        UnitClassRule.objects.filter(unit_class=row).delete()
        UnitClassRule.objects.bulk_create(
            UnitClassRule(
                unit_class=row,
                level=rule.level,
                kind=rule.kind,
                unit_id=ids[rule.slug] if rule.slug else None,
                valid_from=rule.valid_from,
                valid_to=rule.valid_to,
            )
            for rule in group.members
        )
    return len(changed)


def write_file_changes(old: values.Registry, wanted: Iterable[values.Change], actor: Actor, now: dt.datetime) -> int:
    """Write the changes of a file by their keys; those that the office recorded have none and stay."""
    held = {change.key: change for change in old.changes if change.key}
    asked = {change.key: change for change in wanted}
    stale = [key for key, change in held.items() if key not in asked or not _same_change(change, asked[key])]
    UnitChange.objects.filter(key__in=stale).delete()
    fresh = [change for key, change in asked.items() if key not in held or key in stale]
    write_changes(fresh, actor, now)
    return len(fresh) + sum(key not in asked for key in stale)


def _same_change(one: values.Change, other: values.Change) -> bool:
    return replace(one, id=None, recorded_by="") == replace(other, id=None, recorded_by="")
