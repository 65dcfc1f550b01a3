"""A list of units that somebody filled in → the registry it asks for, or every reason why not, by row."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from cchc.kernel.refusal import marked
from cchc.organisation.rules import invariants, naming
from cchc.organisation.rules.problems import Problem
from cchc.organisation.rules.registry import Registry, Span, Unit, Version


@dataclass(frozen=True, kw_only=True)
class Row(Span):
    """A line of the list: one unit from one day to another. ``given`` holds the cells of columns that were there.

    ``slug`` may be empty: then the unit that holds the code on that day is meant, or a new one. ``parent`` is a slug
    or a code.
    """

    number: int
    slug: str = ""
    code: str = ""
    name: str
    level: str
    kind: str
    parent: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """What a row changes: ``before`` and ``after`` by field of ``Version``; no ``before`` where a period is new."""

    row: int
    slug: str
    name: str
    is_new_unit: bool
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True)
class Import:
    """What a list would do. With problems, nothing may be written."""

    registry: Registry
    differences: tuple[Difference, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()


def plan(registry: Registry, rows: Sequence[Row]) -> Import:
    """Return what ``rows`` would make of ``registry``.

    A row whose unit has a version of the same first day replaces it; any other adds one. What is not listed stays.
    """
    slugs = dict(_slugs(registry, rows))
    problems = list(_repeated(rows, slugs))
    wanted = registry
    differences: list[Difference] = []
    for row in rows:
        slug = slugs[row.number]
        parent, problem = _parent(registry, row, rows, slugs)
        if problem:
            problems.append(problem)
            continue
        wanted, difference = _placed(wanted, registry, slug, row, parent)
        if difference:
            differences.append(difference)
    if not problems:
        problems = [_at_row(problem, slugs) for problem in invariants.check(wanted)]
    return Import(wanted, tuple(differences), len(rows) - len(differences), tuple(problems))


def _slugs(registry: Registry, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    made: dict[tuple[str, str], str] = {}
    taken = set(registry.units) | {row.slug for row in rows if row.slug}
    for row in rows:
        if row.slug:
            yield row.number, row.slug
            continue
        holder = _holder(registry, row)
        key = (row.code, row.name) if row.code else ("", f"{row.name}/{row.parent}")
        if holder is None and key not in made:
            tried = [naming.slug_of(row.name), naming.slug_of(row.name, row.code or row.parent)]
            tried += [f"{tried[0]}-{number}" for number in range(2, len(rows) + 3)]
            made[key] = next(slug for slug in tried if slug not in taken)
            taken.add(made[key])
        yield row.number, holder or made[key]


def _holder(registry: Registry, row: Row) -> str | None:
    """Return the unit that has the row's code (and level) on its days."""
    if not row.code:
        return None
    for slug, unit in registry.units.items():
        if any(one.code == row.code and one.level == row.level and one.meets(row) for one in unit.versions):
            return slug
    return None


def _repeated(rows: Sequence[Row], slugs: Mapping[int, str]) -> Iterator[Problem]:
    seen: dict[tuple[str, dt.date | None], int] = {}
    for row in rows:
        key = (slugs[row.number], row.valid_from)
        if key in seen:
            text = marked("trùng với dòng %(other)s: cùng đơn vị, cùng ngày bắt đầu.")
            yield Problem(text, {"other": seen[key]}, str(row.number), "slug")
        seen[key] = row.number


def _parent(
    registry: Registry, row: Row, rows: Sequence[Row], slugs: Mapping[int, str]
) -> tuple[str | None, Problem | None]:
    """Find the unit above by slug or by code, in the list itself first."""
    if not row.parent:
        return None, None
    if row.parent in registry.units or row.parent in slugs.values():
        return row.parent, None
    found = {slugs[other.number] for other in rows if other.code == row.parent and other.meets(row)}
    found = found or {
        slug
        for slug, unit in registry.units.items()
        if any(one.code == row.parent and one.meets(row) for one in unit.versions)
    }
    if len(found) == 1:
        return found.pop(), None
    text = marked("không tìm thấy đơn vị cấp trên “%(parent)s”.")
    if found:
        text = marked("mã cấp trên “%(parent)s” là của nhiều đơn vị: hãy ghi khóa thay cho mã.")
    return None, Problem(text, {"parent": row.parent}, str(row.number), "parent")


_TAKEN_OVER = frozenset({"official_name", "short", "symbol", "note"})


def _placed(
    wanted: Registry, registry: Registry, slug: str, row: Row, parent: str | None
) -> tuple[Registry, Difference | None]:
    unit = wanted.units.get(slug) or Unit(slug, ())
    here = next((one for one in unit.versions if one.valid_from == row.valid_from), None)
    version = _version(row, slug, parent, here)
    if version == here:
        return wanted, None
    others = [one for one in unit.versions if one is not here]
    versions = tuple(sorted([*others, version], key=lambda one: one.first))
    before = _differing(here, version) if here else {}
    after = _differing(version, here) if here else _differing(version, None)
    difference = Difference(row.number, slug, version.name, slug not in registry.units, before, after)
    return wanted.with_units(replace(unit, versions=versions)), difference


def _version(row: Row, slug: str, parent: str | None, here: Version | None) -> Version:
    kept = {name: getattr(here, name) for name in _TAKEN_OVER} if here else {}
    if here and (here.name, here.level) != (row.name, row.level):
        kept.pop("official_name")
        kept.pop("short")
    texts = {**kept, **{name: text for name, text in row.given.items() if name in _TAKEN_OVER}}
    return Version(
        code=row.code or (here.code if here else slug),
        name=row.name,
        official_name=texts.get("official_name") or naming.official_name(row.level, row.name),
        short=texts.get("short") or row.name,
        level=row.level,
        kind=row.kind,
        symbol=texts.get("symbol", ""),
        note=texts.get("note", ""),
        parent=parent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=here.source if here else "",
        certainty=here.certainty if here else "sourced",
    )


def _differing(one: Version, other: Version | None) -> dict[str, object]:
    names = [one_field.name for one_field in fields(Version)]
    return {name: getattr(one, name) for name in names if other is None or getattr(one, name) != getattr(other, name)}


def _at_row(problem: Problem, slugs: Mapping[int, str]) -> Problem:
    """Point from the unit that a problem is about to its row, where it is in the list."""
    number = next((number for number, slug in slugs.items() if slug == problem.where), None)
    return replace(problem, where=str(number) if number else problem.where)
