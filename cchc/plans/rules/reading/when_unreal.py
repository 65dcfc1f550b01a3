"""Times that no calendar has ("31/6", "tháng 13", "tuần 5 tháng 2"), or of which only a part is meant, and why."""

import re
from collections.abc import Iterator

from cchc.plans.rules.reading.when_spans import WEEK, is_apart, last_day, weeks, without_numbers

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FULL_DAY = re.compile(rf"(?<![\d/.])(?P<day>\d{{1,2}}) ?[/.-] ?(?P<month>\d{{1,2}}) ?[/.-] ?{_YEAR}(?!\d)")
_DAY = re.compile(r"(?<![\d/.,])(?P<day>\d{1,2}) ?/ ?(?P<month>\d{1,2})\b(?! ?[/.,-] ?\d|\s*\()")
_SPELLED = re.compile(
    r"\bngay\s+(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})\b(?:\s*[/.-]?\s*(?:nam\s+)?(?P<year>(?:19|20)\d\d))?"
)
_MONTH = re.compile(r"\bthang\s+(?P<month>\d{1,2})\b(?!\d)")
_MONTH_OR_QUARTER = re.compile(  # "quý 1 đến 4/2019"; "quý I, 4/2019", where the quarter is written otherwise
    r"\bquy\s*(?:[1-4]\s+(?:den|toi)|(?:iv|i{1,3})(?:\s*/\s*(?:19|20)\d\d)?(?:\s*[,;&+-]|\s+(?:den|toi)\b))"
    r"\s*0?[1-4]\s*/\s*(?:19|20)\d\d\b"
)
_EVERY_YEAR, _LEAP = re.compile(r"\b(?:hang|moi)\s+nam\b"), 2000
_ALWAYS = re.compile(r"\b24\s*/\s*(?:7|24)\b")


def unreal(bare: str, year: int) -> Iterator[tuple[int, int, str]]:
    """Yield the place of each time of the folded text that doesn't exist in ``year`` or its own, and what is wrong."""
    leap = _LEAP if _EVERY_YEAR.search(bare) else year  # "29/2 hằng năm" is the last day of each February
    said = _ALWAYS.sub(lambda found: " " * len(found[0]), without_numbers(bare))
    for found in _MONTH_OR_QUARTER.finditer(said):
        yield *found.span(), "không rõ là tháng hay quý"
    for pattern, wrong in ((_FULL_DAY, _day), (_DAY, _day), (_SPELLED, _day), (WEEK, _week), (_MONTH, _month)):
        for found in pattern.finditer(said):
            why = wrong(found, _year(found, leap))
            if why:
                yield *found.span(), why
                said = said[: found.start()] + " " * len(found[0]) + said[found.end() :]


def _year(found: re.Match[str], year: int) -> int:
    groups = found.groupdict()
    named = next((groups[key] for key in ("year", "year2", "year3") if groups.get(key)), None)
    return int(named) if named else year


def _day(found: re.Match[str], year: int) -> str:
    day, month = int(found["day"]), int(found["month"])
    if day == month > 12:  # "30/30 xã": all of them, no day
        return ""
    if not 1 <= month <= 12:
        return f"không phải một ngày có thật, không có tháng {month}"
    last = last_day(year, month).day
    return "" if 1 <= day <= last else f"không phải một ngày có thật, tháng {month} chỉ có {last} ngày"


def _month(found: re.Match[str], year: int) -> str:
    return "" if 1 <= int(found["month"]) <= 12 else "không phải một tháng có thật, năm chỉ có 12 tháng"


def _week(found: re.Match[str], year: int) -> str:
    if why := _month(found, year):
        return why
    month, (first, last) = int(found["month"]), weeks(found)
    end = last_day(year, month).day
    if max(week for week in (first, last) if week < 6 or week == first) == 5 and end < 29:
        return f"không phải một tuần có thật, tháng {month} chỉ có {end} ngày"
    if first > last:
        return "có tuần sau đứng trước tuần trước"
    return "nêu những tuần không liền nhau, không rõ hạn là tuần nào" if is_apart(found) else ""
