"""Numbers, dates and money as Viet Nam writes them, and as English readers expect them."""

import datetime as dt
from decimal import Decimal

from cchc.kernel.writing import MONTHS, NOTHING, Number, date, day_month, moment, number, time

__all__ = ["MONTHS", "NOTHING", "Number", "date", "day_month", "moment", "number", "time"]

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
QUARTERS = ("I", "II", "III", "IV")
_STOPS = " .,;:"
TYPED = "vi"
"""How a box is filled: what is typed is read the Vietnamese way, whatever language the page speaks."""
_SCALES = ((Decimal(10**9), "tỷ", "billion"), (Decimal(10**6), "triệu", "million"))


def percent(value: Number | None, places: int | None = None, language: str = "vi") -> str:
    """Return ``51,8%`` for 51.8; a share between 0 and 1 is multiplied by whoever holds it."""
    return NOTHING if value is None else number(value, places, language) + "%"


def money(dong: Number | None, language: str = "vi") -> str:
    """Return ``120 triệu đồng``, ``1,5 tỷ đồng`` or ``80.000 đồng``, rounded to two decimals of its scale."""
    if dong is None:
        return NOTHING
    exact = Decimal(str(dong))
    for scale, word, english in _SCALES:
        if abs(exact) >= scale:
            figure = number(exact / scale, None, language)
            return f"VND {figure} {english}" if language == "en" else f"{figure} {word} đồng"
    return f"VND {number(exact, 0, language)}" if language == "en" else f"{number(exact, 0, language)} đồng"


def money_exact(dong: Number, language: str = "vi") -> str:
    """Return the whole sum, ``120.000.000 đồng``."""
    figure = number(dong, 0, language)
    return f"VND {figure}" if language == "en" else f"{figure} đồng"


def short(text: str, most: int) -> str:
    """Return ``text`` in at most ``most`` characters, cut between words, without the stop at its end."""
    whole = text.strip().rstrip(_STOPS)
    if len(whole) <= most:
        return whole
    room = most - 1
    cut = whole[:room] if whole[room].isspace() else whole[:room].rpartition(" ")[0] or whole[:room]
    return cut.rstrip(_STOPS) + "…"


def weekday(day: dt.date, language: str = "vi") -> str:
    """Return ``thứ Ba``."""
    return (ENGLISH_DAYS if language == "en" else WEEKDAYS)[day.weekday()]


def date_long(day: dt.date | None, language: str = "vi") -> str:
    """Return ``thứ Ba 07/05/2019``."""
    return NOTHING if day is None else f"{weekday(day, language)} {date(day, language)}"


def quarter(day: dt.date, language: str = "vi") -> str:
    """Return ``Quý II/2019``."""
    return quarter_of(day.year, (day.month - 1) // 3 + 1, language)


def quarter_of(year: int, number: int, language: str = "vi") -> str:
    """Return ``Quý II/2019``, of the second quarter of 2019."""
    return f"Q{number} {year}" if language == "en" else f"Quý {QUARTERS[number - 1]}/{year}"


def distance(day: dt.date, today: dt.date, language: str = "vi") -> str:
    """Return ``còn 16 ngày``, ``hôm nay`` or ``trễ 76 ngày``; shown only beside the date itself."""
    days = (day - today).days
    if language == "en":
        words = f"{abs(days)} day" + ("" if abs(days) == 1 else "s")
        return "today" if not days else f"{words} left" if days > 0 else f"{words} late"
    return "hôm nay" if not days else f"còn {days} ngày" if days > 0 else f"trễ {-days} ngày"
