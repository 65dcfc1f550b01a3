"""The shape of a scheme's document: what each word of it must be, and how much there may be of it.

Everything behind may then take a text for a text and a list for a list; whether the scheme adds up is ``schemes``'.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from cchc.kernel import reading
from cchc.par_index.rules import trees
from cchc.par_index.types import Problem

Check = Callable[[str, Any], Iterator[Problem]]
_CODE = re.compile(r"[0-9A-Za-zĐđ]+(\.[0-9A-Za-z]+){0,7}")
MAX_CODE = 30
_MAX_WORDS = 2_000
_MAX_ROWS = 100
_ALIKE = 0.8  # share of letters from which one name is a slip of the pen for another
_DEEPEST = 4
"""How many rules may lie in one another: a best of cases, each vacuous, each a choice."""


def problems(content: object) -> list[Problem]:
    """Return every place of a document that has another shape; nothing is well."""
    if not isinstance(content, Mapping) or not isinstance(content.get("tree"), list) or not content["tree"]:
        return [Problem("tệp", "không có “tree”: đây không phải một bộ tiêu chí")]
    return [
        *_slips("", content, [*_TOP, "tree"]),
        *_group(_TOP, _anything)("", {key: value for key, value in content.items() if key != "tree"}),
        *_tree(content["tree"]),
    ]


def _tree(rows: list[Any]) -> Iterator[Problem]:
    if len(rows) > trees.MOST_ROWS:
        yield Problem("tree", f"một bộ tiêu chí có nhiều nhất {trees.MOST_ROWS} mục")
        return
    for place, row in enumerate(rows, 1):
        yield from _row_of_tree(f"dòng {place} của tree", row)


def of_row(row: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the shape of one row of the tree, written by itself."""
    return list(_row_of_tree("", row))


def of_settings(values: Mapping[str, Any]) -> list[Problem]:
    """Return what is wrong with the shape of what holds for the whole scheme."""
    return list(_group(_TOP, _anything)("", values))


def _row_of_tree(where: str, row: object) -> Iterator[Problem]:
    if isinstance(row, Mapping):
        for key in ("code", "title"):
            if row.get(key) in (None, "", 0):
                yield Problem(where, f"thiếu hoặc sai phần {key}")
                return
        yield from _slips(where, row, [*_ROW])
    yield from _group(_ROW, _anything)(where, row)


def _slips(where: str, said: Mapping[str, Any], known: Sequence[str]) -> Iterator[Problem]:
    """Yield the names that are a slip for one that is missing: "rul" would leave a criterion without its rule.

    What else a file says for itself ("source", "note") is not read.
    """
    lacking = [name for name in known if name not in said]
    for key in said:
        near = get_close_matches(str(key)[:40], lacking, 1, _ALIKE) if key not in known else []
        if near:
            yield Problem(where or "tệp", f"không nhận ra “{str(key)[:40]}”, có phải “{near[0]}”?")


