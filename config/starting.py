"""A start that may take long: the platform says each step, and whoever waits tells a slow start from a stuck one."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.kernel.refusal import Refusal

STEP = "· "
"""How a line begins that says what the start is at; the other lines are for whoever started it."""
STALL = 120.0
"""Seconds without a word and without any work done: then it is stuck. A loaded machine still grants some work."""
LONGEST = 1800.0
"""Seconds after which a start is given up even if it works: something in it goes round in circles."""


def say(step: str) -> None:
    """Say in a line what the start does next."""
    print(f"{STEP}{step}", flush=True)


def steps(log: str) -> list[str]:
    """Return the steps that ``log`` names, in order."""
    return [line.removeprefix(STEP) for line in log.splitlines() if line.startswith(STEP)]


def words(log: str) -> list[str]:
    """Return the lines of ``log`` that are no steps."""
    return [line for line in log.splitlines() if line.strip() and not line.startswith(STEP)]


class Stuck(Refusal):
    """The start has ended, or does nothing any more: one sentence that says where."""


@dataclass(frozen=True)
class Start:
    """A platform being started by ``process``, which writes what it says to the file ``log``, ``after`` older bytes."""

    process: subprocess.Popen[bytes]
    log: Path
    after: int = 0
    stall: float = STALL
    longest: float = LONGEST

    def said(self) -> str:
        """Return what this start has said so far."""
        with self.log.open("rb") as file:
            file.seek(self.after)
            return file.read().decode(errors="replace")

    def wait(self, announcement: str) -> str:
        """Return what was said once it holds ``announcement``; ``Stuck`` if nothing is said or done any more."""
        begun = moved = time.monotonic()
        last, shown = (0, 0), 0
        while announcement not in (said := self.said()):
            if self.process.poll() is not None:
                last_word = (words(said) or steps(said) or ["không có thông báo"])[-1]
                raise Stuck(last_word)
            shown = _tell(steps(said), shown)
            now, work = time.monotonic(), (len(said), _work(self.process.pid))
            if work != last:
                last, moved = work, now
            if now - moved > self.stall or now - begun > self.longest:
                step = (steps(said) or ["chưa bắt đầu"])[-1]
                idle = round(now - moved)
                raise Stuck(
                    "dừng ở bước “%(step)s”, %(idle)s giây không làm gì, sau %(all)s giây",
                    step=step, idle=idle, all=round(now - begun),
                )  # fmt: skip
            time.sleep(0.1)
        return said


def _tell(known: list[str], shown: int) -> int:
    """Show on a terminal the steps that were not shown yet, and return how many have been."""
    if sys.stderr.isatty():
        for step in known[shown:]:
            print(f"{STEP}{step}", file=sys.stderr, flush=True)
    return len(known)


def _work(root: int) -> int:
    """Return the ticks of processor time that ``root`` and the processes below it have used."""
    rows = dict(_processes())
    total, below = 0, {root}
    while below:
        total += sum(rows[pid][1] for pid in below if pid in rows)
        below = {pid for pid, (parent, _ticks) in rows.items() if parent in below}
    return total


def _processes() -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield each process with its parent and its ticks, those of its ended children included."""
    for name in os.listdir("/proc"):
        if not name.isdecimal():
            continue
        try:
            fields = Path(f"/proc/{name}/stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        yield int(name), (int(fields[1]), sum(map(int, fields[11:15])))
