"""The day's reminders: what has reached a rung of the ladder is told to whoever stands on it."""

import datetime as dt
from collections.abc import Iterator

from cchc.inbox.types import Item
from cchc.kernel.clock import day_of
from cchc.notifications.actions import telling
from cchc.notifications.models import Notice
from cchc.notifications.queries import reached, recipients
from cchc.notifications.rules.ladder import Rung
from cchc.notifications.types import DUE, OVERDUE, News

_AT_ONCE = 2_000


def remind(now: dt.datetime) -> int:
    """Write the reminders of the day and return how many are new; running it again writes none.

    The key holds the due day and the rung: a later due day starts the ladder anew. Some thousands are in memory.
    """
    told, rows = 0, list[Notice]()
    for row in _notices(now):
        rows.append(row)
        if len(rows) >= _AT_ONCE:
            told += telling.write(rows)
            rows.clear()
    return told + telling.write(rows)


def _notices(now: dt.datetime) -> Iterator[Notice]:
    today = day_of(now)
    ladder = recipients.ladder(today)
    for item, rung in reached.reached(today):
        news = _news(item, rung, today)
        for user_id in sorted(ladder.people(rung.to, item.unit_id, item.watcher_id)):
            yield telling.notice(news, user_id, now)


def _news(item: Item, rung: Rung, today: dt.date) -> News:
    day = item.due_on or today
    what = OVERDUE if day < today else DUE
    return News(
        f"{item.key} {day:%Y%m%d} {rung.days:+d}", what, item.unit_id, item.title, item.path, rung.to,
        item.watcher_id, day, matter=item.key, of=item.of, of_title=item.of_title,
    )  # fmt: skip
