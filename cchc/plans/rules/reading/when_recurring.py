"""What comes round: "mỗi tháng 02 kỳ", "định kỳ hàng quý", "ngày 15 hằng tháng" as rules of RFC 5545."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.plans.rules.reading.when_parts import in_part
from cchc.plans.rules.reading.words import NUMBER, TIMES, number
from cchc.plans.rules.recurrence import LAST, monthly

_NOT_QUARTER = r"(?!\s+(?:dinh|che|trinh|hoach|mo|uoc|pham|tac|khach|nhan|ii?i?v?|iv|[1-4])\b)"
_UNIT = rf"(?P<unit>ngay|tuan|thang|quy{_NOT_QUARTER}|nam)"
_COUNTED_UNIT = rf"(?P<unit>ngay|tuan|thang|quy(?:(?=\s+\d\s+{TIMES})|{_NOT_QUARTER})|nam)"
_ONCE_UNIT = rf"(?P<unit>ngay|tuan|thang|quy(?:(?=\s+1\s+(?:lan|ky)\b(?!\s+\d))|{_NOT_QUARTER})|nam)"
"""A figure behind "quý" counts how often ("Mỗi quý 1 cuộc", "quý 1 lần"), where it names no quarter ("Quý 1 kỳ 2")."""

_BARE = {"ngay": 1, "tuan": 1, "thang": 1, "quy": 3, "nam": 12}

_EVERY = re.compile(
    rf"\b(?:moi|hang|dinh\s+ky(?:\s+(?:hang|moi|theo))?|theo\s+dinh\s+ky|theo(?=\s+quy\b))\s+"
    rf"(?:(?P<apart>{NUMBER})\s+)?{_COUNTED_UNIT}\b"
    rf"(?:\s*,?\s*(?:(?:it\s+nhat|toi\s+thieu)\s+)?(?P<count>{NUMBER})\s+{TIMES})?"
)
_EACH = re.compile(rf"\b(?:moi|hang)\s+{_UNIT}\b")
_LISTED = re.compile(rf"\s*(?:,|;|/|&|\+|va\b|hoac\b)\s*{_UNIT}\b(?!\s*\d|\s+(?:hoc|ngan|cuoi|dau))")
_TIMES_A = re.compile(
    rf"\b(?P<count>{NUMBER})\s*{TIMES}\s*(?:/|\btrong\b|\bmoi\b|\bmot\b|\btren\b)\s*(?:mot\s+|1\s+)?{_UNIT}\b"
)
_ONCE_IN = re.compile(rf"\b(?:(?P<apart>{NUMBER})\s+)?{_ONCE_UNIT}\s*(?:/|\s)\s*(?P<count>01?|1|mot)?\s*(?:lan|ky)\b")
_OFTEN_IN = re.compile(
    rf"(?<!ngay )\b(?P<apart>{NUMBER})\s+(?P<unit>tuan|thang|nam)\s+(?P<count>{NUMBER})\s+(?:lan|ky)\b(?!\s+\d)"
)
_HALVES = re.compile(
    r"\b(?:6|sau)\s+thang(?:\s+dau\s+nam)?\s*(?:,|va|;)\s*(?:va\s+)?(?:6\s+thang\s+)?(?:ca\s+|cuoi\s+|hang\s+)?nam\b"
)

_DAYS = r"(?P<days>\d{1,2}(?:\s*(?:,|va|&)\s*(?:ngay\s+)?\d{1,2})*)"
_AND_LAST = r"(?P<last>\s*(?:,|va|&)\s*(?:ngay\s+)?cuoi(?:\s+cung)?)"
_NEXT_DAYS, _DAYS_BEHIND = _DAYS.replace("days", "days2"), _DAYS.replace("days", "days3")
_TO_LAST = re.compile(rf"\bngay\s+{_DAYS}{_AND_LAST}\s+(?:cua\s+)?(?:(?:hang|moi)\s+)?thang\b(?!\s*\d|\s+cuoi)")
_OF_MONTH = re.compile(
    rf"\bngay\s+{_DAYS}\s+(?:cua\s+)?(?:hang|moi)\s+thang\b"
    rf"|\bngay\s+{_NEXT_DAYS}\s+(?:cua\s+)?thang\s+(?:sau|ke|bao)"
    rf"|\b(?:hang|moi)\s+thang\s*[,(:-]?\s*(?:(?:vao|truoc|cham\s+nhat|den|la)\s+)*ngay\s+{_DAYS_BEHIND}\b(?!\s*(?:[/.-]\s*\d|thang\s+\d))"
)
_LAST_DAY = r"(?:ngay\s+)?cuoi(?:\s+cung)?\s+(?:cua\s+)?"
_MONTH_END = re.compile(rf"\b{_LAST_DAY}(?:(?:hang|moi)\s+)?thang\b(?!\s*\d|\s+cuoi)")
_QUARTER_END = re.compile(rf"\bngay\s+cuoi(?:\s+cung)?\s+(?:cua\s+)?(?:(?:hang|moi)\s+)?quy\b{_NOT_QUARTER}")
_LAST_WORKING_DAY = re.compile(
    r"\bngay\s+lam\s+viec\s+cuoi(?:\s+cung)?\s+(?:cua\s+)?(?:(?:hang|moi)\s+)?thang\b(?!\s*\d|\s+cuoi)"
)
_OF_QUARTER = re.compile(
    r"\bngay\s+(?P<day>\d{1,2}|cuoi(?:\s+cung)?)\s+(?:cua\s+)?thang\s+"
    r"(?P<which>cuoi|dau|thu\s+(?:nhat|hai|ba)|giua|sau)(?:\s+(?:tien|cung))?"
    r"\s+(?:cua\s+)?(?:(?:moi|hang)\s+)?quy\b(?!\s*(?:i|[1-4])\b)"
)
_OF_HALF = re.compile(
    r"\bngay\s+(?P<day>\d{1,2}|cuoi(?:\s+cung)?)\s+(?:cua\s+)?thang\s+(?P<which>cuoi|dau)"
    r"\s+(?:cua\s+)?(?:moi|hang)\s+(?:6|sau)\s+thang\b"
)
_OF_YEAR = re.compile(r"\b(?P<day>\d{1,2})\s*(?:/|\s+thang\s+)\s*(?P<month>\d{1,2})\s*,?\s*(?:hang|moi)\s+nam\b")
_MONTH_OF_YEAR = re.compile(r"\bthang\s+(?P<month>\d{1,2})\s*,?\s*(?:hang|moi)\s+nam\b")
_QUARTER_OF_YEAR = re.compile(r"\bquy\s+(?P<quarter>iv|i{1,3}|[1-4])\s*,?\s*(?:hang|moi)\s+nam\b")
_WEEKDAY = re.compile(
    r"\b(?:(?P<sunday>chu\s+nhat)|thu\s+(?P<day>hai|ba|tu|nam|sau|bay|[2-7]))\s+(?:hang|moi)\s+tuan\b"
)
_WEEKDAY_OF_MONTH = re.compile(
    r"\b(?:(?P<sunday>chu\s+nhat)|thu\s+(?P<day>hai|ba|tu|nam|sau|bay|[2-7]))\s+(?:cua\s+)?(?:tuan\s+)?"
    r"(?P<which>cuoi(?:\s+cung)?|dau(?:\s+tien)?)\s+(?:cua\s+)?(?:(?:hang|moi)\s+)?thang\b(?!\s*\d|\s+cuoi)"
)
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tu": "WE", "nam": "TH", "sau": "FR", "bay": "SA"}
_SPREAD = {2: "WE,FR", 3: "MO,WE,FR", 4: "MO,TU,TH,FR", 5: "MO,TU,WE,TH,FR", 6: "MO,TU,WE,TH,FR,SA"}
_QUARTER_MONTHS = {
    "cuoi": (3, 6, 9, 12),
    "thu ba": (3, 6, 9, 12),
    "thu nhat": (1, 4, 7, 10),
    "dau": (1, 4, 7, 10),
    "sau": (1, 4, 7, 10),
    "thu hai": (2, 5, 8, 11),
    "giua": (2, 5, 8, 11),
}
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
_MOST_A_MONTH = 15


@dataclass(frozen=True)
class Recurrence:
    """A rule and where the words for it begin and end."""

    rule: str
    start: int
    end: int


def recurrence(bare: str) -> Recurrence | None:
    """Return what the folded text says comes round; of several ("quý, 6 tháng và năm") the shortest period."""
    for read in (_on_days, _every):
        found = read(bare)
        if found:
            return found
    halves = _HALVES.search(bare)
    return Recurrence("FREQ=MONTHLY;INTERVAL=6", *halves.span()) if halves else None


def _on_days(bare: str) -> Recurrence | None:
    """Return a rule that names its days."""
    if found := _OF_QUARTER.search(bare):
        months = _QUARTER_MONTHS[" ".join(found["which"].split())]
        return _monthly(found, [int(found["day"]) if found["day"].isdecimal() else LAST], months)
    if found := _OF_HALF.search(bare):
        halves = (6, 12) if found["which"] == "cuoi" else (1, 7)
        return _monthly(found, [int(found["day"]) if found["day"].isdecimal() else LAST], halves)
    if found := _QUARTER_END.search(bare):
        return _monthly(found, [LAST], _QUARTER_MONTHS["cuoi"])
    if found := _OF_YEAR.search(bare):
        return _monthly(found, [int(found["day"])], [int(found["month"])])
    if found := _MONTH_OF_YEAR.search(bare):
        return _monthly(found, [LAST], [int(found["month"])])
    if found := _QUARTER_OF_YEAR.search(bare):
        return _monthly(found, [LAST], [number(found["quarter"]) * 3])
    if in_month := _in_month(bare):
        return in_month
    part = in_part(bare)
    return Recurrence(*part) if part else None


def _in_month(bare: str) -> Recurrence | None:
    """Return a rule of days of each month, or of a day of each week."""
    if found := _WEEKDAY_OF_MONTH.search(bare):
        place = -1 if found["which"].startswith("cuoi") else 1
        return Recurrence(f"FREQ=MONTHLY;BYDAY={place}{_weekday(found)}", *found.span())
    if found := _TO_LAST.search(bare):
        return _monthly(found, [*sorted({int(day) for day in re.findall(r"\d+", found["days"])}), LAST])
    if found := _OF_MONTH.search(bare):
        named = found["days"] or found["days2"] or found["days3"]
        return _monthly(found, sorted({int(day) for day in re.findall(r"\d+", named)}))
    if found := _LAST_WORKING_DAY.search(bare):
        return Recurrence("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", *found.span())
    if found := _WEEKDAY.search(bare):
        return Recurrence(f"FREQ=WEEKLY;BYDAY={_weekday(found)}", *found.span())
    if found := _MONTH_END.search(bare):
        return _monthly(found, [LAST])
    return None


def _weekday(found: re.Match[str]) -> str:
    weekday = found["day"] or ""
    return "SU" if found["sunday"] else _WEEKDAYS.get(weekday) or list(_WEEKDAYS.values())[int(weekday) - 2]


def _monthly(found: re.Match[str], days: Sequence[int], months: Sequence[int] = ()) -> Recurrence | None:
    """Return the rule of these days, of which 29 to 31 are the last where a month has none; refuses "31/6"."""
    is_possible = all(day == LAST or 1 <= day <= 31 for day in days) and all(1 <= month <= 12 for month in months)
    is_possible &= len(months) != 1 or all(day <= _LONGEST.get(months[0], 31) for day in days)
    rule = monthly(days, months) if is_possible else None
    return Recurrence(rule, *found.span()) if rule else None


def periods(bare: str) -> list[tuple[str, int, int]]:
    """Return each period that the text repeats, "hàng tuần, hàng tháng" or "hàng tháng, quý": its unit and place."""
    named: list[tuple[str, int, int]] = []
    for found in _EACH.finditer(bare):
        named.append((found["unit"], *found.span()))
        after = _LISTED.match(bare, found.end())
        while after:
            named.append((after["unit"], after.start("unit"), after.end()))
            after = _LISTED.match(bare, after.end())
    return named


def _every(bare: str) -> Recurrence | None:
    """Return a rule that names only its period and how often."""
    best: tuple[float, Recurrence] | None = None
    for pattern in (_TIMES_A, _ONCE_IN, _OFTEN_IN, _EVERY):
        for found in pattern.finditer(bare):
            groups = found.groupdict()
            apart, count = (number(groups[key]) if groups.get(key) else 1 for key in ("apart", "count"))
            length = _days(found["unit"], apart) / max(count, 1)
            rule = _of_period(found["unit"], apart, count)
            if rule and (best is None or length < best[0]):
                best = length, Recurrence(rule, *found.span())
    return best[1] if best else None


def _days(unit: str, apart: int) -> int:
    return {"ngay": 1, "tuan": 7, "thang": 30, "quy": 91, "nam": 365}[unit] * apart


def _of_period(unit: str, apart: int, count: int) -> str | None:
    if not 1 <= apart <= 60 or not 1 <= count <= 31:
        return None
    interval = apart * _BARE[unit]
    every = f";INTERVAL={interval}" if interval > 1 else ""
    if unit == "ngay":  # no rule of days tells several times a day
        return f"FREQ=DAILY{every}" if count == 1 else None
    if unit == "tuan":
        return _within_weeks(every, count)
    if unit == "nam" and count == 1:
        return "FREQ=YEARLY" + (f";INTERVAL={apart}" if apart > 1 else "")
    if count == 1:
        return f"FREQ=MONTHLY{every}"
    if interval % count == 0:
        step = interval // count
        return f"FREQ=MONTHLY;INTERVAL={step}" if step > 1 else "FREQ=MONTHLY"
    return _within_months(interval, count)


def _within_weeks(every: str, count: int) -> str | None:
    if count > 6:
        return "FREQ=DAILY" if count == 7 and not every else None
    days = _SPREAD.get(count)
    return f"FREQ=WEEKLY{every}" + (f";BYDAY={days}" if days else "")


def _within_months(interval: int, count: int) -> str | None:
    """Return ``count`` days spread over the months, the last day of the last month among them."""
    if interval == 1:
        if count > _MOST_A_MONTH:
            return "FREQ=DAILY" if count in (30, 31) else None
        days = [*(min(round(30 * place / count), 27) for place in range(1, count)), -1]  # before the last of any month
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}"
    if count % interval == 0:
        return _within_months(1, count // interval)
    if 12 % interval == 0 and count < interval:  # "mỗi quý 2 cuộc": due at the end of its second month, and its third
        ends = [-(-interval * place // count) for place in range(1, count + 1)]
        months = [begin + end for begin in range(0, 12, interval) for end in ends]
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY=-1"
    return None
