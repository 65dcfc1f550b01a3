"""The workers of the web server: one that dies comes back, and the others go on, however often it does.

granian ends altogether where a worker dies a second time within some five seconds, and loading everything anew takes
longer than that. Here each worker has a pause of its own that grows; only where none of them lasts is the parent
itself in doubt, and ends.
"""

import time
from typing import Any

from granian.server.mp import MPServer

from config import keeping, starting

HOPELESS = 5.0
"""Seconds of pause at which a worker has died so often that the parent may be the reason."""


class Server(MPServer):
    """granian's server with another way of bringing workers back."""

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        fates = Fates(self.workers)
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(fates.seconds(time.monotonic()))
            self.main_loop_interrupt.clear()
            while self.interrupt_children:
                index = self.interrupt_children.pop()
                fates.died(index, time.monotonic(), self.wrks[index].birth)
            if fates.hopeless():
                starting.say("không tiến trình nào của máy chủ web đứng vững: nạp lại tất cả")
                self.interrupt_children.append(0)  # ends with an error
                return
            if not self.interrupt_signal:
                self._respawn_workers(fates.due(time.monotonic()), spawn_target, target_loader)


class Fates:
    """When each of ``count`` workers that died is to come back; the first time at once."""

    def __init__(self, count: int) -> None:
        self._back_offs = [keeping.BackOff() for _ in range(count)]
        self._due: dict[int, float] = {}

    def died(self, index: int, now: float, born: float) -> None:
        """Note that a worker which began at ``born`` has died."""
        pause = self._back_offs[index].failed(now, now - born)
        self._due[index] = now + (pause if pause > keeping.FIRST_PAUSE else 0)

    def seconds(self, now: float) -> float | None:
        """Return how long to wait for the next that is due; ``None`` if none is dead."""
        return max(0.0, min(self._due.values()) - now) if self._due else None

    def due(self, now: float) -> list[int]:
        """Return the workers that are to come back now, each once."""
        due = sorted(index for index, at in self._due.items() if at <= now)
        for index in due:
            del self._due[index]
        return due

    def hopeless(self) -> bool:
        """Tell whether all are dead, each after so many short lives that the next will hardly be longer."""
        return len(self._due) == len(self._back_offs) and all(one.pause > HOPELESS for one in self._back_offs)
