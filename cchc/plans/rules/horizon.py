"""How far from its own year the days of a plan may lie before somebody asks whether a figure is a slip.

A plan of one year sets days in it, in the year before it (what goes on) and the year after it (what it prepares): the
year to which an extension may reach. Days beyond are asked about, never refused: a plan may rightly name 2025.
"""

import datetime as dt
import re

from cchc.kernel import writing
from cchc.plans.rules.dates import FARTHEST_YEARS
from cchc.plans.rules.reading import title as titles

_ASKED = re.compile(r", cách xa năm \d{4} của kế hoạch: hãy xem lại\.$")


def far_day(start: dt.date | None, end: dt.date | None, year: int | None, title: str) -> dt.date | None:
    """Return the day of a schedule that is far outside a plan of ``year``; a period in the title widens it."""
    if not year:
        return None
    period = titles.period(title)
    first, last = min(year, period[0] if period else year), max(year, period[1] if period else year)
    for day in (end, start):
        if day and not first - FARTHEST_YEARS <= day.year <= last + FARTHEST_YEARS:
            return day
    return None


def question(words: str, day: dt.date, year: int) -> str:
    """Return what is asked about such a day."""
    return f"“{words}” cho ngày {writing.date(day)}, cách xa năm {year} của kế hoạch: hãy xem lại."


def asks(why: str) -> bool:
    """Tell whether a question is this one."""
    return bool(_ASKED.search(why))
