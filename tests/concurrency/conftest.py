"""The stories share one committed province, which each leaves as it was: no transaction and no flush around each."""

from collections.abc import Iterator

import pytest
import pytest_django


@pytest.fixture
def _django_db_helper(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Take the place of what pytest-django puts around a test that uses the database."""
    with django_db_blocker.unblock():
        yield
