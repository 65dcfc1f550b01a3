"""Socket: a module that gives units something to do by a day says so here, in its ``plugs/reminders.py``."""

import datetime as dt
from collections.abc import Iterator

from cchc.notifications.queries import content
from cchc.notifications.rules import ladder
from cchc.notifications.types import Due, Source

_sources: dict[str, Source] = {}


def register(matter: str, source: Source) -> None:
    """Offer what is due of ``matter``, a ladder of ``content/law/reminders.yaml``."""
    if matter in _sources:
        raise ValueError(f"reminders of {matter!r} are already offered")
    _sources[matter] = source


def reached(today: dt.date) -> Iterator[tuple[Due, ladder.Rung]]:
    """Yield what has reached a rung by ``today``, and which."""
    for matter, source in _sources.items():
        rungs = content.rungs(matter, today)
        if not rungs:
            continue
        for due in source(today, ladder.horizon(rungs, today), None):
            rung = ladder.reached(rungs, due.due_on, today) if due.due_on else None
            if rung is not None:
                yield due, rung


_AHEAD = dt.timedelta(days=45)


def waiting(unit_id: int, today: dt.date, *, without: str = "") -> list[Due]:
    """Return what stands with a unit now or in the next weeks, the earliest first; ``without`` a matter.

    Some two queries a matter, however many units there are.
    """
    units = frozenset({unit_id})
    found = [
        due
        for matter, source in _sources.items()
        if matter != without
        for due in source(today, today + _AHEAD, units)
        if due.unit_id == unit_id
    ]
    return sorted(found, key=lambda due: (due.due_on is None, due.due_on or today, due.key))
