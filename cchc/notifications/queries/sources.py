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
        for due in source(today, ladder.horizon(rungs, today)):
            rung = ladder.reached(rungs, due.due_on, today) if due.due_on else None
            if rung is not None:
                yield due, rung
