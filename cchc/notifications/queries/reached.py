"""What has reached a rung of the ladder, of everybody."""

import datetime as dt
from collections.abc import Iterator

from cchc.inbox.queries import sources
from cchc.inbox.types import Item, Window
from cchc.notifications.queries import content
from cchc.notifications.rules import ladder


def reached(today: dt.date) -> Iterator[tuple[Item, ladder.Rung]]:
    """Yield what has reached a rung by ``today``, and which; what has no day never does."""
    for word, source in sources.known().items():
        rungs = content.rungs(word, today)
        if not rungs:
            continue
        for item in sources.stream(source, today, Window(last=ladder.horizon(rungs, today), undated=False)):
            rung = ladder.reached(rungs, item.due_on, today) if item.due_on else None
            if rung is not None:
                yield item, rung
