"""What the inbox announces. Ids only: whoever reacts reads the rest in the state it then has."""

from dataclasses import dataclass

from cchc.kernel.events import Event


@dataclass(frozen=True)
class ItemsGiven(Event):
    """A unit gave items to one of its people: ``handling_ids`` are numbers of ``inbox.Handling``."""

    person_id: int
    handling_ids: tuple[int, ...]
