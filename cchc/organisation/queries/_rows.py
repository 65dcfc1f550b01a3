"""The rows of the registry as one value."""

from collections import defaultdict
from collections.abc import Iterator

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
from cchc.organisation.rules import registry as values


def read() -> values.Registry:
    """Return everything the database holds of units; 8 queries, whatever their number."""
    known = list(Unit.objects.order_by("pk").values_list("pk", "slug", "is_local"))
    slugs = {pk: slug for pk, slug, _ in known}
    versions: dict[int, list[values.Version]] = defaultdict(list)
    for unit_id, version in _versions(slugs):
        versions[unit_id].append(version)
    units = {
        slug: values.Unit(slug, tuple(sorted(versions[pk], key=lambda version: version.first)), pk, is_local)
        for pk, slug, is_local in known
        if pk in versions
    }
    classes = {group.key: group for group in _classes(slugs)}
    return values.Registry(units, classes, tuple(_aliases(slugs)), tuple(_changes(slugs)))


FIELDS = [
    *("code", "name", "official_name", "short", "level", "kind", "symbol", "valid_from", "valid_to"),
    *("source", "certainty", "note"),
]


def _versions(slugs: dict[int, str]) -> Iterator[tuple[int, values.Version]]:
    for unit_id, parent_id, *fields in UnitVersion.objects.values_list("unit_id", "parent_id", *FIELDS):
        parent = slugs[parent_id] if parent_id else None
        yield unit_id, values.Version(**dict(zip(FIELDS, fields, strict=True)), parent=parent)


def _classes(slugs: dict[int, str]) -> Iterator[values.UnitClass]:
    rules: dict[int, list[values.MemberRule]] = defaultdict(list)
    for rule in UnitClassRule.objects.order_by("pk"):
        slug = slugs[rule.unit_id] if rule.unit_id else None
        rules[rule.unit_class_id].append(
            values.MemberRule(
                level=rule.level, kind=rule.kind, slug=slug, valid_from=rule.valid_from, valid_to=rule.valid_to
            )
        )
    for group in UnitClass.objects.order_by("pk"):
        yield values.UnitClass(
            key=group.key,
            name=group.name,
            members=tuple(rules[group.pk]),
            note=group.note,
            valid_from=group.valid_from,
            valid_to=group.valid_to,
        )


def _aliases(slugs: dict[int, str]) -> Iterator[values.Alias]:
    targets: dict[int, list[str]] = defaultdict(list)
    rows = UnitAliasTarget.objects.order_by("pk").values_list("alias_id", "unit_id", "unit_class__key")
    for alias_id, unit_id, key in rows:
        targets[alias_id].append(slugs[unit_id] if unit_id else key)
    for alias in UnitAlias.objects.order_by("pk"):
        span = values.Span(alias.valid_from, alias.valid_to)
        yield values.Alias(alias.text, tuple(targets[alias.pk]), alias.origin, alias.is_active, span)


def _changes(slugs: dict[int, str]) -> Iterator[values.Change]:
    sides: dict[tuple[int, str], list[values.Party]] = defaultdict(list)
    for party in UnitChangeParty.objects.order_by("pk"):
        slug = slugs[party.unit_id] if party.unit_id else None
        sides[party.change_id, party.side].append(values.Party(slug, party.name, party.partial))
    for change in UnitChange.objects.order_by("effective_on", "pk"):
        yield values.Change(
            kind=change.kind,
            on=change.effective_on,
            basis=change.legal_basis,
            before=tuple(sides[change.pk, Side.BEFORE]),
            after=tuple(sides[change.pk, Side.AFTER]),
            note=change.note,
            source=change.source,
            certainty=change.certainty,
            key=change.key or "",
            id=change.pk,
            recorded_by=change.recorded_by,
        )
