"""Days counted from an event: "10 ngày làm việc sau khi có kết quả", "100 ngày kể từ ngày ban hành Kế hoạch"."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cchc.kernel.refusal import Refusal
from cchc.kernel.text import fold

LARGEST = 3650
"""Days; ten years: further is a slip of the pen."""

UNITS = ("days", "working_days")

WorkingDays = Callable[[dt.date, dt.date], Sequence[dt.date]]
"""Gives the working days from a day up to, but not with, another."""

_ISSUE = re.compile(
    r"(?:(?:ke|tinh) tu|tu|sau)(?: (?:khi|ngay|luc|thoi diem))*"
    r" (?:(?:ky |ky, )?(?:ban hanh|ky|phe duyet) ke hoach(?: nay)?"
    r"|ke hoach(?: nay)? (?:duoc |co )?(?:ky |ky, )?(?:ban hanh|hieu luc|phe duyet|ky))"
)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """A due day, and the public holidays that were passed over in counting working days."""

    due_on: dt.date
    holidays: tuple[dt.date, ...] = ()


def starts_at_issue(event: str) -> bool:
    """Tell whether an event is the issuing of the plan itself, so that the plan's own day starts the count.

    "Sau khi ban hành Kế hoạch kiểm tra" is another plan's.
    """
    return _ISSUE.fullmatch(fold(event)) is not None


def counted(start: dt.date, days: int, unit: str, working_days: WorkingDays) -> Counted:
    """Return the day that many days after ``start`` (before it, if negative); the day of the event doesn't count.

    ``unit`` is one of ``UNITS``. Civil Code 2015, article 147: a period in days begins on the day after the event.
    """
    if unit not in UNITS:
        raise ValueError(f"no unit of days: {unit}")
    if unit == "days":
        return Counted(start + days * _DAY)
    reach = (abs(days) * 2 + 30) * _DAY  # more than enough for weekends and Tết
    if days >= 0:
        due_on = working_days(start + _DAY, start + reach)[days - 1] if days else start
        first, last = start + _DAY, due_on
    else:
        due_on = working_days(start - reach, start)[days]
        first, last = due_on, start - _DAY
    worked = set(working_days(first, last + _DAY))
    between = (first + n * _DAY for n in range((last - first).days + 1))
    return Counted(due_on, tuple(day for day in between if day not in worked and day.weekday() < 5))


def check_event(day: dt.date, days: int, issued_on: dt.date, today: dt.date) -> None:
    """Refuse the day of an event that hasn't come yet (unless the task is due before it), or came before the plan."""
    if day > today and days >= 0:
        raise Refusal("Sự việc chưa xảy ra: hãy ghi ngày phát sinh, không sau hôm nay.", "event_on")
    if day < issued_on:
        raise Refusal(
            "Ngày phát sinh không thể trước ngày ban hành kế hoạch (%(issued_on)s).", "event_on", issued_on=issued_on
        )
    if (day - issued_on).days > LARGEST:
        raise Refusal("Ngày phát sinh quá xa so với kế hoạch: hãy xem lại năm.", "event_on")
