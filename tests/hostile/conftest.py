"""One platform for the tests that go through the real server; a still clock and no log for those that ask."""

import logging
from collections.abc import Iterator

import pytest

from tools import platform as platforms
from tools.platform import Platform


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    with platforms.served(demo="2019-09-30") as running:
        yield running


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")


@pytest.fixture
def quiet() -> Iterator[None]:
    """Keep thousands of expected refusals out of a failing test's message."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
