"""What one request may take: bytes, seconds of the database, seconds altogether. ``config/wsgi.py`` arms the clock.

A worker that has worked on one request for a minute is ended, whatever it is in: a loop of Python, a call into C that
never comes back. The web server starts another; the log says where it was. The last resort, not a way to work. Of an
answer that is sent piece by piece the making of the pieces counts, not the time in which the reader takes them.
"""

import faulthandler
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import loader
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import reading, requests
from cchc.kernel.api import problems

MOST_BYTES = 32 * 1024 * 1024
"""Of a request's body, files included; the largest file that any form takes has 25 MB."""
MOST_FORM_BYTES = 4 * 1024 * 1024
"""Of a form without files, ten times what the longest one takes; ``DATA_UPLOAD_MAX_MEMORY_SIZE`` is the same."""
MOST_API_BYTES = 2 * 1024 * 1024
SECONDS = 60
STATEMENT_SECONDS = 20
LOCK_SECONDS = 8
_running: dict[int, float] = {}
_lock = threading.Lock()
_armed = False


def arm() -> None:
    """Let this process, a web worker, be ended by a request without end, and its database connections have limits."""
    global _armed
    faulthandler.register(signal.SIGALRM, all_threads=True, chain=True)  # tells where, then lets the signal end us
    connection_created.connect(_limit, dispatch_uid="kernel.request_limits")
    _armed = True


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a body that is too large before it is read, and wind the clock for whatever comes after."""

    def limited(request: HttpRequest) -> HttpResponse:
        most = _most(request)
        if _length(request) > most:
            return too_large(request.path_info, most)
        if not _armed:
            return answer(request)
        clock = _Clock()
        with clock.running():
            response = answer(request)
        if response.streaming:
            streamed = cast(StreamingHttpResponse, response)
            streamed.streaming_content = clock.each(cast(Iterator[bytes], streamed.streaming_content))
        return response

    return limited


def _most(request: HttpRequest) -> int:
    if request.path_info.startswith(requests.API):
        return MOST_API_BYTES
    return MOST_FORM_BYTES if request.content_type == "application/x-www-form-urlencoded" else MOST_BYTES


def _length(request: HttpRequest) -> int:
    length = reading.whole(request.META.get("CONTENT_LENGTH") or "0")
    return MOST_BYTES + 1 if length is None else length


class _Clock:
    """What is left of a request's time; it runs while we work."""

    def __init__(self) -> None:
        self.left = float(SECONDS)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let the time run out in this block, and end the process with it."""
        begun, thread = time.monotonic(), threading.get_ident()
        with _lock:
            _running[thread] = begun + self.left
            _wind()
        try:
            yield
        finally:
            self.left -= time.monotonic() - begun
            with _lock:
                _running.pop(thread, None)
                _wind()

    def each(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the pieces of an answer; the time runs while one is made."""
        while True:
            with self.running():
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece


def _wind() -> None:
    """Set the one clock of the process to the request that would be the first to take too long."""
    left = max(min(_running.values()) - time.monotonic(), 0.001) if _running else 0
    signal.setitimer(signal.ITIMER_REAL, left)


def _limit(connection: Any, **_about: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'; SET lock_timeout = '{LOCK_SECONDS}s'")


def too_large(path: str, most: int) -> HttpResponse:
    """Return the answer to a body of more than ``most`` bytes."""
    heading = _("Yêu cầu lớn hơn %(most)s MB nên không được nhận") % {"most": most // 1024**2}
    help_text = _("Hãy gửi tệp nhỏ hơn, hoặc tách thành nhiều tệp.")
    if path.startswith(requests.API):
        return problems.problem("too-large", f"{heading}. {help_text}")
    return page(413, heading, help_text)


def page(status: int, heading: str, help_text: str) -> HttpResponse:
    """Return a page that asks the database for nothing: it may be what the request has waited for."""
    context = {"heading": heading, "help": help_text, "LANGUAGE_CODE": get_language()}
    return HttpResponse(loader.get_template("kernel/pages/limit.html").render(context), status=status)
