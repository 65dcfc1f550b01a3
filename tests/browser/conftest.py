"""A real platform for the browser: its own cluster, worker and web server, as ``make run`` starts them."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
OUTPUT = ROOT / "output" / "screenshots"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Platform:
    """A running platform: where it answers, and its command line."""

    url: str
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """Run ``cchc words…`` on this platform and return what it prints."""
        done = subprocess.run(
            [str(ROOT / ".venv/bin/cchc"), *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _serve(*, demo: bool) -> Iterator[Platform]:
    home = Path(tempfile.mkdtemp(prefix="cchc-browser-", dir="/var/tmp"))  # where the database's account may enter
    home.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    environment |= {"CCHC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if not demo:
        environment["CCHC_DEMO_DATE"] = "2018-12-10"  # the Monday after the plan was signed
    port = free_port()
    platform = Platform(f"http://127.0.0.1:{port}", environment)
    platform.command("serve", "--detach", "--port", str(port), *(["--demo", "2019-09-30"] if demo else []))
    try:
        yield platform
    finally:
        platform.command("stop", "--port", str(port))
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def demo() -> Iterator[Platform]:
    """The platform as a newcomer sees it after ``make run``."""
    yield from _serve(demo=True)


@pytest.fixture(scope="session")
def empty() -> Iterator[Platform]:
    """The platform of a province on its first day: units and calendars, no plan, nobody signed in yet."""
    yield from _serve(demo=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Keep a screenshot under ``output/screenshots/``."""

    def take(page: Page, name: str) -> None:
        OUTPUT.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=OUTPUT / f"{name}.png", full_page=True)

    return take
