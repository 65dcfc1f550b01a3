"""What one request may take: bytes, seconds of the database, seconds altogether. ``config/wsgi.py`` arms the clock.

A worker that has been in one request for a minute is ended, whatever it is in: a loop of Python, a call into C that
never comes back. The web server starts another; the log says where it was. The last resort, not a way to work.
"""

import faulthandler
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import OperationalError
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cchc.kernel import reading
from cchc.kernel.api import problems

MOST_BYTES = 32 * 1024 * 1024
"""Of a request's body, files included; the largest file that any form takes has 25 MB."""
MOST_FORM_BYTES = 4 * 1024 * 1024
"""Of a form without files, ten times what the longest one takes; ``DATA_UPLOAD_MAX_MEMORY_SIZE`` is the same."""
MOST_API_BYTES = 2 * 1024 * 1024
SECONDS = 60
STATEMENT_SECONDS = 20
LOCK_SECONDS = 8
_API = "/api/"
_CANCELLED = {"57014", "55P03"}  # query_canceled, lock_not_available
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
            return _too_large(request, most)
        if not _armed:
            return answer(request)
        _begin()
        try:
            return answer(request)
        finally:
            _end()

    limited.process_exception = _too_long  # type: ignore[attr-defined]  # Django asks for an attribute of this name
    return limited


def _most(request: HttpRequest) -> int:
    if request.path_info.startswith(_API):
        return MOST_API_BYTES
    return MOST_FORM_BYTES if request.content_type == "application/x-www-form-urlencoded" else MOST_BYTES


def _length(request: HttpRequest) -> int:
    length = reading.whole(request.META.get("CONTENT_LENGTH") or "0")
    return MOST_BYTES + 1 if length is None else length


def _begin() -> None:
    with _lock:
        _running[threading.get_ident()] = time.monotonic() + SECONDS
        _wind()


def _end() -> None:
    with _lock:
        _running.pop(threading.get_ident(), None)
        _wind()


def _wind() -> None:
    """Set the one clock of the process to the request that would be the first to take too long."""
    left = max(min(_running.values()) - time.monotonic(), 0.001) if _running else 0
    signal.setitimer(signal.ITIMER_REAL, left)


def _limit(connection: Any, **_about: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = '{STATEMENT_SECONDS}s'; SET lock_timeout = '{LOCK_SECONDS}s'")


def _too_long(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Answer in words where the database gave up on a request."""
    if not isinstance(error, OperationalError) or getattr(error.__cause__, "sqlstate", "") not in _CANCELLED:
        return None
    return _page(503, _("Việc này lâu quá mức cho phép"), _("Hãy thu hẹp bộ lọc hoặc thử lại sau ít phút."))


def _too_large(request: HttpRequest, most: int) -> HttpResponse:
    heading = _("Yêu cầu lớn hơn %(most)s MB nên không được nhận") % {"most": most // 1024**2}
    help_text = _("Hãy gửi tệp nhỏ hơn, hoặc tách thành nhiều tệp.")
    if request.path_info.startswith(_API):
        return problems.problem("too-large", f"{heading}. {help_text}")
    return _page(413, heading, help_text)


def _page(status: int, heading: str, help_text: str) -> HttpResponse:
    """Return a page that asks the database for nothing: it may be what the request has waited for."""
    context = {"heading": heading, "help": help_text, "LANGUAGE_CODE": get_language()}
    return HttpResponse(loader.get_template("kernel/pages/limit.html").render(context), status=status)
