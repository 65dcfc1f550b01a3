"""A real platform and a real browser for journeys."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tools import platform as platforms
from tools.platform import Platform

OUTPUT = platforms.ROOT / "output" / "screenshots"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def demo() -> Iterator[Platform]:
    """The platform as a newcomer sees it after ``make run``."""
    with platforms.served(demo="2019-09-30") as platform:
        yield platform


@pytest.fixture(scope="session")
def empty() -> Iterator[Platform]:
    """The platform of a province on its first day: units and calendars, no plan, nobody signed in yet."""
    with platforms.served(today="2018-12-10") as platform:  # the Monday after the plan was signed
        yield platform


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield browser
        browser.close()


def listening(page: Page) -> None:
    """Wait until the page says that it hears keys: it is shown before its scripts have run."""
    expect(page.locator("html[data-keys=heard]")).to_be_attached()


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep a screenshot under ``output/screenshots/``."""

    def take(page: Page, name: str) -> None:
        OUTPUT.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=OUTPUT / f"{name}.png", full_page=True)

    return take
