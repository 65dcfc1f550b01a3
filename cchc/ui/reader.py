"""Numbers and days in the language in which a page is read: what pages, forms and search say.

``ui.display`` writes Vietnamese unless it is told otherwise, which is right for papers and boxes, and wrong on a page.
"""

import datetime as dt

from django.utils.translation import get_language

from cchc.ui import display


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
