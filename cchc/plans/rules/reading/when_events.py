"""What starts a task: "khi có văn bản mới", "10 ngày làm việc sau khi …", "đột xuất khi có yêu cầu"."""

import re
from dataclasses import dataclass

from cchc.plans.rules.reading.words import NUMBER, Words, number
from cchc.plans.types import OffsetUnit

_OFFSET = (
    rf"(?:(?:trong|cham\s+nhat|toi\s+da|khong\s+qua|sau)\s+(?:(?:vong|thoi\s+han|thoi\s+gian)\s+)?)*"
    rf"(?P<count>{NUMBER})\s*(?P<unit>ngay\s+lam\s+viec|ngay|tuan)\s*,?\s+"
)
_WORDS = (
    r"(?:ngay\s+)?sau\s+khi\b",
    r"ke\s+tu\s+(?:khi|ngay|luc|thoi\s+diem)\b",
    r"truoc\s+khi\b",
    r"(?:ngay\s+)?khi\b(?!\s*(?:tuong|hau))",
    r"dot\s+xuat\b",
    r"sau\s+(?=tet\b|ky\s+hop|dai\s+hoi)",
    r"theo\s+yeu\s+cau\b",
    r"(?:tuy|can\s+cu|theo)\s+(?:theo\s+)?tinh\s+hinh\b",
    r"(?<=lam viec )sau\b",
    r"(?<=ngay )(?:tu\s+khi|tu\s+ngay|sau\s+ngay)\b",
)
_TRIGGER = re.compile(rf"(?:{_OFFSET})?(?P<words>{'|'.join(_WORDS)})")


@dataclass(frozen=True)
class Trigger:
    """The event in the document's words, where they begin, and how many days after it the task is due."""

    event: str
    start: int
    offset_days: int | None = None
    offset_unit: OffsetUnit | None = None


def trigger(words: Words) -> Trigger | None:
    """Return what starts the task, if the text says so."""
    found = _TRIGGER.search(words.bare)
    while found and not _is_meant(words, found):
        found = _TRIGGER.search(words.bare, found.end())
    if found is None:
        return None
    event = words.written(found.start("words"))
    if not found["count"]:
        return Trigger(event, found.start())
    days = number(found["count"]) * (7 if found["unit"] == "tuan" else 1)
    is_before = found["words"].startswith("truoc")
    unit: OffsetUnit = "working_days" if "lam" in found["unit"] else "days"
    return Trigger(event, found.start(), -days if is_before else days, unit)


def _is_meant(words: Words, found: re.Match[str]) -> bool:
    """Tell "khi" from "khí": folded they are the same."""
    written = words.text[found.start("words") : found.end("words")].lower()
    return "khi" not in found["words"] or "khi" in written
