"""The process that forks a child for each file: ``python -m cchc.kernel.apart.server FD``.

It never sees a file: a request names the work and hands over a socket, and the child reads the file from there. What
it is worth having for is that parsers are loaded once, so a child costs a fork. It ends with whoever started it.
"""

import ctypes
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress

from cchc.kernel.apart import child
from cchc.kernel.apart.types import Bounds

_IDLE = 15 * 60.0  # seconds; whoever needs it then starts it again
_LONGEST = 64 * 1024
_PAUSE = 0.2
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # of unshare(2)


def main(control: socket.socket) -> None:
    """Fork children until the other side closes, or asks for nothing for a quarter of an hour."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to understand
    _leave_the_network()
    overdue: dict[int, float] = {}
    last = time.monotonic()
    while True:
        ready, _, _ = select.select([control], [], [], _PAUSE if overdue else _IDLE)
        now = time.monotonic()
        _look_after(overdue, now)
        if ready:
            message, handed, _, _ = socket.recv_fds(control, _LONGEST, 1)
            if not message:
                break
            pid, until = _begin(control, json.loads(message), socket.socket(fileno=handed[0]))
            overdue[pid], last = until, now
        elif not overdue and now - last >= _IDLE:
            break
    for pid in overdue:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _begin(control: socket.socket, asked: dict[str, object], connection: socket.socket) -> tuple[int, float]:
    bounds = Bounds(**asked["bounds"])  # type: ignore[arg-type]
    task = str(asked["task"])
    _warm(task, [str(name) for name in asked["warm"]])  # type: ignore[attr-defined]
    pid = os.fork()
    if not pid:
        control.close()
        child.become(connection, task, bounds)
    connection.close()
    return pid, time.monotonic() + bounds.wall


def _warm(task: str, names: list[str]) -> None:
    """Load here what every later child of the kind would load again."""
    missing = [name for name in (task.split(":")[0], *names) if name not in sys.modules]
    for name in missing:
        importlib.import_module(name)
    if missing:
        gc.collect()
        gc.freeze()  # children share these pages for as long as the collector leaves them alone


def _look_after(overdue: dict[int, float], now: float) -> None:
    """Bury children that have ended, and end those whose time is over."""
    for pid, until in list(overdue.items()):
        if now > until:
            os.kill(pid, signal.SIGKILL)
        if os.waitpid(pid, os.WNOHANG)[0]:
            del overdue[pid]


def _leave_the_network() -> None:
    """Have no network, where the machine lets an ordinary process give it up; children inherit that."""
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if unshare(_NEW_NETWORK):
        unshare(_NEW_USER | _NEW_NETWORK)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
