"""The day's reminders: what has reached a rung of the ladder is told to whoever stands on it."""

import datetime as dt

from cchc.kernel.clock import day_of
from cchc.notifications.actions import telling
from cchc.notifications.models import Notice
from cchc.notifications.queries import recipients, sources
from cchc.notifications.types import DUE, OVERDUE, News


def remind(now: dt.datetime) -> int:
    """Write the reminders of the day and return how many are new; running it again writes none.

    The key holds the due day and the rung: a later due day starts the ladder anew.
    """
    today = day_of(now)
    ladder = recipients.ladder(today)
    rows: list[Notice] = []
    for due, rung in sources.reached(today):
        if due.due_on is None:
            continue
        what = OVERDUE if due.due_on < today else DUE
        key = f"{due.key} {due.due_on:%Y%m%d} {rung.days:+d}"
        news = News(
            key, what, due.unit_id, due.title, due.path, rung.to, due.watcher_id, due.due_on, matter=due.key,
            of=due.of, of_title=due.of_title,
        )  # fmt: skip
        people = sorted(ladder.people(rung.to, due.unit_id, due.watcher_id))
        rows += [telling.notice(news, user_id, now) for user_id in people]
    return telling.write(rows)