# ------------------------------------------------------------------ what a value may be
def _said(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _words(where: str, value: Any) -> Iterator[Problem]:
    """Texts, and what YAML makes of a text that looks like a number; a day is no text, and no JSON takes it."""
    if isinstance(value, str):
        if len(value) > _MAX_WORDS:
            yield Problem(where, f"dài hơn {_MAX_WORDS} ký tự")
    elif value is not None and not isinstance(value, bool) and not _is_number(value):
        yield Problem(where, "phải là chữ")


def _is_number(value: Any) -> bool:
    """Tell whether ``value``, or the text in it, is a number of digits and an exponent that can be counted with."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        reading.decimal(value)
    except reading.Unreadable:
        return False
    return True


def _code(where: str, value: Any) -> Iterator[Problem]:
    written = str(value).strip() if isinstance(value, str) or _is_number(value) else ""
    if len(written) > MAX_CODE or not _CODE.fullmatch(written):
        yield Problem(where, "mã viết dạng 1, 1.2, 1.2.3")


def _number(where: str, value: Any) -> Iterator[Problem]:
    if not _is_number(value):
        shown = value[:40] if isinstance(value, str) else "…"
        yield Problem(where, f"“{shown}” không phải một số")


def _flag(where: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem(where, "phải là true hoặc false")


def _maybe(check: Check) -> Check:
    return lambda where, value: iter(()) if value is None or value == "" else check(where, value)


def _list(check: Check, most: int = _MAX_ROWS) -> Check:
    def checked(where: str, value: Any) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(where, "phải là một danh sách")
        elif len(value) > most:
            yield Problem(where, f"có nhiều hơn {most} dòng")
        else:
            for place, one in enumerate(value, 1):
                yield from check(f"{where}, dòng {place}", one)

    return checked


def _weights(where: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, Mapping) or len(value) > _MAX_ROWS:
        yield Problem(where, "phải là một nhóm “tên: giá trị”")
        return
    for label, weight in value.items():
        yield from _words(where, label)
        yield from _number(f"{where}.{str(label)[:40]}", weight)


def _group(checks: Mapping[str, Check], other: Check = _words, needs: Sequence[str] = ()) -> Check:
    """Take a group of named values; a name that nothing here reads may hold words, nothing more.

    ``needs`` are the names that must be there, of each "a|b" one.
    """

    def checked(where: str, value: Any) -> Iterator[Problem]:
        if not isinstance(value, Mapping):
            yield Problem(where, "phải là một nhóm “tên: giá trị”")
        elif len(value) > _MAX_ROWS:
            yield Problem(where, f"có nhiều hơn {_MAX_ROWS} dòng")
        else:
            for key, one in value.items():
                if not isinstance(key, str) or len(key) > _MAX_WORDS:
                    yield Problem(where, "phải là một nhóm “tên: giá trị”")
                else:
                    yield from checks.get(key, other)(_said(where, key[:40]), one)
            for names in needs:
                if all(value.get(name) is None for name in names.split("|")):
                    yield Problem(where, f"thiếu hoặc sai phần {names}")

    return checked


def _rule(depth: int = 1) -> Check:
    def checked(where: str, value: Any) -> Iterator[Problem]:
        if depth > _DEEPEST:
            yield Problem(where, "quy tắc lồng nhau quá sâu")
            return
        inner = _rule(depth + 1)
        yield from _group({**_RULE, "cases": _list(inner), "rule": inner})(where, value)

    return checked


def _anything(where: str, value: Any) -> Iterator[Problem]:
    """What is not kept of a file is not read."""
    return iter(())


_OPTION = {"label": _words, "score": _number, "percent": _number}
_ENDS = dict.fromkeys(("gte", "gt", "lte", "lt", "score"), _number)
_RULE: Mapping[str, Check] = {
    "type": _words, "options": _list(_group(_OPTION, needs=("label", "score|percent"))),
    "deductions": _list(_group(_OPTION, needs=("label", "percent"))), "bands": _list(_group(_ENDS, needs=("score",))),
    **dict.fromkeys(("full_at", "floor", "target", "per_item", "cap", "start", "per_case"), _number),
    "weights": _weights, "variables": _list(_group({})), "formulas": _list(_group({})),
    "not_applicable_allowed": _flag,
}  # fmt: skip
_ROW: Mapping[str, Check] = {
    "code": _code, "title": _words, "max": _maybe(_number), "kind": _words, "rule": _maybe(_rule()), "owner": _words,
    "evidence": _words, "indicator": _words, "na_allowed": _maybe(_flag), "open": _maybe(_flag),
}  # fmt: skip
_TOP: Mapping[str, Check] = {
    "title": _words, "level": _words, "year": _words, "official": _maybe(_flag), "total": _maybe(_number),
    "rounding": _maybe(_group({"places": _number, "mode": _words})), "ties": _words,
    "classes": _maybe(_list(_group({"name": _words, "from": _number, "inclusive": _flag}))),
    "bonus_max": _maybe(_number), "penalty_max": _maybe(_number),
}  # fmt: skip
