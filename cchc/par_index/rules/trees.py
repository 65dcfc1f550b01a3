"""Edit the document of a scheme: put, move and take out a row; the rest stays as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from cchc.par_index.rules.numbers import Wrong

Content = Mapping[str, Any]
MOST_ROWS = 500


def row_of(content: Content, code: str) -> Mapping[str, Any] | None:
    """Return the row with a code."""
    return next((row for row in content["tree"] if str(row["code"]) == code), None)


def put(content: Content, row: Mapping[str, Any], instead_of: str = "") -> dict[str, Any]:
    """Return the content with ``row`` added after its siblings, or put in the place of another.

    A new code is carried down to all that lies below. ``Wrong`` where the code is taken or its parent is missing.
    """
    rows = [dict(one) for one in content["tree"]]
    code = str(row["code"])
    if code != instead_of and any(str(one["code"]) == code for one in rows):
        raise Wrong(f"mã {code} đã có")
    if instead_of:
        place = _place(rows, instead_of)
        rows[place] = dict(row)
        return {**content, "tree": [_renamed(one, instead_of, code) for one in rows]}
    if len(rows) >= MOST_ROWS:
        raise Wrong(f"một bộ tiêu chí có nhiều nhất {MOST_ROWS} mục")
    head, dot, _ = code.rpartition(".")
    if dot and not any(str(one["code"]) == head for one in rows):
        raise Wrong(f"không có mục {head} ở trên")
    rows.insert(_end_of(rows, head) if dot else len(rows), dict(row))
    return {**content, "tree": rows}


def take_out(content: Content, code: str) -> dict[str, Any]:
    """Return the content without a row and all that lies below it."""
    kept = [row for row in content["tree"] if not _is_within(str(row["code"]), code)]
    if len(kept) == len(content["tree"]):
        raise Wrong(f"không có mục {code}")
    return {**content, "tree": kept}


def move(content: Content, code: str, up: bool) -> dict[str, Any]:
    """Return the content with a row, and what lies below it, one place up or down among its siblings."""
    rows = list(content["tree"])
    head = code.rpartition(".")[0]
    siblings = [str(row["code"]) for row in rows if str(row["code"]).rpartition(".")[0] == head]
    if code not in siblings:
        raise Wrong(f"không có mục {code}")
    at = siblings.index(code)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(siblings):
        return dict(content)
    first, second = sorted((at, other))
    upper, lower = _block(rows, siblings[first]), _block(rows, siblings[second])
    start = rows.index(upper[0])
    rest = [row for row in rows if row not in upper and row not in lower]
    return {**content, "tree": [*rest[:start], *lower, *upper, *rest[start:]]}


def _place(rows: Sequence[Mapping[str, Any]], code: str) -> int:
    for place, row in enumerate(rows):
        if str(row["code"]) == code:
            return place
    raise Wrong(f"không có mục {code}")


def _block(rows: Sequence[Mapping[str, Any]], code: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if _is_within(str(row["code"]), code)]


def _end_of(rows: Sequence[Mapping[str, Any]], head: str) -> int:
    return max(place for place, row in enumerate(rows) if _is_within(str(row["code"]), head)) + 1


def _is_within(code: str, head: str) -> bool:
    return code == head or code.startswith(f"{head}.")


def _renamed(row: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    code = str(row["code"])
    return {**row, "code": new + code[len(old) :]} if old != new and code.startswith(f"{old}.") else row
