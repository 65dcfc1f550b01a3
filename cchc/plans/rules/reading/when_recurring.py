"""What comes round: "mỗi tháng 02 kỳ", "định kỳ hàng quý", "ngày 15 hằng tháng" as rules of RFC 5545."""

import re
from dataclasses import dataclass

from cchc.plans.rules.reading.words import NUMBER, number

_NOT_QUARTER = r"(?!\s+(?:dinh|che|trinh|hoach|mo|uoc|pham|tac|khach|nhan|ii?i?v?|iv|[1-4])\b)"
_UNIT = rf"(?P<unit>ngay|tuan|thang|quy{_NOT_QUARTER}|nam)"
_TIMES = r"(?:lan|ky|so|cuoc|dot|bai|chuyen\s+muc|buoi|hoi\s+nghi|tin|bao\s+cao|chuong\s+trinh)"
_BARE = {"ngay": 1, "tuan": 1, "thang": 1, "quy": 3, "nam": 12}

_EVERY = re.compile(
    rf"\b(?:moi|hang|dinh\s+ky(?:\s+(?:hang|moi|theo))?|theo\s+dinh\s+ky|theo(?=\s+quy\b))\s+"
    rf"(?:(?P<apart>{NUMBER})\s+)?{_UNIT}\b(?:\s*,?\s*(?:(?:it\s+nhat|toi\s+thieu)\s+)?(?P<count>{NUMBER})\s+{_TIMES})?"
)
_TIMES_A = re.compile(
    rf"\b(?P<count>{NUMBER})\s*{_TIMES}\s*(?:/|\btrong\b|\bmoi\b|\bmot\b|\btren\b)\s*(?:mot\s+|1\s+)?{_UNIT}\b"
)
_ONCE_IN = re.compile(rf"\b(?:(?P<apart>{NUMBER})\s+)?{_UNIT}\s*(?:/|\s)\s*(?P<count>01?|1|mot)?\s*(?:lan|ky)\b")
_HALVES = re.compile(
    r"\b(?:6|sau)\s+thang(?:\s+dau\s+nam)?\s*(?:,|va|;)\s*(?:va\s+)?(?:6\s+thang\s+)?(?:ca\s+|cuoi\s+|hang\s+)?nam\b"
)

