"""Every act says which matters it touches: right after it, nothing is owed no more of which people are called still."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from cchc.inbox.queries import sources
from cchc.inbox.types import Window
from cchc.kernel.jobs import inline
from cchc.notifications.actions import settling, telling
from cchc.notifications.models import Notice
from cchc.notifications.types import News
from tests.concurrency.racing import ending
from tests.concurrency.stories import ALL
from tests.concurrency.telling import STORIES, Story
from tests.concurrency.world import NOW, TODAY, City
from tests.emptying import forget_jobs

assert ALL
BELOW = {"organisation.changes.merge", "organisation.changes.split"}
"""The registry knows nothing of notices: who owes otherwise since, the job and the page of notices ask."""
FAR = TODAY + dt.timedelta(365)
pytestmark = pytest.mark.django_db


def everything_owed(city: City) -> Iterator[Notice]:
    """Yield a call for all that is owed, to somebody."""
    for source in sources.known().values():
        for due in sources.stream(source, TODAY, Window(last=FAR)):
            news = News(
                f"{due.key} nhắc", "overdue", due.unit_id, due.title, due.path, due_on=due.due_on, matter=due.key
            )
            yield telling.notice(news, city.person("head"), NOW)


STORIES_ABOVE = [story for story in STORIES if not BELOW & set(story.actions)]


@pytest.mark.parametrize("story", STORIES_ABOVE, ids=lambda story: f"{story.actions[0]}: {story.title}")
def test_what_an_act_settles_is_settled_with_it(story: Story, told: City) -> None:
    forget_jobs()
    for act in story.tell(told):
        with transaction.atomic():
            inline.run_waiting()
            telling.write(list(everything_owed(told)))
            settling.everything(NOW)
            before = len(connection.run_on_commit)
            assert ending(act).error is None
            for _points, after, _robust in connection.run_on_commit[before:]:
                after()
            left = Notice.objects.filter(settled_at=None).exclude(matter="")
            days = dict(left.values_list("pk", "due_on"))
            settling.everything(NOW)
            closed = Notice.objects.filter(pk__in=days, settled_at__isnull=False)
            assert list(closed.values_list("matter", flat=True)) == [], "no touched() says so"
            assert dict(left.values_list("pk", "due_on")) == days
            transaction.set_rollback(True)
