"""Parts of a period that comes round: "tháng đầu mỗi quý", "tuần thứ hai hàng tháng", and those that name no day."""

import re
from collections.abc import Iterable

from cchc.plans.rules.recurrence import LAST, monthly

_EACH = r"(?:(?:cua|trong)\s+)*(?:moi|hang)\s+"
_WHICH = r"(?P<which>dau|nhat|mot|giua|hai|ba|tu|bon|cuoi|0?[1-4])(?:\s+(?:tien|cung))?"
_OF_QUARTER = re.compile(rf"\bthang\s+(?:thu\s+)?{_WHICH}\s+{_EACH}quy\b(?!\s+(?:iv|i{{1,3}}|[1-4])\b)")
_OF_MONTH = re.compile(rf"\btuan\s+(?:thu\s+)?{_WHICH}\s+{_EACH}thang\b(?!\s*\d)")
_OF_YEAR = re.compile(
    r"(?<!\d )(?<!cac )(?<!nhung )(?<!sau )(?<!ba )\b"
    rf"(?P<unit>thang|quy)\s+(?:thu\s+)?{_WHICH.replace('|0?[1-4]', '')}\s+{_EACH}nam\b"
)
_FIRST_DAYS = re.compile(rf"\b(?:(?P<count>\d{{1,2}})\s+)?ngay\s+dau(?:\s+tien)?\s+{_EACH}thang\b(?!\s*\d)")
_PLACES = {"dau": 1, "nhat": 1, "mot": 1, "giua": 2, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "cuoi": -1}

_PART = re.compile(
    r"(?<!bat )\b(?:dau|giua)\b(?!\s+(?:moi\b(?!\s+(?:quy|thang|tuan|nam))|tu\b))|\b(?:thuong|trung|ha)\s+tuan\b"
)
_WHOLE = re.compile(r"(?<!thang )\bdau\s+nam\b|(?<!\d )(?<!sau )(?<!ba )(?<!chin )\bthang\s+dau\s+nam\b")
_BESIDE = re.compile(r"\b(?:sau\s+(?:ngay\s+)?|truoc\s+|(?<!thang )(?<!quy )(?<!thu )(?<!tuan )tu\s+(?:ngay\s+)?)$")
_PERIOD = re.compile(r"(?:thang|quy|tuan|nam|moi|hang)\b")
_COMES_ROUND = re.compile(r"\b(?:moi|hang)\b")


def in_part(bare: str) -> tuple[str, int, int] | None:
    """Return the rule of a part of a period that has a last day of its own, with its place in the folded text."""
    for pattern, read in ((_OF_QUARTER, _month), (_OF_MONTH, _week), (_OF_YEAR, _of_year), (_FIRST_DAYS, _first)):
        found = pattern.search(bare)
        rule = read(found) if found else None
        if found and rule:
            return rule, *found.span()
    return None


def _place(found: re.Match[str]) -> int:
    return _PLACES.get(found["which"]) or int(found["which"])


def _month(found: re.Match[str]) -> str | None:
    """Return the end of the first, second or last month of each quarter."""
    month = _place(found) % 4  # -1 is the third
    return monthly([LAST], range(month, 13, 3)) if month else None


def _week(found: re.Match[str]) -> str | None:
    """Return the 7th, 14th, 21st or 28th, or the last day of each month; no week stands in its middle."""
    if found["which"] == "giua":
        return None
    return monthly([LAST if _place(found) < 0 else 7 * _place(found)])


def _of_year(found: re.Match[str]) -> str | None:
    """Return the end of the first or last month, or of a quarter, of each year; "tháng tư" is April."""
    if found["which"] == "giua":
        return None
    count = 12 if found["unit"] == "thang" else 4
    place = _place(found) % (count + 1)
    return monthly([LAST], [place * 12 // count])


def _first(found: re.Match[str]) -> str | None:
    day = int(found["count"] or 1)
    return monthly([day]) if 1 <= day <= 28 else None


def dropped(bare: str, understood: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the place of a part ("đầu", "giữa") or a side ("trước", "sau") of a period that a rule leaves out."""
    left = bare
    for start, end in understood:
        left = left[:start] + ";" * (end - start) + left[end:]
        said = bare[start:end].lstrip()
        beside = _BESIDE.search(bare[:start]) if _COMES_ROUND.search(said) else None
        if beside and (not beside[0].startswith("truoc") or _PERIOD.match(said)):
            return beside.start(), end
    found = _PART.search(left) or _WHOLE.search(bare)
    return found.span() if found else None
