"""What a report of progress over the API costs: eight clients that send as fast as they can, each on its own work.

``ab`` sends one body and one header all the time; a report must have an Idempotency-Key of its own, so these clients
are threads that write ready bytes to a socket: some 0.2 ms of processor time a request, beside the platform's.
"""

import json
import socket
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from benchmarks.measuring import Line
from tools.platform import Platform

CLIENTS, _SECONDS = 8, 10
MOST_STATEMENTS = 14
_ASKED, _SLOWEST = 200, 80
BODY = {"percent": 99, "done_text": "Đang thực hiện theo tiến độ đã đăng ký."}


@dataclass
class _Client:
    """One client: how long each answer took, in seconds, and how many were no success."""

    host: str
    port: int
    path: str
    token: str
    taken: list[float] = field(default_factory=list)
    bad: int = 0

    def send(self, until: float) -> None:
        """Send reports until a moment of the monotonic clock."""
        while (start := time.monotonic()) < until:
            is_made = self._once().startswith(b"HTTP/1.1 201")
            self.taken.append(time.monotonic() - start)
            self.bad += not is_made

    def _once(self) -> bytes:
        body = json.dumps(BODY).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nConnection: close\r\n"
            f"Authorization: Bearer {self.token}\r\nIdempotency-Key: {uuid.uuid4().hex}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection((self.host, self.port), timeout=30) as link:
            link.sendall(head.encode() + body)
            first = link.recv(65536)
            while link.recv(65536):
                pass
        return first


def write_lines(running: Platform, given: dict[str, Any]) -> list[Line]:
    """Measure reports a second, their 95th percentile, and how many statements one takes."""
    address = urlsplit(running.url)
    clients = [
        _Client(address.hostname or "", address.port or 80, f"/api/v1/assignments/{number}/reports", given["writer"])
        for number in given["reported"][:CLIENTS]
    ]
    _run(clients, 1)  # each worker reads its registry and its plans once
    for one in clients:
        one.taken, one.bad = [], 0
    _run(clients, _SECONDS)
    taken = sorted(seconds for one in clients for seconds in one.taken)
    bad = sum(one.bad for one in clients)
    rate, slow = len(taken) / _SECONDS, 1000 * taken[int(len(taken) * 0.95)]
    figure = f"{rate:.0f} lượt ghi/s, p95 {slow:.0f} ms" + (f", **{bad} lỗi**" if bad else "")
    met = rate >= _ASKED and slow <= _SLOWEST and not bad
    asked = f"≥ {_ASKED}/s, p95 ≤ {_SLOWEST} ms"
    count = given["statements"]
    return [
        Line("API: ghi báo cáo tiến độ", figure, "", asked, met),
        Line("Câu lệnh SQL của một lượt ghi", str(count), "", f"≤ {MOST_STATEMENTS}", count <= MOST_STATEMENTS),
    ]


def _run(clients: list[_Client], seconds: float) -> None:
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=one.send, args=(until,)) for one in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
