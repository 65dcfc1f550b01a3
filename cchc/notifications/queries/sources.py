"""Socket: a module that gives units something to do by a day says so here, in its ``plugs/reminders.py``."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from cchc.accounts.queries import people
from cchc.kernel.permission import Subject
from cchc.notifications.queries import content, matters
from cchc.notifications.rules import ladder
from cchc.notifications.types import Due, Source, Still

_sources: dict[str, Source] = {}


def register(matter: str, source: Source, still: Mapping[str, Still]) -> None:
    """Offer what is due of ``matter``, a ladder of ``content/law/reminders.yaml``.

    ``still`` answers for the keys of its dues, by their first word: whether one is owed yet, when people were told.
    """
    if matter in _sources:
        raise ValueError(f"reminders of {matter!r} are already offered")
    _sources[matter] = source
    for head, answer in still.items():
        matters.register(head, answer)


def known() -> Mapping[str, Source]:
    """Return every source by its matter."""
    return dict(_sources)


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


def waiting(
    unit_id: int, today: dt.date, subject: Subject, *, above: Collection[int] = (), without: str = ""
) -> list[Due]:
    """Return what waits for a person of a unit now or in the next weeks, the earliest first; ``without`` a matter.

    ``above`` are units for which the person may act without being of them, as the office does for the province: of
    these only what needs a permission that the person has there. Some two queries a matter, however many units.
    """
    units = frozenset({unit_id, *above})
    found = [
        due
        for matter, source in _sources.items()
        if matter != without
        for due in source(today, today + _AHEAD, units)
        if (due.unit_id in subject.scope(due.needs) if due.needs else due.unit_id == unit_id)
    ]
    found = [_worded(due, today, subject) for due in found]
    return sorted(found, key=lambda due: (due.due_on is None, due.due_on or today, due.key))


def _worded(due: Due, today: dt.date, subject: Subject) -> Due:
    """Say to whoever heads the unit what the act is to them; 1 query for a matter that tells the two apart."""
    if not due.title_for_head:
        return due
    heads = {user_id for user_id, _name, _position in people.heads(due.unit_id, today)}
    return replace(due, title=due.title_for_head) if subject.user_id in heads else due
