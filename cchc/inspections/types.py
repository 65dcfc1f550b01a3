"""What is entered of an inspection."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Planned:
    """A visit to be: whom, of what kind, about when."""

    target_id: int
    kind: str
    planned_on: dt.date
    is_surprise: bool = False


@dataclass(frozen=True)
class Decision:
    """The decision that sends a team out; ``team`` are (name, body, role), the first leads."""

    number: str
    decided_on: dt.date
    team: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Minutes:
    """What a visit saw; ``verdicts`` by the number of the checklist's line: (verdict, remark)."""

    held_on: dt.date
    summary: str
    verdicts: Mapping[int, tuple[str, str]]
    file: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class Found:
    """What is wrong, who must mend what, by when."""

    unit_id: int
    weight: str
    text: str
    demand: str
    due_on: dt.date
