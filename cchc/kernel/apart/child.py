"""The child that works on one file: it takes its limits, does the work, answers and ends."""

import ctypes
import importlib
import os
import resource
import signal
import socket
import traceback
from collections.abc import Callable
from pathlib import Path
from types import GeneratorType
from typing import Any, NoReturn

from cchc.kernel.apart import calls, wire
from cchc.kernel.apart.types import Bounds
from cchc.kernel.refusal import Refusal

_DEATH_OF_PARENT, _NO_NEW_PRIVILEGES = 1, 38  # of prctl(2)
_MOST_GIVEN = 128 * 2**20
_libc = ctypes.CDLL(None)


def become(connection: socket.socket, task: str, bounds: Bounds) -> NoReturn:
    """Do the work in a process that was just forked for it, and end."""
    try:
        _confine(bounds)
        connection.sendall(wire.BEGUN)
        given, data = wire.receive(connection, _MOST_GIVEN)

        def ask(question: Any) -> Any:
            wire.send(connection, wire.packed({"asks": question}))
            return wire.receive(connection, _MOST_GIVEN)[0]

        wire.send(connection, *_answer(task, data, given, ask))
    except BaseException:  # noqa: S110 – nobody is there to be told: the parent sees a child that went silent
        pass
    finally:
        os._exit(0)


def _answer(task: str, data: bytes, given: dict[str, Any], ask: Callable[[Any], Any]) -> tuple[bytes, bytes]:
    """Return what is to be sent, written out already: what can't be written is a failure of the work too."""
    module, name = task.split(":")
    try:
        match _done(getattr(importlib.import_module(module), name)(data, **given), ask):
            case bytes() as made:
                return wire.packed({"made": None}), made
            case (value, bytes() as more):
                return wire.packed({"made": value}), more
            case value:
                return wire.packed({"made": value}), b""
    except Refusal as refusal:
        words = {"refused": refusal.sentence, "kind": type(refusal).__name__, "field": refusal.field}
        return wire.packed(words), b""
    except MemoryError:
        return wire.packed({"exceeded": "memory"}), b""
    except Exception as error:  # a parser may fail on a hostile file in ways nobody has listed
        return wire.packed({"broken": _where(error)}), b""


def _done(made: Any, ask: Callable[[Any], Any]) -> Any:
    """Return what a task has made; one that yields asks its parent once for what depends on the file."""
    if not isinstance(made, GeneratorType):
        return made
    try:
        made.send(ask(next(made)))
    except StopIteration as end:
        return end.value
    raise TypeError("a task asks once")


def _where(error: Exception) -> str:
    """Return where the parser tripped, without a word of the file."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"


def _confine(bounds: Bounds) -> None:
    _libc.prctl(_DEATH_OF_PARENT, signal.SIGKILL)
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    mine = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for limit, most in (
        (resource.RLIMIT_AS, mine + bounds.memory),
        (resource.RLIMIT_FSIZE, bounds.written),
        (resource.RLIMIT_NOFILE, bounds.files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, bounds.cpu),
    ):
        resource.setrlimit(limit, (most, most))
    calls.give_up()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):  # what parsers say of a file is no line of our log
        os.dup2(nowhere, number)