_DAYS = r"(?P<days>\d{1,2}(?:\s*(?:,|va)\s*(?:ngay\s+)?\d{1,2})*)"
_NEXT_DAYS = _DAYS.replace("days", "days2")
_OF_MONTH = re.compile(
    rf"\bngay\s+{_DAYS}\s+(?:cua\s+)?(?:hang|moi)\s+thang\b"
    rf"|\bngay\s+{_NEXT_DAYS}\s+(?:cua\s+)?thang\s+(?:sau|ke|bao)"
)
_MONTH_END = re.compile(r"\b(?:ngay\s+)?cuoi\s+(?:cua\s+)?(?:(?:hang|moi)\s+)?thang\b(?!\s*\d|\s+cuoi)")
_OF_QUARTER = re.compile(
    r"\bngay\s+(?P<day>\d{1,2})\s+(?:cua\s+)?thang\s+(?P<which>cuoi|dau|thu\s+hai|giua)\s+(?:cua\s+)?(?:(?:moi|hang)\s+)?quy\b(?!\s*(?:i|[1-4])\b)"
)
_OF_YEAR = re.compile(r"\b(?P<day>\d{1,2})\s*(?:/|\s+thang\s+)\s*(?P<month>\d{1,2})\s*,?\s*(?:hang|moi)\s+nam\b")
_MONTH_OF_YEAR = re.compile(r"\bthang\s+(?P<month>\d{1,2})\s*,?\s*(?:hang|moi)\s+nam\b")
_QUARTER_OF_YEAR = re.compile(r"\bquy\s+(?P<quarter>iv|i{1,3}|[1-4])\s*,?\s*(?:hang|moi)\s+nam\b")
_WEEKDAY = re.compile(
    r"\b(?:(?P<sunday>chu\s+nhat)|thu\s+(?P<day>hai|ba|tu|nam|sau|bay|[2-7]))\s+(?:hang|moi)\s+tuan\b"
)
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tu": "WE", "nam": "TH", "sau": "FR", "bay": "SA"}
_SPREAD = {2: "WE,FR", 3: "MO,WE,FR", 4: "MO,TU,TH,FR", 5: "MO,TU,WE,TH,FR", 6: "MO,TU,WE,TH,FR,SA"}
_QUARTER_MONTHS = {"cuoi": "3,6,9,12", "dau": "1,4,7,10", "thu hai": "2,5,8,11", "giua": "2,5,8,11"}
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
        months, day = _QUARTER_MONTHS[" ".join(found["which"].split())], int(found["day"])
        return _rule(found, f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}", day)
    if found := _OF_YEAR.search(bare):
        month, day = int(found["month"]), int(found["day"])
        return _rule(found, f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", day, month)
    if found := _MONTH_OF_YEAR.search(bare):
        month = int(found["month"])
        return _rule(found, f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1", month=month)
    if found := _QUARTER_OF_YEAR.search(bare):
        return _rule(found, f"FREQ=YEARLY;BYMONTH={number(found['quarter']) * 3};BYMONTHDAY=-1")
    if found := _OF_MONTH.search(bare):
        days = sorted({int(day) for day in re.findall(r"\d+", found["days"] or found["days2"])})
        return _rule(found, f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}", *days)
    if found := _WEEKDAY.search(bare):
        weekday = found["day"] or ""
        name = "SU" if found["sunday"] else _WEEKDAYS.get(weekday) or list(_WEEKDAYS.values())[int(weekday) - 2]
        return _rule(found, f"FREQ=WEEKLY;BYDAY={name}")
    if found := _MONTH_END.search(bare):
        return _rule(found, "FREQ=MONTHLY;BYMONTHDAY=-1")
    return None


def _rule(found: re.Match[str], rule: str, *days: int, month: int = 1) -> Recurrence | None:
    """Return the rule if its days and month exist."""
    is_possible = all(1 <= day <= 31 for day in days) and 1 <= month <= 12
    impossible = {(30, 2), (31, 2), (31, 4), (31, 6), (31, 9), (31, 11)}
    is_possible &= not any((day, month) in impossible for day in days)
    return Recurrence(rule, *found.span()) if is_possible else None


def _every(bare: str) -> Recurrence | None:
    """Return a rule that names only its period and how often."""
    best: tuple[float, Recurrence] | None = None
    for pattern in (_TIMES_A, _ONCE_IN, _EVERY):
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
    if unit == "ngay":
        return f"FREQ=DAILY{every}"
    if unit == "tuan":
        days = _SPREAD.get(count)
        return "FREQ=DAILY" if count > 6 else f"FREQ=WEEKLY{every}" + (f";BYDAY={days}" if days else "")
    if unit == "nam" and count == 1:
        return "FREQ=YEARLY" + (f";INTERVAL={apart}" if apart > 1 else "")
    if count == 1:
        return f"FREQ=MONTHLY{every}"
    if interval % count == 0:
        step = interval // count
        return f"FREQ=MONTHLY;INTERVAL={step}" if step > 1 else "FREQ=MONTHLY"
    return _within_months(interval, count)


def _within_months(interval: int, count: int) -> str | None:
    """Return ``count`` days spread over the months, the last day of the last month among them."""
    if interval == 1:
        if count > _MOST_A_MONTH:
            return "FREQ=DAILY" if count >= 28 else None
        days = [*(min(round(30 * place / count), 27) for place in range(1, count)), -1]  # before the last of any month
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}"
    if interval == 12 and count <= 12:
        months = sorted({-(-12 * place // count) for place in range(1, count + 1)})
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY=-1"
    return None
