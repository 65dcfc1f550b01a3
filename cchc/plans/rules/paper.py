"""How a plan is written so that reading it again gives the same plan."""

import datetime as dt
import re

from cchc.kernel import writing
from cchc.kernel.text import opened
from cchc.plans.rules.reading import when
from cchc.plans.rules.reading.money import understand
from cchc.plans.rules.recurrence import LAST
from cchc.plans.rules.repeating import (
    DAY,
    FIRST,
    LAST_MONTH,
    MONTH,
    QUARTER,
    SECOND,
    WEEK,
    WEEKDAYS,
    YEAR,
    choice_of,
)
from cchc.plans.types import Money

_BARE = re.compile(r"\A[\d.,\s]*\Z")
_FUNDING = re.compile(r"(?:NS|ngân sách|nguồn|kinh phí|vốn|xã hội hóa)\b", re.IGNORECASE)
_LETTER = re.compile(r"[a-zđ]")
_EVERY = {
    "FREQ=WEEKLY": "Hàng tuần",
    "FREQ=MONTHLY": "Hàng tháng",
    "FREQ=MONTHLY;INTERVAL=3": "Hàng quý",
    "FREQ=MONTHLY;INTERVAL=6": "6 tháng một lần",
}


def number_parts(number: str) -> tuple[int | None, str, str]:
    """Return number, symbol, and the number as written where that is no plain number ("12b/KH-UBND")."""
    written, _, symbol = number.partition("/")
    if written.isdigit() and (len(written) > 1 and f"{int(written):02d}" == written):
        return int(written), symbol, ""
    return None, symbol, written


def shown_code(group_no: str, code: str, parent: str = "") -> str:
    """Return what stands in the first column: "a)" for "1.a" in field 1 or below task 1, other codes as they are."""
    last = code.removeprefix(f"{parent or group_no}.")
    return f"{last})" if last != code and _LETTER.fullmatch(last) else code


def schedule_words(kind: str, start_on: dt.date | None, end_on: dt.date | None, rrule: str) -> str:
    """Return a schedule that was chosen by form in the words of a plan."""
    span = f"từ ngày {_day(start_on)} đến ngày {_day(end_on)}" if start_on and end_on else ""
    if kind == "recurring":
        every = _EVERY.get(rrule) or _chosen(rrule)
        return f"{every}, {span}" if every and span else every
    if kind == "standing":
        return "Thường xuyên"
    if span:
        return opened(span)
    return f"Trước ngày {_day(end_on)}" if end_on else ""


_WEEKDAYS = dict(
    zip(WEEKDAYS, ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"), strict=True)
)
_FEBRUARY = 29  # the last day that a paper can name in it
_PLACES = {FIRST: "tháng đầu", SECOND: "tháng thứ hai", LAST_MONTH: "tháng cuối"}


def _chosen(rrule: str) -> str:
    """Return a recurrence that was chosen (``rules.repeating``), in words that the reader reads as that choice."""
    choice = choice_of(rrule)
    if choice is None:
        return ""
    if choice.every == DAY:
        return "Hàng ngày"
    if choice.every == WEEK:
        return f"{_WEEKDAYS[choice.weekday]} hàng tuần"
    day = _numbered(choice.day)
    if choice.every == MONTH:
        other = "" if choice.second_day is None else f" và {_numbered(choice.second_day)}"
        return opened(f"{day}{other} hàng tháng")
    if choice.every == YEAR:
        day = "ngày cuối" if choice.month == "2" and choice.day > _FEBRUARY else day
        return opened(f"{day} tháng {choice.month} hàng năm")
    whole = "hàng quý" if choice.every == QUARTER else "của mỗi 6 tháng"
    return opened(f"{day} {_PLACES[choice.month]} {whole}")


def _numbered(day: int) -> str:
    return "ngày cuối" if day == LAST else f"ngày {day}"


def budget_words(money: Money, schedule: str, year: int) -> str:
    """Return the words of a sum if they alone tell it, or else the sum in đồng with the words behind it."""
    said = understand(money.text, when.understand(schedule, year), year)
    if said == money or money.amount is None:
        return money.text
    amount = f"{money.amount:,} đồng".replace(",", ".")
    each = f"{amount}/{money.per}" if money.per else amount
    return each if _BARE.match(money.text) else f"{each} ({money.text})"


def says_funding(words: str) -> bool:
    """Tell whether words in the column of notes are read as a source of money."""
    return bool(_FUNDING.match(words))


def _day(day: dt.date | None) -> str:
    return writing.date(day) if day else ""
