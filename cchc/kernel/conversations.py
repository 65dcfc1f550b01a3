"""An end to a whole conversation: a server that sends a letter now and then keeps every single step in time."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


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
