"""What surveys announce. Ids only: whoever reacts asks for the tallies as they then stand."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class Counted(Event):
    """The forms of a survey were counted: some came in, or another number of them is enough."""

    survey_id: int
