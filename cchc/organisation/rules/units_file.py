"""Read a units file (``docs/reference/units-file.md``): plain YAML data in, a registry or every mistake out."""

from collections.abc import Mapping
from typing import Any

from cchc.kernel.refusal import marked
from cchc.kernel.text import squeeze
from cchc.organisation.rules import naming
from cchc.organisation.rules.entries import Reader
from cchc.organisation.rules.problems import Nonsense, Problem
from cchc.organisation.rules.registry import Alias, Change, MemberRule, Party, Registry, Unit, UnitClass, Version
from cchc.organisation.types import LEVELS

FORMAT = 1
KINDS_OF_CHANGE = ("create", "rename", "merge", "split", "move", "abolish")
CERTAINTIES = ("sourced", "unverified")
_VERSION = frozenset(
    {"code", "name", "official_name", "short", "level", "kind", "symbol", "parent", "from", "to"}
    | {"source", "certainty", "note"}
)
_CHANGE = frozenset({"date", "kind", "basis", "before", "after", "note", "source", "certainty"})
_CLASS = frozenset({"key", "name", "members", "aliases", "from", "to", "note"})
_MEMBER = frozenset({"level", "kind", "unit", "from", "to"})
_TOP = frozenset({"format", "name", "sources", "units", "classes", "aliases", "changes"})


