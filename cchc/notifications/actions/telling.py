"""Tell people of a unit something, once."""

import datetime as dt
from collections.abc import Sequence

from cchc.kernel.clock import day_of
from cchc.kernel.events import delivery
from cchc.notifications.models import Notice
from cchc.notifications.queries import recipients
from cchc.notifications.rules import kinds
from cchc.notifications.types import News

_BATCH = 2_000
_LONGEST = 500


def tell(news: Sequence[News], *, now: dt.datetime) -> int:
    """Write each piece of news for the people it is for and return how many notices that made.

    Nobody is told the same twice: a notice with that key is left as it is. What is told of an event is of that event:
    when the same is done, undone and done again, each time is told. Four queries however many there are.
    """
    if not news:
        return 0
    units = {one.unit_id for one in news} | {one.watcher_id for one in news if one.watcher_id}
    ladder = recipients.ladder(day_of(now), units)
    rows = [
        notice(one, user_id, now)
        for one in news
        for user_id in sorted(ladder.people(one.to, one.unit_id, one.watcher_id) | set(one.people))
    ]
    return write(rows)


def notice(one: News, user_id: int, now: dt.datetime) -> Notice:
    """Return the row by which ``user_id`` is told."""
    return Notice(
        user_id=user_id,
        what=one.what,
        kind=kinds.declared(one.what).calls,
        unit_id=one.unit_id,
        title=one.title[:_LONGEST],
        note=one.note[:1000],
        path=one.path,
        due_on=one.due_on,
        key=one.key if (event := delivery.number()) is None else f"{one.key} event {event}",
        matter=one.matter,
        of=one.of,
        of_title=one.of_title[:_LONGEST],
        told_at=now,
    )


def write(rows: Sequence[Notice]) -> int:
    """Insert the rows that are not there yet; return how many were."""
    if not rows:
        return 0
    before = Notice.objects.filter(key__in={row.key for row in rows}).count()
    rows = sorted(rows, key=lambda row: (row.key, row.user_id))  # two who tell the same wait in one order
    Notice.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    return Notice.objects.filter(key__in={row.key for row in rows}).count() - before
