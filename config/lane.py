"""A lane of a web worker: one thread in which Django works, and those who wait for it, one of each sender in turn."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from contextvars import Context
from dataclasses import dataclass
from typing import Any, TypeVar

Made = TypeVar("Made")


class Full(Exception):
    """So many wait, altogether or of this sender, that no more are taken."""


@dataclass(frozen=True)
class Room:
    """How many may wait, how many of one sender, and how many are handed to the thread at once (it does one)."""

    waiting: int
    of_one: int
    ahead: int = 1


class Lane:
    """Let requests in one at a time: Django's connection to the database stays with the thread."""

    def __init__(self, name: str, room: Room, idle: Callable[[], None] | None = None, patience: float = 60.0) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._room, self._free = room, room.ahead
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}
        self._count = 0
        self._idle, self._patience = idle, patience
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, sender: str) -> AsyncIterator[None]:
        """Wait until it is the sender's turn, and hold the lane; ``Full`` where too many wait."""
        if self._free:
            self._free -= 1
        else:
            await self._come_up(sender)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        try:
            yield
        finally:
            self._leave()

    async def run(self, context: Context, work: Callable[..., Made], *given: Any) -> Made:
        """Return what ``work`` makes in the thread of the lane, with the ``context`` of its request."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: context.run(work, *given))

    async def _come_up(self, sender: str) -> None:
        mine = self._waiting.get(sender, ())
        if len(mine) >= self._room.of_one or self._count >= self._room.waiting:
            raise Full
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(sender, deque()).append(turn)
        self._count += 1
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it came up just when nobody wanted it any more
                self._leave()
            raise

    def _leave(self) -> None:
        """Let the next one in: of whom none was let in for the longest time."""
        while self._waiting:
            sender = next(iter(self._waiting))
            turns = self._waiting.pop(sender)
            turn = turns.popleft()
            self._count -= 1
            if turns:
                self._waiting[sender] = turns  # behind the others
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
        if self._idle is not None and self._free == self._room.ahead:
            self._timer = asyncio.get_running_loop().call_later(self._patience, self._thread.submit, self._idle)
