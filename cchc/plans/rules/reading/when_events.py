"""What starts a task: "khi có văn bản mới", "10 ngày làm việc sau khi …", "đột xuất khi có yêu cầu"."""

import re
from dataclasses import dataclass

from cchc.plans.rules.reading.when_recurring import recurrence
from cchc.plans.rules.reading.when_spans import spans
from cchc.plans.rules.reading.words import NUMBER, Words, number
from cchc.plans.types import OffsetUnit

_OFFSET = (
    rf"(?:(?:trong|cham\s+nhat|toi\s+da|khong\s+qua|sau)\s+(?:(?:vong|thoi\s+han|thoi\s+gian)\s+)?)*"
    rf"(?P<count>{NUMBER})\s*(?P<unit>ngay\s+lam\s+viec|ngay|tuan)\s*,?\s+"
)
_NO_DATE = r"(?!\s*(?:ngay\s+)?\d{1,2}\s*(?:[/.-]\s*\d|thang\b))"
_AT_ONCE = r"(?:(?:ngay|____)\s+)?"  # "ngay", which is no "ngày", is blotted out (when_words.py)
_WORDS = (
    rf"{_AT_ONCE}sau\s+khi\b",
    rf"{_AT_ONCE}sau\s+(?:moi|tung)\s+(?=ky\b|dot\b|lan\b|cuoc\b|____)",
    rf"(?:ke|tinh)\s+tu\s+(?:khi|ngay|luc|thoi\s+diem)\b{_NO_DATE}",
    r"truoc\s+khi\b",
    rf"{_AT_ONCE}khi\b(?!\s*(?:tuong|hau))",
    r"dot\s+xuat\b",
    r"sau\s+(?=tet\b|ky\s+hop|dai\s+hoi)",
    r"theo\s+yeu\s+cau\b",
    r"(?:tuy|can\s+cu|theo)\s+(?:theo\s+)?tinh\s+hinh\b",
    r"(?<=lam viec )sau\b",
    rf"(?<=ngay )(?:tu\s+khi|tu\s+ngay|sau\s+ngay|sau)\b{_NO_DATE}",
)
_CLAUSE = re.compile(r"[,;]\s*|\bva\s+(?=hoan thanh|bao cao|xong|cham nhat|truoc)")
_AHEAD = re.compile(r"\btruoc\s+(?:(?:it\s+nhat|toi\s+thieu)\s+)?$")
_UNCOUNTED = re.compile(rf"\b{NUMBER}\s*(?:ngay|tuan)\b(?!\s*\d)(?:\s+lam\s+viec\b)?")
_TRIGGER = re.compile(rf"(?:{_OFFSET})?(?P<words>{'|'.join(_WORDS)})")


@dataclass(frozen=True)
class Trigger:
    """The event in the document's words, and how many days after it the task is due.

    It lies from ``words`` to ``end``; with the number of days before it from ``start``.
    """

    event: str
    start: int
    words: int
    end: int
    offset_days: int | None = None
    offset_unit: OffsetUnit | None = None


def trigger(words: Words, year: int) -> Trigger | None:
    """Return what starts the task, if the text says so."""
    found = _TRIGGER.search(words.bare)
    while found and not _is_meant(words, found):
        found = _TRIGGER.search(words.bare, found.end())
    if found is None:
        return None
    end = _end(words.bare, found.end(), year)
    event = words.written(found.start("words"), end)
    if not found["count"]:
        return Trigger(event, found.start(), found.start("words"), end)
    days = number(found["count"]) * (7 if found["unit"] == "tuan" else 1)
    is_ahead = _AHEAD.search(words.bare[: found.start()]) and re.search(r"^(?:(?:ngay|_+)\s+)?khi\b", found["words"])
    is_before = found["words"].startswith("truoc") or is_ahead
    unit: OffsetUnit = "working_days" if "lam" in found["unit"] else "days"
    return Trigger(event, found.start(), found.start("words"), end, -days if is_before else days, unit)


def uncounted(event: str) -> str:
    """Return the number of days that stands in the words of an event: "sau khi ban hành 10 ngày" counts from none."""
    words = Words.of(event)
    found = _UNCOUNTED.search(words.bare)
    return words.written(*found.span()) if found else ""


def _end(bare: str, at: int, year: int) -> int:
    """Return where the words of the event end: before a clause that names a time of its own."""
    for mark in _CLAUSE.finditer(bare, at):
        if spans(bare[mark.end() :], year) or recurrence(bare[mark.end() :]):
            return mark.start()
    return len(bare)


def _is_meant(words: Words, found: re.Match[str]) -> bool:
    """Tell "khi" from "khí": folded they are the same."""
    written = words.text[found.start("words") : found.end("words")].lower()
    return "khi" not in found["words"] or "khi" in written
