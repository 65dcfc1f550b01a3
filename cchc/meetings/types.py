"""What a meeting is about, as values."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Header:
    """When and where a meeting is held, and who leads it."""

    year: int
    quarter: int
    held_on: dt.date
    place: str
    chair: str
    secretary_id: int | None = None


@dataclass(frozen=True)
class Said:
    """A conclusion: words; a unit and a day where it gives work; the difficulty that it answers."""

    text: str
    unit_id: int | None = None
    due_on: dt.date | None = None
    difficulty_id: int | None = None
