"""An end to a whole conversation: a server that sends a letter now and then keeps every single step in time."""

import contextlib
import http.client
import smtplib
import socket
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Conversation:
    """The lines of one conversation; ``is_over`` once its time was up and they were cut."""

    is_over: bool = False
    _lines: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def watch(self, line: socket.socket) -> None:
        """Cut ``line`` with the others; a handle of its own, since TLS takes the first one over."""
        with self._lock:
            self._lines.append(line.dup())
        if self.is_over:
            self.cut()

    def cut(self) -> None:
        """End every line: whoever reads or writes on it is answered at once."""
        with self._lock:
            self.is_over = True
            for line in self._lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the handles back."""
        with self._lock:
            for line in self._lines:
                line.close()
            self._lines.clear()


@contextlib.contextmanager
def ended_after(seconds: float) -> Iterator[Conversation]:
    """Cut every line that the block has given to ``watch`` after ``seconds``."""
    found = Conversation()
    clock = threading.Timer(seconds, found.cut)
    clock.daemon = True
    clock.start()
    try:
        yield found
    finally:
        clock.cancel()
        found.close()


def smtp(conversation: Conversation) -> type[smtplib.SMTP]:
    """Return ``SMTP`` whose line is watched from its first byte."""

    class Watched(smtplib.SMTP):
        def _get_socket(self, host: Any, port: Any, timeout: Any) -> Any:
            line = super()._get_socket(host, port, timeout)  # type: ignore[misc]
            conversation.watch(line)
            return line

    return Watched


def smtp_ssl(conversation: Conversation) -> type[smtplib.SMTP_SSL]:
    """Return ``SMTP_SSL`` likewise: the greeting of TLS is within the time too."""
    plain = smtp(conversation)

    class Watched(smtplib.SMTP_SSL, plain):  # type: ignore[misc, valid-type]
        pass

    return Watched


def opener(conversation: Conversation) -> urllib.request.OpenerDirector:
    """Return what opens addresses over watched lines."""

    def create(*given: Any, **named: Any) -> socket.socket:
        line = socket.create_connection(*given, **named)
        conversation.watch(line)
        return line

    def watched(kind: type[http.client.HTTPConnection]) -> Any:
        def make(*given: Any, **named: Any) -> http.client.HTTPConnection:
            made = kind(*given, **named)
            made._create_connection = create  # type: ignore[attr-defined]
            return made

        return make

    class Plain(urllib.request.HTTPHandler):
        def http_open(self, req: Any) -> Any:
            return self.do_open(watched(http.client.HTTPConnection), req)

    class Secure(urllib.request.HTTPSHandler):
        def https_open(self, req: Any) -> Any:
            return self.do_open(watched(http.client.HTTPSConnection), req, context=self._context)  # type: ignore[attr-defined]

    return urllib.request.build_opener(Plain, Secure)
