"""A platform of its own for browser tests and benchmarks, with every part that ``make run`` starts."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class CommandFailed(Exception):
    """A command of the platform answered with an error; the text is what it said."""


@dataclass(frozen=True)
class Platform:
    """A running platform: where it answers, where its data lie, and its command line."""

    url: str
    home: Path
    environment: dict[str, str]

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def command(self, *words: str, timeout: float = 1800) -> str:
        """Run ``cchc words…`` on this platform and return what it prints; ``CommandFailed`` otherwise."""
        program = [str(ROOT / ".venv/bin/cchc"), *words]
        done = subprocess.run(program, env=self.environment, capture_output=True, text=True, timeout=timeout)
        if done.returncode:
            raise CommandFailed(f"cchc {' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(*, demo: str | None = None, today: str | None = None, **settings: str) -> Iterator[Platform]:
    """Run a platform for the block: with demonstration data of the day ``demo``, or empty on the day ``today``.

    ``settings`` are of its environment (``CCHC_…``); those of ours are not passed on.
    """
    home = Path(tempfile.mkdtemp(prefix="cchc-", dir="/var/tmp"))  # a place that the database's account may enter
    home.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    environment |= {"CCHC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "config.settings"} | settings
    if demo or today:
        environment["CCHC_DEMO_DATE"] = demo or today or ""
    port = free_port()
    platform = Platform(f"http://127.0.0.1:{port}", home, environment)
    try:
        platform.command("serve", "--detach", "--port", str(port), *(["--demo", demo] if demo else []))
        yield platform
    finally:
        platform.command("stop", "--port", str(port))
        shutil.rmtree(home, ignore_errors=True)
