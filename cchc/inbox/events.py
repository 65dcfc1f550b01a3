"""What the inbox announces. Ids only: whoever reacts reads the rest in the state it then has."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class ItemsGiven(Event):
    """A unit gave items to one of its people: ``handling_ids`` are numbers of ``inbox.Handling``."""

    person_id: int
    handling_ids: tuple[int, ...]


@dataclass(frozen=True)
class ItemsTaken(Event):
    """Items that a person had are somebody else's or everybody's again: ``matters`` are their keys when given."""

    person_id: int
    matters: tuple[str, ...]
