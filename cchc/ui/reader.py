"""Numbers and days in the language in which a page is read: what pages, forms and search say.

``ui.display`` writes Vietnamese unless it is told otherwise, which is right for papers and boxes, and wrong on a page.
"""

import datetime as dt
import re

from django.utils.translation import get_language

from cchc.ui import display

_PLAIN_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def language() -> str:
    """Return the language of the page being made."""
    return get_language() or "vi"


def number(value: display.Number | None, places: int | None = None) -> str:
    """Return ``1.214`` or ``84,37``."""
    return display.number(value, places, language())


def percent(value: display.Number | None, places: int | None = None) -> str:
    """Return ``51,8%`` for 51.8."""
    return display.percent(value, places, language())


def date(day: dt.date | None) -> str:
    """Return ``07/05/2019``."""
    return display.date(day, language())


def day_month(day: dt.date | None) -> str:
    """Return ``07/05``, where the year is plain."""
    return display.day_month(day, language())


def plain_day(text: str) -> str:
    """Return a text that is a day and nothing else as the page writes days; every other text as it was written."""
    found = _PLAIN_DAY.fullmatch(text.strip())
    if found is None:
        return text
    day, month, year = map(int, found.groups())
    try:
        return date(dt.date(year, month, day))
    except ValueError:  # no day of the calendar, so words of the paper
        return text
