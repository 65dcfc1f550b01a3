"""Odd headers, lengths and request lines through the real server: answered or cut off, in time, and no worker dies."""

import socket
import time

import pytest

from tests.hostile.headers import HEADERS, heads
from tests.hostile.served import Visitor, web_workers
from tools.platform import Platform

pytestmark = pytest.mark.slow
SECONDS = 10
PROMISED = 2
"""Seconds in which a page answers that waits for nothing more."""


def answered(platform: Platform, sent: bytes) -> tuple[int, float]:
    """Send raw bytes; return the status (0 where the connection was cut off without one) and the seconds it took."""
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", platform.port), timeout=PROMISED) as wire:
        try:
            wire.sendall(sent)
            said = _said(wire)
        except ConnectionError:
            said = b""
    words = said.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") else 0, time.monotonic() - begun


def _said(wire: socket.socket) -> bytes:
    """Return the beginning of the answer; a length that promised more than came is a lie: it ends with the line."""
    try:
        return _to_the_end(wire)
    except TimeoutError:
        wire.settimeout(SECONDS)
        wire.shutdown(socket.SHUT_WR)
    try:
        return _to_the_end(wire)
    except TimeoutError:
        return b"HTTP/1.1 999 no answer in time"


def _to_the_end(wire: socket.socket) -> bytes:
    said = wire.recv(4096)
    while said and wire.recv(65536):
        pass
    return said


def test_nothing_on_the_wire_breaks_or_stops_a_worker(platform: Platform) -> None:
    visitor = Visitor(platform, "vanphong")
    before = web_workers(platform)
    plain = b"GET %s HTTP/1.1\r\n%s%s: %s\r\nConnection: close\r\n\r\n"
    cookie = visitor.cookie.encode()
    asked = [
        *heads(),
        *(
            plain % (path, kept if name != "Host" else b"", name.encode(), value)
            for name, values in HEADERS.items()
            for value in values
            for path, kept in (
                (b"/dang-nhap/", b"Host: 127.0.0.1\r\n"),
                (b"/ke-hoach/", b"Host: 127.0.0.1\r\nCookie: " + cookie + b"\r\n"),
                (b"/static/ui/js/forms.js", b"Host: 127.0.0.1\r\n"),
            )
        ),
    ]
    wrong, statuses = [], set()
    for sent in asked:
        status, seconds = answered(platform, sent)
        statuses.add(status)
        if status >= 500 or seconds >= SECONDS:
            wrong.append(f"{status} after {seconds:.1f} s: {sent[:300]!r}")
    assert wrong == []
    assert {200, 400, 404} <= statuses
    assert web_workers(platform).keys() == before.keys()
    assert visitor.get("/viec/").status == 200
