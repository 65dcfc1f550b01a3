"""What reports announce. Ids only: whoever reacts reads the rest in the state it then has."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class ReportDelivered(Event):
    """A unit sent its periodic report to the unit above; also for a corrected version."""

    report_id: int
    unit_id: int
    receiver_id: int | None


@dataclass(frozen=True)
class ReportDecided(Event):
    """The unit above accepted a report or returned it; the remark stands in the report."""

    report_id: int
    unit_id: int
    accepted: bool
