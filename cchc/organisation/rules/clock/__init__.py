"""Working time: pure rules behind every deadline of the platform."""

from cchc.organisation.rules.clock.calendar import WorkCalendar, combined
from cchc.organisation.rules.clock.reckoning import (
    add_working_minutes,
    due,
    due_moment,
    elapsed,
    is_working,
    next_working,
    working_days,
    working_minutes_between,
)
from cchc.organisation.rules.clock.types import (
    UNITS,
    Certainty,
    ClockError,
    Derivation,
    Due,
    Kind,
    Pause,
    SpecialDay,
    Unit,
    WeeklyHours,
)
from cchc.organisation.rules.clock.words import parts, sentence, warnings

__all__ = [
    "UNITS",
    "Certainty",
    "ClockError",
    "Derivation",
    "Due",
    "Kind",
    "Pause",
    "SpecialDay",
    "Unit",
    "WeeklyHours",
    "WorkCalendar",
    "add_working_minutes",
    "combined",
    "due",
    "due_moment",
    "elapsed",
    "is_working",
    "next_working",
    "parts",
    "sentence",
    "warnings",
    "working_days",
    "working_minutes_between",
]
