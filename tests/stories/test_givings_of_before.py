"""What was given before the upgrade stays with whoever had the last word on it."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cchc.inbox.models import Handling
from cchc.kernel import history
from cchc.kernel.history import coverage
from cchc.plans.tests.work_cases import Case

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2019, 3, 1, 5, tzinfo=dt.UTC)


def test_the_last_word_on_a_record_is_kept() -> None:
    case, executor = Case.make(), MigrationExecutor(connection)
    before = executor.migrate([("inbox", "0002_words_of_roles")]).apps.get_model("inbox", "Handling").objects
    coverage.install()
    given = [("plans.assignment:1 day", "clerk"), ("plans.assignment:1", "head"), ("plans.assignment:2 day", "clerk")]
    with history.attributed(history.PLATFORM):
        for hour, (key, name) in enumerate(given):
            before.create(
                unit_id=case.units["S1"].pk, key=key, title="Việc", path="/", person_id=case.people[name].pk,
                given_at=NOON + dt.timedelta(hours=hour),
            )  # fmt: skip
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("inbox"))
    coverage.install()
    assert list(Handling.objects.order_by("key").values_list("key", "matter", "person")) == [
        ("plans.assignment:1", "plans.assignment:1", case.people["head"].pk),
        ("plans.assignment:2", "plans.assignment:2 day", case.people["clerk"].pk),
    ]
