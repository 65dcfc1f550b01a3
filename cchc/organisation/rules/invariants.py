"""What must be true of a registry on every day: one version a unit, one unit a code, one tree."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cchc.kernel import writing
from cchc.kernel.refusal import marked
from cchc.kernel.text import spelling
from cchc.organisation.rules.problems import Nonsense, Problem
from cchc.organisation.rules.registry import ONE_DAY, Registry, Span, Unit, Version

_UNDER: Mapping[str, frozenset[str]] = {
    "province": frozenset(),
    "department": frozenset({"province"}),
    "district": frozenset({"province"}),
    "commune": frozenset({"province", "district"}),
    "body": frozenset({"province", "department", "district", "commune", "body"}),
}
"""Where a unit of each level may hang."""


def require(registry: Registry) -> Registry:
    """Return ``registry``, or raise ``Nonsense`` with everything that can't be true of it."""
    problems = tuple(check(registry))
    if problems:
        raise Nonsense(*problems)
    return registry


def check(registry: Registry) -> Iterator[Problem]:
    """Yield what can't be true of ``registry``, unit by unit."""
    for unit in registry.units.values():
        yield from _order(unit)
        yield from _parents(registry, unit)
    yield from _codes(registry)
    yield from _trees(registry)
    yield from _classes(registry)
    yield from _aliases(registry)


def _order(unit: Unit) -> Iterator[Problem]:
    for version in unit.versions:
        if version.last < version.first:
            yield Problem(marked("“%(name)s” kết thúc trước khi bắt đầu."), {"name": version.name}, unit.slug)
    for earlier, later in pairwise(unit.versions):
        if earlier.last >= later.first:
            yield Problem(
                marked("hai giai đoạn trùng ngày: “%(earlier)s” còn hiệu lực khi “%(later)s” bắt đầu ngày %(day)s."),
                {"earlier": earlier.name, "later": later.name, "day": written(later.first)},
                unit.slug,
            )


def _parents(registry: Registry, unit: Unit) -> Iterator[Problem]:
    for version in unit.versions:
        if version.parent is None:
            continue
        above = registry.units.get(version.parent)
        values = {"name": version.name, "parent": version.parent}
        if above is None:
            yield Problem(marked("cấp trên “%(parent)s” của “%(name)s” không có trong danh mục."), values, unit.slug)
            continue
        gap = first_gap(version, above.versions)
        if gap:
            values |= {"parent": above.nearest(gap).name, "day": written(gap)}
            yield Problem(
                marked("cấp trên “%(parent)s” của “%(name)s” không hoạt động vào ngày %(day)s."),
                values,
                unit.slug,
            )
        for higher in above.versions:
            if higher.meets(version) and higher.level not in _UNDER.get(version.level, frozenset()):
                yield Problem(
                    marked("“%(name)s” không thể trực thuộc “%(parent)s”."),
                    values | {"parent": higher.name},
                    unit.slug,
                )


def first_gap(span: Span, cover: Sequence[Span]) -> dt.date | None:
    """Return the first day of ``span`` on which none of ``cover`` (in order of time) holds."""
    day = span.first
    for part in cover:
        if part.first > day:
            break
        if part.last >= day:
            if part.last >= span.last:
                return None
            day = part.last + ONE_DAY
    return day


def _codes(registry: Registry) -> Iterator[Problem]:
    holders: dict[str, list[tuple[str, Version]]] = defaultdict(list)
    for unit in registry.units.values():
        for version in unit.versions:
            holders[version.code].append((unit.slug, version))
            if version.code in registry.classes:
                yield Problem(
                    marked("mã “%(code)s” trùng khóa của một nhóm đơn vị."), {"code": version.code}, unit.slug
                )
    for code, held in holders.items():
        held.sort(key=lambda one: one[1].first)
        for (slug, earlier), (other, later) in pairwise(held):
            if slug != other and earlier.meets(later):
                values = {"code": code, "earlier": earlier.name, "later": later.name, "day": written(later.first)}
                yield Problem(
                    marked("mã %(code)s đang là của “%(earlier)s” khi “%(later)s” bắt đầu dùng ngày %(day)s."),
                    values,
                    other,
                )


def turning_days(units: Iterable[Unit]) -> list[dt.date]:
    """Return the days on which something begins or has just ended: between two of them nothing changes."""
    days = {version.first for unit in units for version in unit.versions}
    days |= {version.last + ONE_DAY for unit in units for version in unit.versions if version.valid_to}
    return sorted(days)


def _trees(registry: Registry) -> Iterator[Problem]:
    reported: set[str] = set()
    for day in turning_days(registry.units.values()):
        valid = registry.on(day)
        roots = [slug for slug, version in valid.items() if version.parent is None]
        if valid and len(roots) != 1:
            names = ", ".join(f"“{valid[slug].name}”" for slug in sorted(roots)[:3]) or "–"
            yield Problem(
                marked("ngày %(day)s phải có đúng một đơn vị cao nhất, đang có: %(names)s."),
                {"day": written(day), "names": names},
            )
        for slug in _circling(valid):
            if slug not in reported:
                reported.add(slug)
                yield Problem(
                    marked("“%(name)s” trực thuộc chính mình theo vòng vào ngày %(day)s."),
                    {"name": valid[slug].name, "day": written(day)},
                    slug,
                )


def _circling(valid: Mapping[str, Version]) -> Iterator[str]:
    settled: set[str] = set()
    for start in valid:
        path: list[str] = []
        slug: str | None = start
        while slug is not None and slug in valid and slug not in settled:
            if slug in path:
                yield slug
                break
            path.append(slug)
            slug = valid[slug].parent
        settled.update(path)


def _classes(registry: Registry) -> Iterator[Problem]:
    for group in registry.classes.values():
        for rule in group.members:
            if rule.slug and rule.slug not in registry.units:
                yield Problem(marked("không có đơn vị “%(slug)s”."), {"slug": rule.slug}, group.key)


def _aliases(registry: Registry) -> Iterator[Problem]:
    seen: dict[tuple[str, dt.date | None], str] = {}
    for alias in registry.aliases:
        key = spelling(alias.text), alias.span.valid_from
        if key in seen:
            yield Problem(
                marked("tên gọi “%(text)s” đã kể ở “%(other)s”."),
                {"text": alias.text, "other": seen[key]},
                alias.targets[0],
            )
        seen[key] = alias.targets[0]
        for target in alias.targets:
            if target not in registry.units and target not in registry.classes:
                values = {"text": alias.text, "target": target}
                yield Problem(marked("tên gọi “%(text)s” chỉ tới “%(target)s” không có trong danh mục."), values)


def written(day: dt.date) -> str:
    """Return ``day`` as Viet Nam writes it; the beginning of time as a dash."""
    return "–" if day == dt.date.min else writing.date(day)
