"""The clock that pages, jobs and commands read; actions and rules are handed the moment."""

import datetime as dt
import os
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def demo_date() -> dt.date | None:
    """Return the day on which a demonstration stands still, or ``None`` on a real installation."""
    named = os.environ.get("CCHC_DEMO_DATE", "")
    return dt.date.fromisoformat(named) if named else None


def now() -> dt.datetime:
    """Return the present moment in local time, on the demonstration's day if there is one."""
    moment = dt.datetime.now(ZONE)
    day = demo_date()
    return dt.datetime.combine(day, moment.timetz()) if day else moment


def today() -> dt.date:
    """Return the present day, or the demonstration's."""
    return now().date()
