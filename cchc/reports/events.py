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
class ReportChecked(Event):
    """Officers have checked a report; it waits for the head's signature."""

    report_id: int
    unit_id: int


@dataclass(frozen=True)
class ReportSigned(Event):
    """A report has its number and waits to be sent; the name is older than that meaning, and stored with events."""

    report_id: int
    unit_id: int
    signer_id: int | None = None
    by_user_id: int | None = None


@dataclass(frozen=True)
class ReportReopened(Event):
    """A report goes back to be written on, with a remark; ``receiver_id`` had it if it was sent already."""

    report_id: int
    unit_id: int
    receiver_id: int | None
    was_sent: bool


@dataclass(frozen=True)
class SectionGiven(Event):
    """Somebody was given a section of a report to write."""

    report_id: int
    unit_id: int
    key: str
    user_id: int


@dataclass(frozen=True)
class ReportDecided(Event):
    """The unit above accepted a report or returned it; the remark stands in the report."""

    report_id: int
    unit_id: int
    accepted: bool
