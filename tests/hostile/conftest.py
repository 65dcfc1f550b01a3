"""One platform for the tests that go through the real server."""

from collections.abc import Iterator

import pytest

from tools import platform as platforms
from tools.platform import Platform


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    with platforms.served(demo="2019-09-30") as running:
        yield running
