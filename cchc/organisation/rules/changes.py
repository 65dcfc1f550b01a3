"""What a change makes of the registry: close versions, open others, move what hung below; nonsense is refused.

Each function returns the registry after the change and the change to record. ``on`` is the first day of the new state.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cchc.kernel.refusal import marked
from cchc.organisation.rules import invariants, naming
from cchc.organisation.rules.problems import Nonsense, Problem
from cchc.organisation.rules.registry import ONE_DAY, Change, Party, Registry, Unit, Version

Outcome = tuple[Registry, Change]

CHANGEABLE = ("code", "name", "official_name", "short", "kind", "symbol", "note")


@dataclass(frozen=True, kw_only=True)
class Record:
    """When a change takes effect and by what document; ``certainty`` tells whether that document was seen."""

    on: dt.date
    basis: str
    note: str = ""
    certainty: str = "sourced"


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a new unit is; what is left empty follows from the rest."""

    name: str
    level: str
    kind: str
    parent: str | None
    code: str = ""
    official_name: str = ""
    short: str = ""
    symbol: str = ""
    slug: str = ""


def create(registry: Registry, details: Details, record: Record) -> Outcome:
    """Return the registry with a new unit."""
    made, slug = _with_new(registry, details, record)
    return _done(made, _change("create", record, after=[Party(slug)]))


def rename(registry: Registry, slug: str, fields: Mapping[str, str], record: Record) -> Outcome:
    """Return the registry with another name, kind, code or symbol for the unit; ``fields`` are some of ``CHANGEABLE``.

    The official and the short name follow the name unless they are given.
    """
    current = _living(registry, slug, record.on)
    changed = _follow(current, {key: value for key, value in fields.items() if value})
    if all(getattr(current, key) == value for key, value in changed.items() if key != "note"):
        raise _refusal(marked("Không có gì thay đổi: “%(name)s” đã có tên, loại, mã và ký hiệu này."), current)
    opened = _reopened(registry, slug, record, **changed)
    return _done(opened, _change("rename", record, [Party(slug)], [Party(slug)]))


def move(registry: Registry, slug: str, parent: str, record: Record) -> Outcome:
    """Return the registry with the unit under another one."""
    current = _living(registry, slug, record.on)
    above = _living(registry, parent, record.on, "parent")
    if current.parent == parent:
        raise _refusal(marked("“%(name)s” đã trực thuộc “%(parent)s”."), current, "parent", parent=above.name)
    if current.parent is None:
        raise _refusal(marked("“%(name)s” là đơn vị cao nhất, không thể chuyển."), current)
    moved = _reopened(registry, slug, record, parent=parent)
    return _done(moved, _change("move", record, [Party(slug)], [Party(slug)]))


def merge(registry: Registry, before: Sequence[Party], into: str | Details, record: Record) -> Outcome:
    """Return the registry with the units of ``before`` (whole, or a part of them) merged into one.

    ``into`` is one of them, another unit, or what the new unit is. What hung below a unit that ends hangs below the
    one it merged into. A unit that only loses a part stays.
    """
    _distinct(before)
    made, heir = _with_new(registry, into, record) if isinstance(into, Details) else (registry, into)
    if not isinstance(into, Details):
        _living(registry, heir, record.on, "after")
    others = [party for party in before if party.slug != heir]
    if not others:
        raise Nonsense(Problem(marked("Hãy chọn ít nhất một đơn vị khác để sáp nhập."), field="before"))
    for party in others:
        if party.slug:
            _living(made, party.slug, record.on)
    ended = [party.slug for party in others if party.slug and not party.partial]
    made = _ended(made, ended, heir, record)
    return _done(made, _change("merge", record, before, [Party(heir)]))


def split(
    registry: Registry, slug: str, into: Sequence[str | Details], record: Record, *, children_to: str | None = None
) -> Outcome:
    """Return the registry with the unit divided among ``into``: units that exist, or what new ones are.

    If the unit itself is among them it goes on with what is left. What hung below it goes to ``children_to``.
    """
    _living(registry, slug, record.on)
    made, heirs = registry, []
    for one in into:
        if isinstance(one, Details):
            made, heir = _with_new(made, one, record)
        else:
            _living(registry, one, record.on, "after")
            heir = one
        heirs.append(Party(heir))
    _distinct(heirs)
    if len(heirs) < 2:
        raise Nonsense(Problem(marked("Hãy chọn ít nhất hai đơn vị sau khi chia, tách."), field="after"))
    if slug not in {party.slug for party in heirs}:
        made = _ended(made, [slug], children_to, record)
    return _done(made, _change("split", record, [Party(slug)], heirs))


def abolish(registry: Registry, slugs: Sequence[str], record: Record, *, children_to: str | None = None) -> Outcome:
    """Return the registry without the units; what hung below them goes to ``children_to``."""
    parties = [Party(slug) for slug in slugs]
    _distinct(parties)
    if not parties:
        raise Nonsense(Problem(marked("Hãy chọn đơn vị."), field="before"))
    for slug in slugs:
        _living(registry, slug, record.on)
    return _done(_ended(registry, slugs, children_to, record), _change("abolish", record, parties))


