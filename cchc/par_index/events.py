"""What the index announces. Ids only: whoever reacts reads the rest in the state it then has."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class RoundOpened(Event):
    """A round was opened; its units score themselves."""

    round_id: int


@dataclass(frozen=True)
class BodyNamed(Event):
    """Another body is to appraise leaves of a round."""

    round_id: int
    unit_id: int


@dataclass(frozen=True)
class SheetReopened(Event):
    """The operator opened a locked sheet again, with a reason."""

    sheet_id: int
    unit_id: int
    reason: str


@dataclass(frozen=True)
class RoundMoved(Event):
    """A round came to its next stage, by hand or because its day was over; also when it is published."""

    round_id: int
    stage: str
