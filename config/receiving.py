"""The door for the web server: a request is received whole before anybody works on it.

A WSGI worker that reads a body as it comes waits for its sender: two who send a byte a second held both workers. Here
the event loop receives, any number at once and as slowly as they may be sent; only what has come whole takes a thread
in which Django works. What it answers is sent the same way: who reads slowly holds nobody else up.

There are two such threads, two lanes: pages, and whatever carries or makes a file (``kernel.slow_lane``). However heavy
a file is, no page waits behind it; and in either lane senders take turns, so none waits behind all of another's.
"""

import asyncio
import io
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextvars import Context
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from cchc.kernel import reading
from cchc.kernel.frames import roomy
from config.lane import Full, Lane, Room

PATIENCE = 30.0
"""Seconds that a sender may pause; and after which a body must have come at ``SLOWEST`` or more."""
SLOWEST = 2_000
"""Bytes a second, less than the slowest line by which anybody sends a file."""
IN_MEMORY = 256 * 1024
MOST_AT_ONCE = 500
"""Bodies that are being received in a worker: beyond that somebody is not sending files but holding doors."""
PAGES = Room(waiting=400, of_one=60, ahead=2)
FILES = Room(waiting=24, of_one=3)
"""Who waits for a thread in a worker; a person who sends a fourth file while three wait is asked to come again."""

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Slow = Callable[[str, str, str, str, IO[bytes]], bool]
TurnedAway = Callable[[int, str], tuple[list[tuple[str, str]], bytes]]
_SESSION = re.compile(r"(?:^|;\s*)sessionid=([^;]+)")


class TooSlow(Exception):
    """The sender stopped sending, or sends slower than any line does."""


class TooMuch(Exception):
    """The body is larger than any request's."""


class Head(NamedTuple):
    """The first lines of an answer."""

    status: int
    headers: list[tuple[str, str]]


class Door:
    """Let granian's requests in to a WSGI ``application``, one at a time in each lane.

    ``slow`` tells of method, path, query, content type and body whether a request takes the lane of files; ``idle`` is
    called in the thread of that lane when it has had nothing to do for a while. ``turned_away`` gives headers and body
    of what is answered without the application, by status (408, 413, 503) and path.
    """

    def __init__(
        self,
        application: Application,
        most_bytes: int,
        slow: Slow,
        turned_away: TurnedAway,
        idle: Callable[[], None] | None = None,
    ) -> None:
        self._application, self._most, self._slow, self._turned_away = roomy(application), most_bytes, slow, turned_away
        self._pages, self._files = Lane("pages", PAGES), Lane("files", FILES, idle)
        self._receiving = 0

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        try:
            with await self._received(scope, protocol) as body:
                await self._answered(scope, protocol, body)
        except TooSlow:
            self._turn_away(408, scope, protocol)
        except TooMuch:
            self._turn_away(413, scope, protocol)
        except Full:
            self._turn_away(503, scope, protocol)

    def _turn_away(self, status: int, scope: Any, protocol: Any) -> None:
        protocol.response_bytes(status, *self._turned_away(status, scope.path))

    async def _received(self, scope: Any, protocol: Any) -> IO[bytes]:
        """Return the body of a request, read from its start."""
        length = reading.whole(scope.headers.get("content-length") or "0")
        if length is None or length > self._most:
            return io.BytesIO()  # the application says in words that it is too large
        if not length and scope.headers.get("transfer-encoding") is None:
            return io.BytesIO()
        if self._receiving >= MOST_AT_ONCE:
            raise Full
        body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 – closed by the caller, or below
        self._receiving += 1
        try:
            if await self._fill(body, protocol) < length:
                raise TooSlow  # cut off
        except BaseException:
            body.close()
            raise
        finally:
            self._receiving -= 1
        body.seek(0)
        return body

    async def _fill(self, body: IO[bytes], protocol: Any) -> int:
        """Write what comes into ``body``; return how many bytes came."""
        clock, pieces = asyncio.get_running_loop().time, aiter(protocol)
        begun, came = clock(), 0
        while True:
            try:
                piece = await asyncio.wait_for(anext(pieces), PATIENCE)
            except StopAsyncIteration:
                return came
            except TimeoutError:
                raise TooSlow from None
            came += len(piece)
            if came > self._most:
                raise TooMuch
            if (spent := clock() - begun) > PATIENCE and came < SLOWEST * spent:
                raise TooSlow
            body.write(piece)

    async def _answered(self, scope: Any, protocol: Any, body: IO[bytes]) -> None:
        given = scope.headers
        is_slow = self._slow(scope.method, scope.path, scope.query_string, given.get("content-type") or "", body)
        lane, context = self._files if is_slow else self._pages, Context()  # language and actor stay with the request
        async with lane.turn(sender(scope)):
            head, pieces, close = await lane.run(context, self._worked, scope, body)
        try:
            if isinstance(pieces, bytes):
                protocol.response_bytes(head.status, head.headers, pieces)
                return
            stream = protocol.response_stream(head.status, head.headers)
            while piece := await lane.run(context, next, pieces, b""):
                await stream.send_bytes(piece)
        finally:
            if not isinstance(pieces, bytes):
                await lane.run(context, close)

    def _worked(self, scope: Any, body: IO[bytes]) -> tuple[Head, bytes | Iterator[bytes], Callable[[], None]]:
        """Return what the application answers: whole, and closed already, unless it is a stream."""
        heads: list[Head] = []

        def start(status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
            heads[:] = [Head(int(status.split(" ", 1)[0]), [(name.lower(), value) for name, value in headers])]

        answer = self._application(environ(scope, body), start)
        close = getattr(answer, "close", lambda: None)
        if getattr(answer, "streaming", False) or not hasattr(answer, "streaming"):
            return heads[0], (piece for piece in answer if piece), close
        try:
            return heads[0], b"".join(answer), close
        finally:
            close()


def sender(scope: Any) -> str:
    """Return who sends, as far as it can be told without asking the database: a session, a token or an address."""
    if found := _SESSION.search(scope.headers.get("cookie") or ""):
        return found[1]
    return scope.headers.get("authorization") or str(scope.client).rpartition(":")[0]


def environ(scope: Any, body: IO[bytes]) -> Environ:
    """Return what WSGI calls the environment of a request (PEP 3333)."""
    host, _colon, port = str(scope.server).rpartition(":")
    found: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": str(scope.client).rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    headers: dict[str, list[str]] = defaultdict(list)
    for name, value in scope.headers.items():
        if "_" not in name:  # X_Forwarded_For would be taken for what our proxy says
            headers[name].append(value)
    for name, values in headers.items():
        key = name.upper().replace("-", "_")
        joined = ("; " if name == "cookie" else ",").join(values)
        found[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = joined
    if "CONTENT_LENGTH" not in found:  # a body in chunks: Django reads as much as this says
        found["CONTENT_LENGTH"] = str(body.seek(0, 2))
        body.seek(0)
    return found
