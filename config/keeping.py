"""What dies comes back: the supervisor's children and the embedded database, each after a pause that grows."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from cchc.kernel import places
from cchc.kernel.postgres import CannotStart, Cluster
from config import starting

FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 30.0
_STEADY = 60.0
"""Seconds after which one that came back counts as well again, and its next pause is the first."""
_DEATH_OF_PARENT = 1
"""``PR_SET_PDEATHSIG`` of prctl(2)."""


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)


@dataclass
class BackOff:
    """The pause before the next attempt: short at first, doubled each time, short again after a steady while."""

    pause: float = 0.0
    not_before: float = 0.0

    def failed(self, now: float, lived: float) -> float:
        """Note a death at ``now`` after ``lived`` seconds, and return the seconds until the next attempt."""
        fresh = lived >= _STEADY or not self.pause
        self.pause = FIRST_PAUSE if fresh else min(self.pause * 2, _LONGEST_PAUSE)
        self.not_before = now + self.pause
        return self.pause


class Kept(Protocol):
    """Something that is looked at again and again."""

    def look(self, now: float) -> bool:
        """Bring it back if it died and its pause is over; tell whether anything changed."""


@dataclass
class Child:
    """One program of the platform; it leads a process group of its own and ends when its parent does."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    back_off: BackOff = field(default_factory=BackOff)

    def start(self, now: float) -> None:
        """Start the program."""
        environment = {**self.environment, "PYTHONPATH": str(places.PROJECT)}
        self.process = subprocess.Popen(
            self.command,
            cwd=places.PROJECT,
            env=environment,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # safe: this process has one thread
        )
        self.begun = now

    def look(self, now: float) -> bool:
        """Start it again if it has ended and its pause is over."""
        if self.process:
            if self.process.poll() is None:
                return False
            self._bury(self.process, now)
        if now < self.back_off.not_before:
            return False
        self.start(now)
        return True

    def _bury(self, dead: subprocess.Popen[bytes], now: float) -> None:
        """Say why it ended, and end what it leaves behind: workers of its own that would keep its port."""
        pause = self.back_off.failed(now, now - self.begun)
        starting.say(f"{self.name} đã dừng ({_why(dead.returncode)}); chạy lại sau {pause:.1f} giây")
        with suppress(ProcessLookupError):
            os.killpg(dead.pid, signal.SIGKILL)
        self.process = None

    def end(self, patience: float = 10.0) -> None:
        """End the program, by force after ``patience`` seconds."""
        if not self.process:
            return
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _why(code: int) -> str:
    return f"tín hiệu {signal.Signals(-code).name}" if code < 0 else f"mã {code}"


@dataclass
class Database:
    """The embedded database: its own master brings back what dies below it, we bring back the master."""

    cluster: Cluster
    begun: float = 0.0
    is_down: bool = False
    back_off: BackOff = field(default_factory=BackOff)

    def look(self, now: float) -> bool:
        """Start the server again if it is gone and its pause is over."""
        if self.cluster.has_master():
            self.is_down = False
            return False
        if not self.is_down:
            self.is_down = True
            pause = self.back_off.failed(now, now - self.begun)
            starting.say(f"cơ sở dữ liệu đã dừng; mở lại sau {pause:.1f} giây")
        if now < self.back_off.not_before:
            return False
        self.begun = now
        try:
            self.cluster.start()
        except CannotStart as error:  # its last processes have not let go of its memory yet
            pause = self.back_off.failed(now, 0)
            starting.say(f"{error} Thử lại sau {pause:.1f} giây")
            return False
        self.is_down = False
        return True


def keep(parts: Sequence[Kept], changed: Callable[[], None]) -> None:
    """Look after ``parts`` until a signal or Ctrl-C ends this process; ``changed`` hears when one came back."""
    while True:
        now = time.monotonic()
        if any([part.look(now) for part in parts]):  # each is looked at
            changed()
        time.sleep(0.25)


def end(children: Sequence[Child]) -> None:
    """End all at once, in the time that the slowest takes."""
    for child in children:
        if child.process:
            child.process.terminate()
    for child in children:
        child.end()