def _change(kind: str, record: Record, before: Sequence[Party] = (), after: Sequence[Party] = ()) -> Change:
    return Change(
        kind=kind,
        on=record.on,
        basis=record.basis,
        before=tuple(before),
        after=tuple(after),
        note=record.note,
        certainty=record.certainty,
    )


def _done(registry: Registry, change: Change) -> Outcome:
    if not change.basis.strip():
        raise Nonsense(Problem(marked("Hãy ghi số và ngày của văn bản làm căn cứ."), field="basis"))
    return replace(invariants.require(registry), changes=(*registry.changes, change)), change


def _refusal(text: str, version: Version, field: str | None = None, **values: object) -> Nonsense:
    return Nonsense(Problem(text, {"name": version.name, **values}, field=field))


def _distinct(parties: Collection[Party]) -> None:
    slugs = [party.slug for party in parties if party.slug]
    if len(set(slugs)) < len(slugs):
        raise Nonsense(Problem(marked("Một đơn vị được chọn hai lần."), field="before"))


def _living(registry: Registry, slug: str, on: dt.date, field: str = "before") -> Version:
    """Return the version in force on ``on`` that a change may close: nothing may have been recorded after it."""
    unit = registry.units.get(slug)
    if unit is None:
        raise Nonsense(Problem(marked("Không có đơn vị “%(slug)s”."), {"slug": slug}, field=field))
    version = unit.at(on)
    day = invariants.written(on)
    if version is None:
        raise _refusal(marked("“%(name)s” không hoạt động vào ngày %(day)s."), unit.nearest(on), field, day=day)
    if version.first == on:
        raise _refusal(marked("“%(name)s” đã có thay đổi ghi vào đúng ngày %(day)s."), version, "on", day=day)
    later = next((one for one in unit.versions if one.first > on), None)
    if later:
        raise _refusal(
            marked("“%(name)s” đã có thay đổi ghi ngày %(day)s, sau ngày hiệu lực này."),
            version,
            "on",
            day=invariants.written(later.first),
        )
    return version


def _with_new(registry: Registry, details: Details, record: Record) -> tuple[Registry, str]:
    slug = _free_slug(registry, details.slug or naming.slug_of(details.name), details.parent)
    version = Version(
        valid_from=record.on,
        code=details.code or slug,
        name=details.name,
        official_name=details.official_name or naming.official_name(details.level, details.name),
        short=details.short or details.name,
        level=details.level,
        kind=details.kind,
        symbol=details.symbol,
        parent=details.parent,
        certainty=record.certainty,
    )
    return registry.with_units(Unit(slug, (version,))), slug


def _free_slug(registry: Registry, wanted: str, parent: str | None) -> str:
    tried = [wanted, f"{wanted}-{parent}", *(f"{wanted}-{number}" for number in range(2, 1000))]
    return next(slug[:100] for slug in tried if slug and slug not in registry.units)


def _follow(current: Version, fields: Mapping[str, str]) -> dict[str, str]:
    changed = dict(fields)
    name = changed.get("name")
    if name and name != current.name:
        usual = naming.official_name(current.level, current.name)
        if current.official_name == usual:
            changed.setdefault("official_name", naming.official_name(current.level, name))
        if current.short == current.name:
            changed.setdefault("short", name)
    return changed


def _reopened(registry: Registry, slug: str, record: Record, **fields: Any) -> Registry:
    """Close the unit's version on the eve of the change and open one with other ``fields``."""
    unit = registry.units[slug]
    current = unit.at(record.on)
    assert current is not None  # noqa: S101  # whoever calls has asked _living
    fresh = replace(current, **{"note": "", **fields}, valid_from=record.on, certainty=record.certainty, source="")
    versions = [version for version in unit.versions if version is not current]
    closed = replace(current, valid_to=record.on - ONE_DAY)
    return registry.with_units(replace(unit, versions=tuple([*versions, closed, fresh])))


def _ended(registry: Registry, slugs: Sequence[str], heir: str | None, record: Record) -> Registry:
    """End the units on the eve of the change; what hung below them hangs below ``heir``."""
    gone = set(slugs)
    for slug in slugs:
        unit = registry.units[slug]
        current = unit.at(record.on)
        assert current is not None  # noqa: S101
        versions = [version for version in unit.versions if version is not current]
        closed = replace(current, valid_to=record.on - ONE_DAY)
        registry = registry.with_units(replace(unit, versions=(*versions, closed)))
    orphans = [slug for slug, version in registry.on(record.on).items() if version.parent in gone]
    if orphans and heir is None:
        name = registry.units[slugs[0]].nearest(record.on).name
        text = marked("“%(name)s” còn %(count)s đơn vị trực thuộc: hãy chọn đơn vị sẽ quản lý chúng.")
        raise Nonsense(Problem(text, {"name": name, "count": len(orphans)}, field="children_to"))
    for slug in orphans:
        registry = _adopted(registry, slug, heir or "", record)
    return registry


def _adopted(registry: Registry, slug: str, heir: str, record: Record) -> Registry:
    unit = registry.units[slug]
    current = unit.at(record.on)
    if slug == heir or current is None:
        return registry
    if current.first == record.on:  # made by this very change
        fresh = tuple(replace(one, parent=heir) if one is current else one for one in unit.versions)
        return registry.with_units(replace(unit, versions=fresh))
    _living(registry, slug, record.on)
    return _reopened(registry, slug, record, parent=heir)
