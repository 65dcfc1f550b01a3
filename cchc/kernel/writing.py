"""How Viet Nam writes a number, a day, an hour; and how English readers expect them."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from cchc.kernel.zone import ZONE

Number = int | float | Decimal
NOTHING = "–"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SWAPPED = str.maketrans(",.", ".,")
_GROUPED_FROM = 10_000  # below it a whole number inside a sentence may be a year


def number(value: Number | None, places: int | None = None, language: str = "vi") -> str:
    """Return ``1.214`` or ``84,37``: at most two decimals without needless zeros, or exactly ``places``."""
    return NOTHING if value is None else _figure(value, places, language)


@lru_cache(8192, typed=True)  # 2.675 and Decimal(2.675) are equal, and written differently
def _figure(value: Number, places: int | None, language: str) -> str:
    """Return a number in figures, remembered: a page says the same few hundred numbers again and again."""
    exact = Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-(2 if places is None else places)), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.strip("-0.,") == "":
        text = text.removeprefix("-")
    return text if language == "en" else text.translate(_SWAPPED)


def date(day: dt.date | None, language: str = "vi") -> str:
    """Return ``07/05/2019``: one way on every page, so that columns of days stand in line and can be compared.

    Place and day at the head of a document are written as Nghị định 30/2020 has them (``documents.rules.layout``).
    """
    if day is None:
        return NOTHING
    if language == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day_month_figures(day)}/{day.year}"


def day_month_figures(day: dt.date) -> str:
    """Return ``07/05``."""
    return f"{day:%d/%m}"


def day_month(day: dt.date | None, language: str = "vi") -> str:
    """Return ``07/05``, for rows whose year is plain."""
    if day is None:
        return NOTHING
    return f"{day.day} {MONTHS[day.month - 1]}" if language == "en" else day_month_figures(day)


def time(moment: dt.datetime | dt.time, language: str = "vi") -> str:
    """Return ``15 giờ 30``, or ``8 giờ`` on the hour."""
    if language == "en":
        return f"{moment.hour:02}:{moment.minute:02}"
    return f"{moment.hour} giờ" + (f" {moment.minute:02}" if moment.minute else "")


def moment(value: dt.datetime | None, language: str = "vi") -> str:
    """Return ``15 giờ 30, 07/05/2019`` of a moment already in local time."""
    return NOTHING if value is None else f"{time(value, language)}, {date(value.date(), language)}"


def inside(value: object, language: str = "vi") -> str:
    """Write ``value`` inside a sentence: days, hours and numbers in the language's way, lists with commas.

    A whole number below 10 000 is written plainly, since it may be a year; anything else is written as ``str`` has it.
    """
    if isinstance(value, (list, tuple)):
        return ", ".join(inside(one, language) for one in value)
    if isinstance(value, dt.datetime):
        return moment(value.astimezone(ZONE) if value.tzinfo else value, language)
    if isinstance(value, dt.date):
        return date(value, language)
    if isinstance(value, dt.time):
        return time(value, language)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        small = isinstance(value, int) and abs(value) < _GROUPED_FROM
        return str(value) if small else number(value, None, language)
    return str(value)
