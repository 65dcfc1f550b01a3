"""Days counted from an event by the calendar that a unit keeps."""

import datetime as dt
from collections.abc import Sequence

from cchc.kernel.refusal import Refusal
from cchc.organisation.queries import calendars
from cchc.plans.models import Assignment
from cchc.plans.rules.offsets import Counted, counted


def due_after(start: dt.date, days: int, unit: str, unit_id: int) -> Counted:
    """Return the due day; refuses a count that leaves the years for which there is a calendar."""

    def working_days(first: dt.date, end: dt.date) -> Sequence[dt.date]:
        table = calendars.calendar(unit_id=unit_id).timetable
        return [dt.date.fromordinal(day) for day in table.days(first.toordinal(), end.toordinal())]

    try:
        return counted(start, days, unit, working_days)
    except (ValueError, IndexError, OverflowError):
        raise Refusal("Chưa có lịch làm việc cho những ngày này: hãy nhờ quản trị bổ sung.", "event_on") from None


def of_assignment(assignment: Assignment) -> Counted | None:
    """Return how the due day follows from the event that was recorded, if one was; the task must be loaded."""
    task = assignment.task
    if assignment.event_on is None or task.offset_days is None:
        return None
    return due_after(assignment.event_on, task.offset_days, task.offset_unit, assignment.unit_id)
