"""When a task is to be done, as the six kinds of schedule; each kind needs its own fields and no others."""

import datetime as dt

from cchc.kernel import reading
from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.kernel.years import RECORDED
from cchc.plans.rules.occurrences import checked, spans
from cchc.plans.rules.offsets import LARGEST
from cchc.plans.types import When

KINDS = ("deadline", "window", "recurring", "standing", "event", "undetermined")


def day(text: str | None, field: str) -> dt.date | None:
    """Return the day that ``text`` (ISO) names; refuses one that doesn't exist or lies outside this century's plans."""
    if not text:
        return None
    try:
        found = reading.date(text)
    except reading.FarDay:
        raise Refusal("Ngày “%(text)s” nằm ngoài thời gian của một kế hoạch.", field, text=text) from None
    except reading.Unreadable:
        raise Refusal("“%(text)s” không phải là một ngày có thật.", field, text=text) from None
    return recorded(found, field)


def recorded(found: dt.date | None, field: str) -> dt.date | None:
    """Return a day; refuses one that lies outside this century's plans."""
    if found and found.year not in RECORDED:
        raise Refusal("Ngày %(found)s nằm ngoài thời gian của một kế hoạch.", field, found=found)
    return found


def check(schedule: When, year: int | None = None) -> None:
    """Refuse a schedule that can't be: a kind without its fields, an end before the start, no period in ``year``."""
    start, end, kind = recorded(schedule.start, "start"), recorded(schedule.end, "end"), schedule.kind
    if kind not in KINDS:
        raise Refusal("Chưa rõ loại thời gian: hãy chọn một loại.", "schedule_kind")
    if kind == "deadline" and not end:
        raise Refusal("Có hạn cụ thể thì cần ngày phải hoàn thành.", "end")
    if kind == "window" and not (start or end):
        raise Refusal("Khoảng thời gian cần có ngày bắt đầu hoặc ngày kết thúc.", "end")
    if start and end and end < start:
        raise Refusal("Ngày kết thúc %(end)s trước ngày bắt đầu %(start)s.", "end", end=end, start=start)
    if kind == "recurring":
        rule = checked(schedule.rrule or "")
        if year:
            spans(rule, _running(start, end, year))
    if kind == "event" and not (schedule.event or "").strip():
        raise Refusal("Hãy ghi trường hợp phát sinh nhiệm vụ.", "event")
    _check_offset(schedule)


def _check_offset(schedule: When) -> None:
    if abs(schedule.offset_days or 0) > LARGEST:
        raise Refusal("Số ngày kể từ sự việc nhiều nhất là %(most)s.", "offset_days", most=LARGEST)
    if schedule.offset_unit not in (None, "days", "working_days"):
        raise Refusal("Hãy chọn tính theo ngày hay ngày làm việc.", "offset_unit")


def _running(start: dt.date | None, end: dt.date | None, year: int) -> Period:
    whole = Period.year(year)
    first = start or whole.start
    return Period.of_days(first, max(end or whole.last_day, first))


def target_by(issued_on: dt.date, year: int, month: int, days: int) -> dt.date:
    """Return by when units name a day for what has none: the end of a month of the year, or some days after issue."""
    return max(Period.month(year, month).last_day, issued_on + dt.timedelta(days=days))
