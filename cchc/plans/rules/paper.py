"""How a plan is written so that reading it again gives the same plan."""

import datetime as dt
import re

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


def shown_code(group_no: str, code: str) -> str:
    """Return what stands in the first column: "a)" for the task "1.a" of field 1, other codes as they are."""
    last = code.removeprefix(f"{group_no}.")
    return f"{last})" if last != code and _LETTER.fullmatch(last) else code


def schedule_words(kind: str, start_on: dt.date | None, end_on: dt.date | None, rrule: str) -> str:
    """Return a schedule that was chosen by form in the words of a plan."""
    span = f"từ ngày {_day(start_on)} đến ngày {_day(end_on)}" if start_on and end_on else ""
    if kind == "recurring":
        every = _EVERY.get(rrule, "")
        return f"{every}, {span}" if every and span else every
    if kind == "standing":
        return "Thường xuyên"
    if span:
        return span[0].upper() + span[1:]
    return f"Trước ngày {_day(end_on)}" if end_on else ""


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
