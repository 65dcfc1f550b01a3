"""What is said of a survey when it is set up, and what it is for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

Tallies = Mapping[int, Mapping[str, Mapping[str, int]]]
"""Unit → key of a question → option → valid forms that chose it; a question with too few answers is left out."""


@dataclass(frozen=True)
class Settings:
    """What is said of a survey: accepted error in percent, fewest valid forms, last day of answers on the platform."""

    title: str
    error: Decimal
    minimum: int
    closes_on: dt.date | None = None


@dataclass(frozen=True)
class Question:
    """A question that somebody wants asked: what they call it, their words of it (officials', none that a citizen is
    asked in), and the answers there are, the best first.
    """

    code: str
    about: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A survey to be: who runs it, about which units, what it asks, and the last day of the dealings it asks about."""

    operator_id: int
    unit_ids: Sequence[int]
    questions: Sequence[Question]
    last_on: dt.date


@dataclass(frozen=True)
class Wording:
    """How a question is put, and to which groups; ``rules.sampling.EVERYBODY`` for all of them."""

    title: str
    groups: Sequence[str] = ()


@dataclass(frozen=True)
class Result:
    """What came of a unit's answers to a question, where the survey is used: a figure, and the same in words."""

    value: Decimal
    shown: str


@dataclass(frozen=True)
class Purpose:
    """What a survey is for: its name and address, and unit → key of a question → what came of the answers."""

    title: str = ""
    url: str = ""
    results: Mapping[int, Mapping[str, Result]] = field(default_factory=dict)
