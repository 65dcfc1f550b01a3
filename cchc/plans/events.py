"""What plans announce. Ids and days only: whoever reacts reads the rest in the state it then has."""

import datetime as dt
from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class PlanAdopted(Event):
    """The office has adopted a reading: a new plan, or a correction of one that was there."""

    plan_id: int
    reading_id: int


@dataclass(frozen=True)
class AssignmentsCreated(Event):
    """A plan, or a corrected reading of it, gave work to units. Not sent when nothing new was given."""

    plan_id: int
    assignment_ids: tuple[int, ...]


@dataclass(frozen=True)
class ReportSent(Event):
    """A unit reported; ``is_final`` when the product was handed in and waits. Not sent for the same form again."""

    report_id: int
    assignment_id: int
    unit_id: int
    is_final: bool


@dataclass(frozen=True)
class ReportConfirmed(Event):
    """The office confirmed the product. Undoing it within minutes sends nothing."""

    report_id: int
    assignment_id: int
    unit_id: int


@dataclass(frozen=True)
class ReportReturned(Event):
    """The office sent a report back; the reason stands in the report."""

    report_id: int
    assignment_id: int
    unit_id: int


@dataclass(frozen=True)
class DifficultyRaised(Event):
    """A difficulty now stands with ``at_unit_id``: raised, or passed up to it."""

    difficulty_id: int
    assignment_id: int
    at_unit_id: int


@dataclass(frozen=True)
class DifficultyAnswered(Event):
    """Whoever could decide has answered ``unit_id``. Not sent when the unit takes its difficulty back."""

    difficulty_id: int
    assignment_id: int
    unit_id: int


@dataclass(frozen=True)
class ExtensionAsked(Event):
    """A unit asked for a later due day. Not sent for the same form again."""

    extension_id: int
    assignment_id: int
    unit_id: int


@dataclass(frozen=True)
class AssignmentsCancelled(Event):
    """Work is no longer asked of its units: the office took it back, or a corrected plan did."""

    assignment_ids: tuple[int, ...]


@dataclass(frozen=True)
class AssignmentDeclined(Event):
    """A unit does not take on what the plan leaves to it; the reason stands in the assignment."""

    assignment_id: int
    unit_id: int


@dataclass(frozen=True)
class AssignmentsRestored(Event):
    """Work that was cancelled is asked of its units again."""

    assignment_ids: tuple[int, ...]


@dataclass(frozen=True)
class AssignmentsChanged(Event):
    """A corrected plan gave work that stays another due day."""

    assignment_ids: tuple[int, ...]


@dataclass(frozen=True)
class EventDayRecorded(Event):
    """The day that starts a count was recorded by the unit, or, with ``instead_of``, corrected by the office."""

    assignment_id: int
    unit_id: int
    day: dt.date
    instead_of: dt.date | None
    is_told: bool = False
    """Recorded by somebody of another unit: its own people don't know."""


@dataclass(frozen=True)
class DaySetInstead(Event):
    """Somebody of another unit, ``by_unit_id``, set the day by which ``unit_id`` will be done."""

    assignment_id: int
    unit_id: int
    by_unit_id: int
    day: dt.date


@dataclass(frozen=True)
class ExtensionDecided(Event):
    """A later due day was granted, ``None`` when it was refused."""

    extension_id: int
    assignment_id: int
    unit_id: int
    granted_to: dt.date | None
