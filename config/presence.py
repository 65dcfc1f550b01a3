"""Who serves a port for this clone: written down by the supervisor, and believed only as far as it is still true.

A number of a process says nothing by itself: the system gives it to a stranger once its owner has ended. So each
process is written down with the moment it began and the start of the machine it began on.
"""

import json
import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Self

from cchc.kernel import places


@cache
def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


@dataclass(frozen=True)
class Process:
    """One process, so that it can't be taken for another: number, ticks since the machine's start, that start."""

    pid: int
    began: int
    boot: str

    @classmethod
    def of(cls, pid: int) -> Self | None:
        """Return the process that has the number ``pid`` now; ``None`` if there is none, or only its remains."""
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else cls(pid, int(fields[19]), _boot())

    def lives(self) -> bool:
        """Tell whether this very process still runs."""
        return Process.of(self.pid) == self

    def group(self) -> "list[Process]":
        """Return the living processes of the group that this one leads or led: they may have outlived it.

        The system gives a number to no new process while a group bears it, so a stranger at its head is the only doubt.
        """
        if Process.of(self.pid) not in (None, self) or self.boot != _boot():
            return []
        numbers = (int(name) for name in os.listdir("/proc") if name.isdecimal())
        return [process for pid in numbers if _group_of(pid) == self.pid and (process := Process.of(pid))]

    def send(self, number: signal.Signals) -> None:
        """Signal it, if it is still the one that was written down."""
        if self.lives():
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def end(self, patience: float) -> bool:
        """Ask it to end, insist after ``patience`` seconds, and tell whether it has ended."""
        self.send(signal.SIGTERM)
        if not self.gone_within(patience):
            self.send(signal.SIGKILL)
        return self.gone_within(5)

    def gone_within(self, seconds: float) -> bool:
        """Wait until it has ended; ``False`` if it has not after ``seconds``."""
        end = time.monotonic() + seconds
        while self.lives():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True


@dataclass(frozen=True)
class Presence:
    """The supervisor of a port and the processes that it started."""

    supervisor: Process
    children: tuple[Process, ...] = ()

    def orphans(self) -> list[Process]:
        """Return what outlived its supervisor: children, and what they started."""
        return [] if self.supervisor.lives() else [one for child in self.children for one in child.group()]


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


def _file(port: int) -> Path:
    return places.home() / f"serve-{port}.json"


def log_file(port: int) -> Path:
    """Return where the platform at ``port`` writes what it says."""
    return places.home() / f"serve-{port}.log"


def write(port: int, children: Iterable[int] = ()) -> None:
    """Write down this process as the supervisor of ``port``, with its children."""
    own = Process.of(os.getpid())
    known = [process for pid in children if (process := Process.of(pid))]
    fresh = _file(port).with_suffix(".new")
    fresh.write_text(json.dumps({"supervisor": asdict(own) if own else None, "children": [asdict(p) for p in known]}))
    fresh.replace(_file(port))


def read(port: int) -> Presence | None:
    """Return what was written down for ``port``, whether it still holds or not; ``None`` where nothing can be read."""
    try:
        kept = json.loads(_file(port).read_text())
        return Presence(Process(**kept["supervisor"]), tuple(Process(**child) for child in kept["children"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def forget(port: int) -> None:
    """Remove what was written down for ``port``."""
    _file(port).unlink(missing_ok=True)
