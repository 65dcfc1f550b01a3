"""The clock that pages, jobs and commands read; actions and rules are handed the moment."""

import datetime as dt

from cchc.kernel import environment
from cchc.kernel.zone import ZONE as ZONE


def demo_date() -> dt.date | None:
    """Return the day on which a demonstration stands still, or ``None`` on a real installation."""
    return environment.day("CCHC_DEMO_DATE")


def now() -> dt.datetime:
    """Return the present moment in local time, on the demonstration's day if there is one."""
    moment = dt.datetime.now(ZONE)
    day = demo_date()
    return dt.datetime.combine(day, moment.timetz()) if day else moment


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day in Viet Nam on which ``moment`` fell, whatever zone it is written in; the database writes UTC."""
    return moment.astimezone(ZONE).date()


def today() -> dt.date:
    """Return the present day, or the demonstration's."""
    return now().date()
