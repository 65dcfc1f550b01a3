"""Read a scheme, and refuse with its place named what does not add up or can't be computed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from cchc.kernel import reading
from cchc.par_index.rules import kinds, shape
from cchc.par_index.rules.numbers import Wrong, number, plain
from cchc.par_index.types import Band, Mode, Node, Problem, Scheme, Ties

_MODES, _TIES = ("half_up", "truncate"), ("dense", "competition", "ordinal")
_EXTRA = ("bonus", "penalty")


class Unsound(ValueError):
    """A scheme that can't be used; ``problems`` name every place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{one.where}: {one.why}" for one in problems))
        self.problems = tuple(problems)


LEVELS: Mapping[str, str] = {
    "so": "department", "huyen": "district", "xa": "commune",
    "department": "department", "district": "district", "commune": "commune", "body": "body",
}  # fmt: skip
"""Levels of units as files write them, and as the registry does."""
_KEPT = ("title", "level", "year", "official", "rounding", "ties", "classes", "bonus_max", "penalty_max", "tree")
_ROW = ("code", "title", "max", "kind", "rule", "owner", "evidence", "indicator", "na_allowed", "open")


def content(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept of a scheme's file: its own words in their own order, nothing that is not read.

    ``Unsound`` where the document has another shape; whether it adds up is asked by ``read``.
    """
    if misshapen := shape.problems(data):
        raise Unsound(misshapen)
    kept = {key: data[key] for key in _KEPT if key in data and key != "tree"}
    return {**kept, "tree": [_row(row) for row in data["tree"]]}


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in _ROW if row.get(key) not in (None, "", False)}
    kept["code"] = str(row["code"]).strip()
    rule = kept.get("rule")
    if isinstance(rule, Mapping) and "not_applicable_allowed" in rule:
        kept["rule"] = {key: value for key, value in rule.items() if key != "not_applicable_allowed"}
        if rule["not_applicable_allowed"] is True:
            kept["na_allowed"] = True
    return kept


def read(title: str, data: object) -> Scheme:
    """Return the scheme that ``data`` (a loaded YAML file) describes; ``Unsound`` names all that is wrong with it."""
    if misshapen := shape.problems(data):
        raise Unsound(misshapen)
    data = cast(Mapping[str, Any], data)
    wrong: list[Problem] = []
    nodes = _nodes(data["tree"], wrong)
    if not wrong:
        wrong += _sums(nodes, data.get("total"))
        wrong += _rules(nodes)
    places, mode = _rounding(data.get("rounding"), wrong)
    ties = _one_of(data.get("ties", "competition"), _TIES, "ties", wrong)
    bands = tuple(_bands(data.get("classes") or (), wrong))
    ceilings = _ceilings(data, wrong)
    if wrong:
        raise Unsound(wrong)
    return Scheme(
        title=str(data.get("title") or title),
        level=str(data.get("level", "")),
        year=reading.year(str(data.get("year") or "")),
        official=data.get("official") is True,
        places=places,
        mode=cast(Mode, mode),
        ties=cast(Ties, ties),
        bands=bands,
        nodes=nodes,
        **ceilings,
    )


def _ceilings(data: Mapping[str, Any], wrong: list[Problem]) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for name in ("bonus_max", "penalty_max"):
        given = data.get(name)
        try:
            found[name] = None if given in (None, "") else number(given)
        except Wrong as why:
            wrong.append(Problem(name, str(why)))
            continue
        if (found[name] or Decimal(0)) < 0:
            wrong.append(Problem(name, "mức trần không được nhỏ hơn 0"))
    return found


def _nodes(rows: Sequence[Any], wrong: list[Problem]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for place, row in enumerate(rows, 1):
        try:
            node = _node(row)
        except (Wrong, KeyError, TypeError, AttributeError) as why:
            wrong.append(Problem(f"dòng {place} của tree", f"thiếu hoặc sai phần {why}"))
            continue
        if node.code in found:
            wrong.append(Problem(node.code, "mã này có hai lần"))
        elif node.parent is not None and node.parent not in found:
            wrong.append(Problem(node.code, f"không có mục {node.parent} ở trên"))
        found[node.code] = node
    for node in list(found.values()):
        if node.parent in found:
            parent = found[node.parent]
            found[node.parent] = replace(parent, children=(*parent.children, node.code))
    return found


def _node(row: Mapping[str, Any]) -> Node:
    code, rule = str(row["code"]).strip(), row.get("rule")
    na = row.get("na_allowed", (rule or {}).get("not_applicable_allowed", False))
    head, dot, _ = code.rpartition(".")
    kind = str(row.get("kind", ""))
    parent = head if dot and kind not in _EXTRA else None
    return Node(
        code=code,
        title=str(row["title"]),
        max=number(row["max"]),
        kind=kind,
        rule=rule,
        na_allowed=na is True,
        parent=parent,
        owner=str(row.get("owner") or ""),
        evidence=str(row.get("evidence") or ""),
        indicator=str(row.get("indicator") or ""),
        is_open=row.get("open") is True,
    )


def _sums(nodes: Mapping[str, Node], total: object) -> Iterator[Problem]:
    for node in nodes.values():
        if node.max <= 0:
            yield Problem(node.code, f"điểm tối đa {plain(node.max)} phải lớn hơn 0")
        if node.children:
            below = sum((nodes[child].max for child in node.children), Decimal(0))
            if below != node.max:
                yield Problem(node.code, f"các mục con cộng lại {plain(below)}, không bằng {plain(node.max)}")
    roots = sum((node.max for node in nodes.values() if node.parent is None and not node.is_extra), Decimal(0))
    if total is not None and roots != number(total):
        yield Problem("total", f"các lĩnh vực cộng lại {plain(roots)}, không bằng {plain(number(total))}")


def _rules(nodes: Mapping[str, Node]) -> Iterator[Problem]:
    for node in nodes.values():
        if node.children and node.rule is not None:
            yield Problem(node.code, "mục có mục con thì không có quy tắc riêng")
        elif not node.children and node.rule is None:
            yield Problem(node.code, "mục cuối cùng phải có quy tắc (rule)")
        elif node.rule is not None and not isinstance(node.rule, Mapping):
            yield Problem(node.code, "quy tắc phải là một nhóm có “type”")
        elif node.rule is not None:
            yield from (Problem(node.code, why) for why in kinds.check(node.rule, node.max))


def _rounding(given: Any, wrong: list[Problem]) -> tuple[int, str]:
    given = given or {}
    places = given.get("places", 2)
    if not isinstance(places, int) or not 0 <= places <= 6:
        wrong.append(Problem("rounding.places", "phải là số từ 0 đến 6"))
        places = 2
    return places, _one_of(given.get("mode", "half_up"), _MODES, "rounding.mode", wrong)


def _one_of(value: object, allowed: Sequence[str], where: str, wrong: list[Problem]) -> str:
    if value not in allowed:
        wrong.append(Problem(where, f"“{value}” không có; chọn {', '.join(allowed)}"))
        return allowed[0]
    return str(value)


def _bands(rows: Sequence[Any], wrong: list[Problem]) -> Iterator[Band]:
    """Yield the classes from the highest; the same cut twice, open and closed, are two."""
    bands = []
    for place, row in enumerate(rows, 1):
        try:
            bands.append(Band(str(row["name"]), number(row["from"]), row.get("inclusive", True) is True))
        except (Wrong, KeyError, TypeError, AttributeError) as why:
            wrong.append(Problem(f"classes, dòng {place}", f"thiếu hoặc sai phần {why}"))
    yield from sorted(bands, key=lambda band: (-band.cut, band.inclusive))
