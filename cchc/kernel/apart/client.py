"""Ask a child to do a piece of work, wait for it no longer than it may take, and read its answer without trust."""

import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from cchc.kernel import places
from cchc.kernel.apart import wire
from cchc.kernel.apart.types import DAMAGED, IN_A_REQUEST, Bounds
from cchc.kernel.refusal import Refusal, Sentence

log = logging.getLogger("cchc.apart")
_GRACE = 0.5  # seconds over its time until a child that was ended is taken for gone
_STARTS = 3
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "CCHC_TRUST", "CCHC_HOME")
"""All that the server gets of our environment: no address of a database, no key."""


class Exceeded(Refusal):
    """The work did not come to its end: it needed more than it may, or there was no process for it."""


class Unready(Exceeded):
    """It was not the file: the machine had no process or memory left to begin with. Tried later, it may succeed."""


class Broken(Refusal):
    """The work failed on this file in a way that nobody foresaw."""


@dataclass(frozen=True)
class Answer:
    """What a child made: plain data to be given a shape, or bytes."""

    value: Any
    data: bytes


@dataclass
class _Server:
    """The forking process of this process; another one after ours was forked, or when it has gone."""

    owner: int = 0
    control: socket.socket | None = None
    process: subprocess.Popen[bytes] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, asked: bytes) -> socket.socket:
        """Have a child forked and return the way to it."""
        ours, its = socket.socketpair()
        with its, self.lock:
            for attempt in range(_STARTS):
                control = self._started() if attempt or self.owner != os.getpid() else self.control
                try:
                    socket.send_fds(control or self._started(), [asked], [its.fileno()])
                    return ours
                except OSError:
                    continue  # it has gone: idle for long, or killed
        ours.close()
        raise wire.Lost("no server")

    def _started(self) -> socket.socket:
        if self.control and self.owner == os.getpid():
            self.control.close()
        if self.process and self.owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
        self.control, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
            self.process = subprocess.Popen(
                [sys.executable, "-m", "cchc.kernel.apart.server", str(its.fileno())],
                pass_fds=[its.fileno()],
                cwd=places.PROJECT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        self.owner = os.getpid()
        return self.control


_server = _Server()


def ask(
    task: str,
    data: bytes,
    *,
    name: str,
    bounds: Bounds = IN_A_REQUEST,
    warm: Sequence[str] = (),
    refusals: Sequence[type[Refusal]] = (),
    answer: Callable[[Any], Any] | None = None,
    **given: Any,
) -> Answer:
    """Run ``task`` ("module:function") on ``data`` in a child; ``name`` is what a sentence calls the file.

    The function gets ``data`` and the keywords ``given`` (JSON, days, exact numbers) and returns the like, bytes,
    or both; ``warm`` are the modules it needs. One that yields is a question, once, of which ``answer`` makes what it
    gets: what depends on the file and stands in the database. A ``Refusal`` of the function comes back, as one of
    ``refusals`` if it was that; raises ``Exceeded`` and ``Broken`` as well, and nothing else of its own.
    """
    asked = json.dumps({"task": task, "bounds": asdict(bounds), "warm": list(warm)}).encode()
    said, made = _told(asked, data, given, bounds, name, answer)
    match said:
        case {"made": value}:
            return Answer(value, made)
        case {"refused": Sentence() as sentence, "kind": str(kind), "field": str() | None as about}:
            raise {one.__name__: one for one in refusals}.get(kind, Refusal)(sentence, about)
        case {"exceeded": "memory"}:
            raise _exceeded(name, bounds)
    log.warning("%s failed: %s", task, said.get("broken", "?") if isinstance(said, dict) else "?")
    raise _broken(name)


def _told(
    asked: bytes, data: bytes, given: dict[str, Any], bounds: Bounds, name: str, answer: Callable[[Any], Any] | None
) -> tuple[Any, bytes]:
    """Return what the child says; a server that goes before it has begun is replaced."""
    for last in (False, True):
        try:
            connection = _server.begin(asked)
        except (wire.Lost, OSError):
            raise _unready(name) from None
        with connection:
            try:
                with _in_words(name, bounds):
                    said, made = _heard(connection, data, given, bounds)
            except _NotBegun:
                if last:
                    raise _unready(name) from None
                continue
            match said:
                case {"asks": question} if answer is not None:
                    reply = wire.packed(answer(question))
                    with _in_words(name, bounds):
                        wire.send(connection, reply)
                        return wire.receive(connection, bounds.answer)
            return said, made
    raise AssertionError


@contextmanager
def _in_words(name: str, bounds: Bounds) -> Iterator[None]:
    """Say what went wrong with a child, which is the doing of its file."""
    try:
        yield
    except (wire.Lost, OSError):  # ended by a limit, or by what the file did to it
        raise _exceeded(name, bounds) from None
    except ValueError:  # no JSON, or none of ours
        raise _broken(name) from None


class _NotBegun(Exception):
    """There is no child yet: whatever went wrong, it was not the file."""


def _heard(connection: socket.socket, data: bytes, given: dict[str, Any], bounds: Bounds) -> tuple[Any, bytes]:
    connection.settimeout(10.0)  # for the parsers to be loaded, once
    try:
        if connection.recv(1) != wire.BEGUN:
            raise _NotBegun
    except OSError:
        raise _NotBegun from None
    connection.settimeout(bounds.wall + _GRACE)
    wire.send(connection, wire.packed(given), data)
    return wire.receive(connection, bounds.answer)


def _exceeded(name: str, bounds: Bounds) -> Exceeded:
    return Exceeded(
        "Tệp “%(name)s” không đọc xong trong giới hạn %(seconds)s giây và %(memory)s MB: hãy bỏ bớt nội dung hoặc tách"
        " thành nhiều tệp, rồi gửi lại.",
        "file",
        name=name,
        seconds=bounds.cpu,
        memory=bounds.memory // 2**20,
    )


def _unready(name: str) -> Unready:
    return Unready(
        "Máy chủ đang quá tải nên chưa đọc tệp “%(name)s”; không phải do tệp. Hãy gửi lại sau ít phút.",
        "file",
        name=name,
    )


def _broken(name: str) -> Broken:
    return Broken(DAMAGED, "file", name=name)
