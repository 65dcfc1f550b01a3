"""Two acts on two connections, held at the moments where truth gets lost, until one waits for the other or is done."""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cchc.kernel import collisions
from cchc.kernel.refusal import Refusal

Act = Callable[[], object]
_PATIENCE = 20.0  # seconds until a test gives up on an act that neither ends nor waits
SCHEDULES = ("barrier", "before its first write", "before its commit")


@dataclass
class Ended:
    """How an act ended: with a result, refused in a sentence, or (never) with another error."""

    refused: str = ""
    error: BaseException | None = None


class Racer(threading.Thread):
    """A thread with a connection of its own, which does one act after another and may be held inside one."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.given: queue.Queue[tuple[Act, str, threading.Barrier | None] | None] = queue.Queue()
        self.ended: queue.Queue[Ended] = queue.Queue()
        self.held, self.released = threading.Event(), threading.Event()
        self.is_done = threading.Event()
        self.pid = 0
        self._hold = ""
        self.start()

    def run(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.pid = cursor.fetchone()[0]
        commit = connection._commit  # type: ignore[attr-defined]
        connection._commit = lambda: (self._pause("before its commit"), commit())  # type: ignore[attr-defined]
        while (given := self.given.get()) is not None:
            act, self._hold, barrier = given
            if barrier:
                barrier.wait(_PATIENCE)
            with connection.execute_wrapper(self._watch):
                self.ended.put(ending(act))
            self.is_done.set()
        del connection._commit  # type: ignore[attr-defined]
        connection.close()

    def begin(self, act: Act, hold: str = "", barrier: threading.Barrier | None = None) -> None:
        """Begin an act, at ``barrier`` if there is one; ``hold`` says where it is to stop until ``let_go``."""
        self.held.clear(), self.released.clear(), self.is_done.clear()
        self.given.put((act, hold, barrier))

    def wait_until_held(self) -> None:
        _until(lambda: self.held.is_set() or self.is_done.is_set())

    def wait_until_blocked(self) -> None:
        """Return once the act is done or waits for a lock of another connection."""
        _until(lambda: self.is_done.is_set() or _is_blocked(self.pid))

    def let_go(self) -> None:
        self._hold = ""
        self.released.set()

    def end(self) -> Ended:
        return self.ended.get(timeout=_PATIENCE)

    def _watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self._pause("before its first write")
        return execute(sql, params, many, context)

    def _pause(self, where: str) -> None:
        if self._hold == where:
            self._hold = ""
            self.held.set()
            self.released.wait(_PATIENCE)


def ending(act: Act) -> Ended:
    """Do an act as a request does it and tell how it ended."""
    try:
        collisions.whole(act)
    except Refusal as refusal:
        return Ended(refused=refusal.message)
    except BaseException as error:
        return Ended(error=error)
    return Ended()


def race(first: Racer, second: Racer, one: Act, other: Act, schedule: str) -> tuple[Ended, Ended]:
    """Do two acts at once: both from a barrier, or the second while the first is held in the middle."""
    if schedule == "barrier":
        barrier = threading.Barrier(2)
        first.begin(one, barrier=barrier)
        second.begin(other, barrier=barrier)
    else:
        first.begin(one, schedule)
        first.wait_until_held()
        second.begin(other)
        second.wait_until_blocked()
        first.let_go()
    return first.end(), second.end()


def _until(condition: Callable[[], bool]) -> None:
    last = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > last:
            raise TimeoutError("an act neither ended nor waited for the other")
        time.sleep(0.001)


def _is_blocked(pid: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return bool(cursor.fetchone()[0])
