"""Which rung of the ladder a due day has reached: pure arithmetic over dated content."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc.notifications.types import Level


@dataclass(frozen=True)
class Rung:
    """``days`` after the due day (negative: before it) these are told."""

    days: int
    to: tuple[Level, ...]


def ladder(entries: Sequence[Mapping[str, Any]], matter: str, today: dt.date) -> tuple[Rung, ...]:
    """Return the rungs for ``matter`` in force on ``today``, the earliest first; none where content names none.

    ``entries`` are those of ``content/law/reminders.yaml``: the newest whose ``from`` has come holds.
    """
    held = [entry for entry in entries if entry["from"] is None or entry["from"] <= today]
    if not held:
        return ()
    newest = max(held, key=lambda entry: entry["from"] or dt.date.min)
    rungs = newest["ladders"].get(matter, [])
    return tuple(sorted((Rung(one["days"], tuple(Level(to) for to in one["to"])) for one in rungs), key=_days))


def _days(rung: Rung) -> int:
    return rung.days


def reached(rungs: Sequence[Rung], due_on: dt.date, today: dt.date) -> Rung | None:
    """Return the latest rung that has come: one passed over on days off is told on the next working day."""
    passed = [rung for rung in rungs if due_on + dt.timedelta(rung.days) <= today]
    return passed[-1] if passed else None


def horizon(rungs: Sequence[Rung], today: dt.date) -> dt.date:
    """Return the last due day of which anybody must already be told."""
    return today + dt.timedelta(-min((rung.days for rung in rungs), default=0))
