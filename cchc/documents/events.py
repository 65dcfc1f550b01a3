"""What documents announce. Ids only: whoever reacts reads the rest in the state it then has."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class DocumentIssued(Event):
    """A document got its number; ``about`` is what it puts on paper ("reports.report:12"), if the platform made it."""

    outgoing_id: int
    unit_id: int
    about: str


@dataclass(frozen=True)
class DocumentWithdrawn(Event):
    """An issued document was withdrawn; its number stays taken."""

    outgoing_id: int
    unit_id: int


@dataclass(frozen=True)
class DocumentArrived(Event):
    """A document from outside was entered into the register of incoming documents."""

    incoming_id: int
    unit_id: int
