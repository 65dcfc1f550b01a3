"""The stories share one committed province, which each leaves as it was: no transaction and no flush around each."""

import os
from collections.abc import Iterator

import pytest
import pytest_django
from django.core.management import call_command

from tests.concurrency import keeping
from tests.concurrency.world import City, city
from tests.emptying import empty_queue


@pytest.fixture
def _django_db_helper(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Take the place of what pytest-django puts around a test that uses the database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[City]:
    os.environ["CCHC_DEMO_DATE"] = "2019-06-10"
    with django_db_blocker.unblock():
        yield city()
        call_command("flush", verbosity=0, interactive=False)
        empty_queue()
    del os.environ["CCHC_DEMO_DATE"]


@pytest.fixture
def told(world: City) -> Iterator[City]:
    """The province as it was at first, also for the next story."""
    before = keeping.state()
    yield world
    keeping.restore(keeping.state(), before)
