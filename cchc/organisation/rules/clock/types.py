"""What the working-time rules speak of: hours, special days, pauses, and a due moment with its reasons."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from cchc.kernel.refusal import Refusal

Unit = Literal["working_days", "working_hours", "days"]
UNITS: tuple[Unit, ...] = ("working_days", "working_hours", "days")


class ClockError(Refusal, ValueError):
    """A deadline can't be reckoned."""


class Kind(StrEnum):
    """What a special day is, whatever its weekday would say."""

    OFF = "off"
    WORKING = "working"
    HALF = "half"


class Certainty(StrEnum):
    """How sure a day is: a document decides it, the law fixes it, only the press tells, or we computed it."""

    DECIDED = "decided"
    BY_LAW = "by_law"
    UNVERIFIED = "unverified"
    COMPUTED = "computed"


_DOUBTFUL = frozenset({Certainty.UNVERIFIED, Certainty.COMPUTED})


@dataclass(frozen=True)
class WeeklyHours:
    """One shift of a weekday (0 = Monday) from ``first`` to ``last`` day, both included.

    Without ``opens`` the weekday is closed: a unit says so to drop the hours it would inherit.
    """

    weekday: int
    opens: dt.time | None
    closes: dt.time | None
    first: dt.date = dt.date.min
    last: dt.date = dt.date.max
    unit: str | None = None


@dataclass(frozen=True)
class SpecialDay:
    """A day off, a working day out of turn, or half a day.

    A working day keeps the hours of the weekday of ``swapped_with``, or of the longest day of the week. A half day
    keeps what lies between ``opens`` and ``closes``; with neither, the morning.
    """

    date: dt.date
    kind: Kind
    name: str
    decision: str = ""
    certainty: Certainty = Certainty.DECIDED
    swapped_with: dt.date | None = None
    opens: dt.time | None = None
    closes: dt.time | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Pause:
    """A stretch in which a time limit does not run, for instance while a citizen completes the papers."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True)
class Derivation:
    """Why a moment is due: everything that made it differ from plain counting."""

    received: dt.datetime
    started: dt.datetime
    due: dt.datetime
    limit: Decimal
    unit: Unit
    days_off: tuple[SpecialDay, ...]
    make_up: tuple[SpecialDay, ...]
    half_days: tuple[SpecialDay, ...]
    rolled_from: dt.date | None
    paused_minutes: int
    years_without_list: tuple[int, ...]

    @property
    def starts_later(self) -> bool:
        """Tell whether the clock started after the receipt, because the desk was closed."""
        return self.started != self.received

    @property
    def doubtful(self) -> tuple[SpecialDay, ...]:
        """Return the days it rests on that neither a decision nor the law itself confirms."""
        days = (*self.days_off, *self.make_up, *self.half_days)
        return tuple(day for day in days if day.certainty in _DOUBTFUL)


@dataclass(frozen=True)
class Due:
    """The moment by which something must be done, and why then."""

    moment: dt.datetime
    derivation: Derivation
