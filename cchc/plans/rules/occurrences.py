"""The periods of a recurring task, from its rule (RFC 5545) and the days between which it runs.

The dates of a rule with a day in it (BYDAY, BYMONTHDAY, …) are the days on which a period is due; the period begins on
the day after the one before. A rule without one ("every month") divides the time into periods that are due on their
last day. Weeks, months, quarters, half-years and years are the calendar's, whenever the work begins: what begins on 31
January has a month that is due on that day. Day 29, 30 or 31 is the last day of a month that has no such day.
"""

import datetime as dt
import re
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.plans.rules.recurrence import lasting

MOST = 400  # a daily task has 366 a year; more than this is a slip of the pen
_DAY = dt.timedelta(days=1)
_DAY_OF_MONTH, _MONTH, _WEEKDAY = r"-?([1-9]|[12]\d|3[01])", r"([1-9]|1[0-2])", r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"
_PART = (
    rf"(BYMONTHDAY={_DAY_OF_MONTH}(,{_DAY_OF_MONTH})*|BYMONTH={_MONTH}(,{_MONTH})*|BYDAY={_WEEKDAY}(,{_WEEKDAY})*"
    r"|BYSETPOS=-?[1-5](,-?[1-5])*|WKST=[A-Z]{2}|(INTERVAL|COUNT)=[1-9]\d{0,2}|UNTIL=\d{8}(T\d{6})?)"
)
_RULE = re.compile(rf"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;{_PART})*")
# What never meets a day, the library would look for until the year 9999.
_FORBIDDEN = re.compile(r"FREQ=(DAILY|WEEKLY).*(BYMONTHDAY|BYSETPOS)")
_NAMES_DAYS = re.compile(r"BY(DAY|MONTHDAY)=")
_OF_MONTHS = re.compile(r"FREQ=(?P<unit>MONTHLY|YEARLY)(?!.*BY)(?:.*INTERVAL=(?P<apart>\d+))?")
_YEAR = 12  # months


@dataclass(frozen=True, order=True)
class Span:
    """A period of a recurring task: its first day and the day on which it is due."""

    start: dt.date
    due: dt.date


def checked(rule: str) -> str:
    """Return ``rule`` without its optional prefix; refuses what isn't a rule of days, weeks, months or years."""
    bare = rule.strip().upper().removeprefix("RRULE:")
    if len(bare) <= 200 and _RULE.fullmatch(bare) and not _FORBIDDEN.search(bare):
        try:
            rrulestr(bare, dtstart=dt.datetime(2000, 1, 1))  # noqa: DTZ001 (a rule of days has no zone)
        except (ValueError, TypeError):
            pass
        else:
            return bare
    raise Refusal(
        "Quy tắc lặp không đúng: cần dạng RFC 5545 theo ngày, tuần, tháng hoặc năm, ví dụ FREQ=MONTHLY;BYMONTHDAY=-1.",
        "rrule",
    )


def spans(rule: str, within: Period) -> list[Span]:
    """Return the periods of ``rule`` in ``within``, in order; refuses a rule that gives none or more than ``MOST``."""
    bare = lasting(checked(rule))
    if "FREQ=WEEKLY" in bare and "BYDAY" not in bare:
        bare += ";BYDAY=SU"
    elif "BYMONTH=" in bare and not _NAMES_DAYS.search(bare):
        bare += ";BYMONTHDAY=-1"  # "tháng 3 và tháng 9" is due at the end of them
    months = _OF_MONTHS.match(bare)
    dates = _ends(bare, months, within) if months else _dates(bare, within)
    if not dates:
        raise Refusal("Quy tắc lặp %(rule)s không có kỳ nào trong thời gian của kế hoạch.", "rrule", rule=bare)
    if len(dates) > MOST:
        raise Refusal(
            "Quy tắc lặp %(rule)s có hơn %(most)s kỳ: hãy chọn chu kỳ dài hơn.", "rrule", rule=bare, most=MOST
        )
    if months or _NAMES_DAYS.search(bare):
        starts = [within.start, *(day + _DAY for day in dates[:-1])]
        return [Span(start, due) for start, due in zip(starts, dates, strict=True)]
    ends = [*(day - _DAY for day in dates[1:]), within.last_day]
    return [Span(start, due) for start, due in zip(dates, ends, strict=True)]


def _dates(rule: str, within: Period) -> list[dt.date]:
    start = dt.datetime.combine(within.start, dt.time())
    found: list[dt.date] = []
    for moment in rrulestr(rule, dtstart=start):
        if moment.date() >= within.end or len(found) > MOST:
            break
        found.append(moment.date())
    return found


def _ends(rule: str, found: re.Match[str], within: Period) -> list[dt.date]:
    """Return the last day of each whole period of months, and that of the time itself for what is left of it."""
    length = int(found["apart"] or 1) * (_YEAR if found["unit"] == "YEARLY" else 1)
    if length == _YEAR and within.end <= within.start + relativedelta(years=1):
        return [within.last_day]  # "hằng năm, từ tháng 9 đến tháng 5": one year, not two
    is_calendar = _YEAR % length == 0 or length % _YEAR == 0
    begins = within.start.replace(month=1 if is_calendar else within.start.month, day=1)
    most = re.search(r"COUNT=(\d+)", rule)
    until = re.search(r"UNTIL=(\d{8})", rule)
    ends: list[dt.date] = []
    while begins < within.end and len(ends) <= MOST:
        if (most and len(ends) >= int(most[1])) or (until and f"{max(begins, within.start):%Y%m%d}" > until[1]):
            break
        begins += relativedelta(months=length)
        if begins > within.start:
            ends.append(min(begins, within.end) - _DAY)
    return ends
