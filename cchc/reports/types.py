"""Plain values of reports that pass from room to room."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

SectionKind = Literal["heading", "text", "figures"]
FigureKind = Literal["count", "ratio", "mean"]


@dataclass(frozen=True)
class FigureOf:
    """A figure that an outline asks for: of an indicator, or (``is_entered``) two counters that the unit types.

    ``over`` says what a ratio is a share of.
    """

    key: str
    title: str = ""
    unit: str = ""
    kind: FigureKind = "ratio"
    over: str = ""
    is_entered: bool = False


@dataclass(frozen=True)
class SectionOf:
    """A section of an outline; ``depth`` follows from its key (``III.1`` lies in ``III``)."""

    key: str
    title: str
    kind: SectionKind = "text"
    hint: str = ""
    figures: Sequence[FigureOf] = field(default_factory=tuple)

    @property
    def depth(self) -> int:
        return self.key.count(".") + 1


@dataclass(frozen=True)
class Kind:
    """A kind of periodic report, such as that of the first quarter."""

    key: str
    title: str
    order: int


@dataclass(frozen=True, order=True)
class Term:
    """One period of one year to report on: its kind's place in the year, its key, and the days its data span."""

    year: int
    order: int
    kind: str
    title: str
    first: dt.date
    last: dt.date

    @property
    def name(self) -> str:
        return f"{self.title} {self.year}"
