"""Work that children are asked for in tests: some good, some as a file might have it done to its parser."""

import datetime as dt
import os
import socket
import time
from collections.abc import Callable, Generator
from decimal import Decimal
from typing import Any

from cchc.kernel.refusal import Refusal, Sentence


class Strange(Refusal):
    """A refusal with a class of its own."""


def echo(data: bytes, **given: object) -> tuple[dict[str, object], bytes]:
    return given, data


def values(data: bytes) -> list[object]:
    return [dt.date(2019, 5, 7), dt.datetime(2019, 5, 7, 8, tzinfo=dt.UTC), Decimal("1.10"), None, 0.5, "Đ"]


def refuse(data: bytes) -> None:
    raise Strange(
        "Ô %(place)s ngày %(day)s: %(why)s.", "unit", place="C5", day=dt.date(2019, 5, 7), why=Sentence("sai")
    )


def trip(data: bytes) -> None:
    raise KeyError("a word of the file")


def eat(data: bytes) -> int:
    return len(bytearray(4 * 2**30))


def spin(data: bytes) -> None:
    while True:
        pass


def hold(data: bytes) -> int:
    """One call into C that never lets go, as a power of a huge number does."""
    return 7 ** (7**12)


def sleep(data: bytes) -> None:
    time.sleep(60)


def crash(data: bytes) -> None:
    os.abort()


def talk(data: bytes) -> bytes:
    return bytes(64 * 2**20)


def unsendable(data: bytes) -> dict[object, int]:
    return {dt.date(2019, 1, 1): 1}


def nonsense(data: bytes) -> dict[str, str]:
    return {"$day": "yesterday"}


def around(data: bytes) -> dict[str, object]:
    """Tell what a child can reach."""
    try:
        socket.create_connection(("127.0.0.1", int(data)), 1).close()
        reached = True
    except OSError:
        reached = False
    refused = [name for name, call in CALLS.items() if _is_refused(call)]
    found = {"environment": sorted(os.environ), "reached": reached, "refused": refused}
    return {**found, "pid": os.getpid(), "files": _opened()}


CALLS: dict[str, Callable[[], object]] = {
    "socket": lambda: socket.socket(socket.AF_UNIX),
    "kill": lambda: os.kill(os.getppid(), 0),
    "execve": lambda: os.execv("/bin/true", ["true"]),
    "pidfd_open": lambda: os.pidfd_open(os.getppid()),
}
"""What no parser needs (``apart.calls``)."""


def _is_refused(call: Callable[[], object]) -> bool:
    try:
        call()
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def ask(data: bytes, *, times: int = 1) -> Generator[Any, Any, Any]:
    """Ask the parent for a day after the one that the file names."""
    answers = []
    for _ in range(times):
        answers.append((yield {"day": data.decode()}))
    return {"answers": answers}


def ask_nothing(data: bytes) -> Generator[Any, Any, str]:
    if data:
        yield "x"
    return "unasked"


def ask_and_refuse(data: bytes) -> Generator[Any, Any, None]:
    word = yield "x"
    raise Strange("Không đọc được %(word)s.", "unit", word=word)


def _opened() -> int:
    held = []
    try:
        for _ in range(1_000):
            held.append(os.open(os.devnull, os.O_RDONLY))
    except OSError:
        pass
    return len(held)


def grow(data: bytes) -> None:
    with open(data.decode(), "wb") as file:
        for _ in range(200):
            file.write(bytes(2**20))
