"""Socket: whoever asks something of people says here how to know whether it is owed still (``plugs/reminders.py``)."""

from collections.abc import Collection, Mapping
from datetime import date

from cchc.kernel import reading
from cchc.notifications.types import Still

_still: dict[str, Still] = {}


def register(head: str, still: Still) -> None:
    """Offer the keys that begin with ``head`` (``plans.assignment`` of ``plans.assignment:12 day``)."""
    if head in _still:
        raise ValueError(f"keys of {head!r} are already offered")
    _still[head] = still


def heads() -> tuple[str, ...]:
    """Return the first word of every key of which it can be known whether it is owed."""
    return tuple(_still)


def owed(keys: Collection[str]) -> Mapping[str, date | None]:
    """Return those of ``keys`` that are owed still, with the day by which; a few queries a head, however many keys.

    A key that nobody answers for is left as it is: with a day it can't know, and so as owed.
    """
    asked: dict[str, list[str]] = {}
    for key in keys:
        asked.setdefault(key.partition(":")[0], []).append(key)
    found: dict[str, date | None] = {}
    for head, mine in asked.items():
        found |= _still[head](mine) if head in _still else dict.fromkeys(mine)
    return found


def numbers(keys: Collection[str]) -> Mapping[str, int]:
    """Return key → the number after its colon (12 of ``plans.assignment:12 day``), for the keys that have one."""
    read = {key: reading.whole(key.partition(":")[2].split(" ")[0]) for key in keys}
    return {key: number for key, number in read.items() if number is not None}
