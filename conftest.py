"""Tests run on a cluster of their own, which trades safety for speed, and never on the platform's data."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

os.environ.setdefault("CCHC_CLUSTER", "test")
os.environ.pop("CCHC_DEMO_DATE", None)

import pytest
import pytest_django
from django.utils import translation
from hypothesis import HealthCheck, settings

from cchc.kernel import postgres
from cchc.kernel.frames import roomy

# How long a machine takes to draw an example says nothing of what is tested.
settings.register_profile("cchc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cchc")


@pytest.fixture(scope="session", autouse=True)
def cluster() -> Iterator[None]:
    with ExitStack() as held:
        if not postgres.is_external():
            held.enter_context(postgres.embedded().held())
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(cluster: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the cluster before pytest-django makes the test database, one for each process of the run."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Let the test database be emptied between tests; everywhere else the audit trail refuses that."""
    from cchc.kernel.history import flushing

    with django_db_blocker.unblock():
        flushing.allow()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """Spend less on each password than Argon2's defaults do: tests sign in some hundred times."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost = 1, 64


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a request read its file, and a search look, to the end: a busy machine does not decide what a test sees."""
    from cchc.kernel import apart, searching

    monkeypatch.setattr(apart, "AT_ONCE", apart.IN_A_REQUEST)
    monkeypatch.setattr(searching, "SECONDS", 60.0)
    monkeypatch.setattr(searching, "FIRST_SECONDS", 60.0)


SLOW_SECONDS = 1200


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give walks over the whole surface the time that a busy machine takes for them."""
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(SLOW_SECONDS))


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Leave no language behind: a page read at ``/en/`` would make the next test's sentences English."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def empty_tables(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty what a test committed outside Django's own tables."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        from tests.emptying import empty_queue

        blocker: pytest_django.DjangoDbBlocker = request.getfixturevalue("django_db_blocker")
        with blocker.unblock():
            empty_queue()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    """Call a test as the web server calls the platform: with room for the frames of deep pages."""
    wanted = pyfuncitem._fixtureinfo.argnames
    roomy(pyfuncitem.obj)(**{name: pyfuncitem.funcargs[name] for name in wanted})
    return True
