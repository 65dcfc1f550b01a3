"""What is different between two schemes: rows by their code, and the settings of the whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cchc.par_index.rules import rule_text
from cchc.par_index.rules.numbers import Wrong, number, plain

Content = Mapping[str, Any]
_SETTINGS = {
    "rounding": "làm tròn", "ties": "đồng hạng", "bonus_max": "trần điểm thưởng", "penalty_max": "trần điểm trừ",
}  # fmt: skip
_PARTS = {
    "title": "tên", "max": "điểm tối đa", "kind": "loại", "rule": "quy tắc", "owner": "cơ quan thẩm định",
    "evidence": "tài liệu kiểm chứng", "indicator": "số đo", "na_allowed": "không áp dụng", "open": "mở cho cấp dưới",
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One row that was added, taken out or changed; ``parts`` are (what, before, after)."""

    code: str
    title: str
    kind: Literal["added", "removed", "changed"]
    parts: tuple[tuple[str, str, str], ...] = ()


def between(before: Content, after: Content) -> list[Difference]:
    """Return the differences in the order of ``after``, then what it no longer has."""
    old = {str(row["code"]): row for row in before["tree"]}
    new = {str(row["code"]): row for row in after["tree"]}
    found = list(_settings(before, after))
    for code, row in new.items():
        if code not in old:
            found.append(Difference(code, str(row["title"]), "added"))
        elif parts := tuple(_parts(old[code], row)):
            found.append(Difference(code, str(row["title"]), "changed", parts))
    found += [Difference(code, str(row["title"]), "removed") for code, row in old.items() if code not in new]
    return found


def comparable(before: Content, after: Content) -> bool:
    """Tell whether figures of two schemes may be joined by a line: the same rows, maxima and rules."""
    return not [one for one in between(before, after) if _counts(one)]


def _counts(one: Difference) -> bool:
    weighs = {_PARTS["max"], _PARTS["kind"], _PARTS["rule"]}
    return one.kind != "changed" or any(what in weighs for what, _, _ in one.parts)


def _settings(before: Content, after: Content) -> Iterator[Difference]:
    parts = [
        (word, said(before.get(key)), said(after.get(key)))
        for key, word in _SETTINGS.items()
        if said(before.get(key)) != said(after.get(key))
    ]
    if said(before.get("classes")) != said(after.get("classes")):
        parts.append(("xếp loại", said(before.get("classes")), said(after.get("classes"))))
    if parts:
        yield Difference("", "Quy định chung", "changed", tuple(parts))


def _parts(old: Content, new: Content) -> Iterator[tuple[str, str, str]]:
    for key, word in _PARTS.items():
        was, now = _part(key, old.get(key)), _part(key, new.get(key))
        if was != now:
            yield word, was, now


def _part(key: str, value: Any) -> str:
    if key == "rule" and isinstance(value, Mapping):
        return f"{rule_text.NAMES.get(str(value.get('type')), '?')}\n{rule_text.write(value)}".strip()
    return said(value)


def said(value: Any) -> str:
    """Return a setting in words; nothing for what is not set."""
    if value in (None, "", False, (), []):
        return ""
    if value is True:
        return "có"
    if isinstance(value, int | float | Decimal):
        return plain(number(value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {said(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(said(one) for one in value)
    try:
        return plain(number(str(value)))
    except Wrong:
        return str(value)