def parse(data: object) -> Registry:
    """Return the registry that ``data`` (the YAML document) describes; raise ``Nonsense`` with every mistake.

    Only the form is checked here: whether it can be true is ``invariants.check``.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise Nonsense(
            Problem(marked("Không phải tệp đơn vị: dòng đầu phải là “format: %(format)s”."), {"format": FORMAT})
        )
    reader = Reader(data)
    reader.keys(data, _TOP, "")
    units, aliases = _units(reader, data)
    classes, more = _classes(reader, data)
    changes = _changes(reader, data, units)
    aliases += more + _phrases(reader, data)
    if reader.problems:
        raise Nonsense(*reader.problems)
    return Registry(units, classes, tuple(aliases), tuple(changes))


def _units(reader: Reader, data: Mapping[str, Any]) -> tuple[dict[str, Unit], list[Alias]]:
    units: dict[str, Unit] = {}
    aliases: list[Alias] = []
    for where, entry in reader.entries(data, "units"):
        slug = reader.text(entry, "slug", where, needed=True, limit=100)
        where = slug or where
        if slug != naming.slug_of(slug):
            reader.refuse(where, marked("khóa chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."))
        if slug in units:
            reader.refuse(where, marked("khóa đã dùng cho một đơn vị khác."))
        reader.keys(entry, _VERSION | {"slug", "versions", "aliases"}, where)
        given = reader.many(entry, "versions", where) if "versions" in entry else [{}]
        versions = [
            _version(reader, {**_inherited(entry), **one}, slug, where) for one in given if isinstance(one, Mapping)
        ]
        if not versions:
            reader.refuse(where, marked("phải có ít nhất một giai đoạn."))
        units[slug] = Unit(slug, tuple(sorted(versions, key=lambda version: version.first)))
        aliases += _aliases(reader, entry, slug, where)
    return units, aliases


def _inherited(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key in _VERSION}


def _version(reader: Reader, entry: Mapping[str, Any], slug: str, where: str) -> Version:
    reader.keys(entry, _VERSION, where)
    level = reader.one_of(entry, "level", LEVELS, where)
    name = reader.text(entry, "name", where, needed=True, limit=200)
    span = (reader.day(entry, "from", where), reader.day(entry, "to", where))
    if span[0] and span[1] and span[1] < span[0]:
        reader.refuse(where, marked("ngày kết thúc đứng trước ngày bắt đầu."))
    return Version(
        valid_from=span[0],
        valid_to=span[1],
        code=reader.text(entry, "code", where, limit=40) or slug,
        name=name,
        official_name=reader.text(entry, "official_name", where, limit=250) or naming.official_name(level, name),
        short=reader.text(entry, "short", where, limit=120) or name,
        level=level,
        kind=reader.text(entry, "kind", where, needed=True, limit=60),
        symbol=reader.text(entry, "symbol", where, limit=40),
        parent=reader.text(entry, "parent", where) or None,
        source=reader.source(entry, where),
        certainty=reader.one_of(entry, "certainty", CERTAINTIES, where, "sourced"),
        note=reader.text(entry, "note", where),
    )


def _aliases(reader: Reader, entry: Mapping[str, Any], target: str, where: str) -> list[Alias]:
    texts = reader.many(entry, "aliases", where)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        reader.refuse(where, marked("tên gọi khác phải là chữ."))
        return []
    return [Alias(squeeze(text), (target,)) for text in texts]


def _classes(reader: Reader, data: Mapping[str, Any]) -> tuple[dict[str, UnitClass], list[Alias]]:
    classes: dict[str, UnitClass] = {}
    aliases: list[Alias] = []
    for where, entry in reader.entries(data, "classes"):
        reader.keys(entry, _CLASS, where)
        key = reader.text(entry, "key", where, needed=True, limit=60)
        where = key or where
        if key in classes:
            reader.refuse(where, marked("khóa đã dùng cho một nhóm khác."))
        classes[key] = UnitClass(
            valid_from=reader.day(entry, "from", where),
            valid_to=reader.day(entry, "to", where),
            key=key,
            name=reader.text(entry, "name", where, needed=True, limit=200),
            members=tuple(_member(reader, rule, where) for rule in reader.many(entry, "members", where)),
            note=reader.text(entry, "note", where),
        )
        aliases += _aliases(reader, entry, key, where)
    return classes, aliases


def _member(reader: Reader, rule: object, where: str) -> MemberRule:
    if not isinstance(rule, Mapping) or not rule.keys() & {"level", "kind", "unit"}:
        reader.refuse(where, marked("mỗi thành phần phải có “level”, “kind” hoặc “unit”."))
        return MemberRule()
    reader.keys(rule, _MEMBER, where)
    return MemberRule(
        valid_from=reader.day(rule, "from", where),
        valid_to=reader.day(rule, "to", where),
        level=reader.one_of(rule, "level", LEVELS, where) if "level" in rule else "",
        kind=reader.text(rule, "kind", where),
        slug=reader.text(rule, "unit", where) or None,
    )


def _phrases(reader: Reader, data: Mapping[str, Any]) -> list[Alias]:
    found = []
    for where, entry in reader.entries(data, "aliases"):
        reader.keys(entry, frozenset({"text", "targets"}), where)
        targets = reader.many(entry, "targets", where)
        if not targets or not all(isinstance(target, str) for target in targets):
            reader.refuse(where, marked("“targets” phải kể khóa của đơn vị hoặc nhóm."))
            continue
        found.append(Alias(reader.text(entry, "text", where, needed=True, limit=200), tuple(targets)))
    return found


def _changes(reader: Reader, data: Mapping[str, Any], units: Mapping[str, Unit]) -> list[Change]:
    changes: dict[str, Change] = {}
    for where, entry in reader.entries(data, "changes"):
        reader.keys(entry, _CHANGE, where)
        on = reader.day(entry, "date", where)
        if on is None:
            reader.refuse(where, marked("thiếu “%(key)s”."), key="date")
            continue
        before = tuple(_party(reader, one, units, where) for one in reader.many(entry, "before", where))
        after = tuple(_party(reader, one, units, where) for one in reader.many(entry, "after", where))
        kind = reader.one_of(entry, "kind", KINDS_OF_CHANGE, where)
        key = "/".join([on.isoformat(), kind, *(party.slug or party.name for party in after or before)])
        if key in changes:
            reader.refuse(where, marked("thay đổi này đã kể ở trên."))
        changes[key] = Change(
            kind=kind,
            on=on,
            basis=reader.text(entry, "basis", where, needed=True),
            before=before,
            after=after,
            note=reader.text(entry, "note", where),
            source=reader.source(entry, where),
            certainty=reader.one_of(entry, "certainty", CERTAINTIES, where, "sourced"),
            key=key,
        )
    return list(changes.values())


def _party(reader: Reader, one: object, units: Mapping[str, Unit], where: str) -> Party:
    if isinstance(one, str):
        one = {"unit": one}
    if (
        not isinstance(one, Mapping)
        or not one.keys() <= {"unit", "name", "partial"}
        or len(one.keys() & {"unit", "name"}) != 1
    ):
        reader.refuse(where, marked("mỗi bên của thay đổi là khóa của đơn vị, hoặc “name” và “partial”."))
        return Party()
    slug = reader.text(one, "unit", where) or None
    if slug and slug not in units:
        reader.refuse(where, marked("không có đơn vị “%(slug)s”."), slug=slug)
    return Party(slug, reader.text(one, "name", where, limit=250), one.get("partial") is True)
