"""A number for each request, so that a line of the log, an entry of the audit trail and a report of a user meet."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
_SHAPE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_id: ContextVar[str] = ContextVar("request_id", default="")
_memory: ContextVar[dict[str, Any] | None] = ContextVar("request_memory", default=None)


def current_id() -> str:
    """Return the number of the request being answered, or an empty text outside one."""
    return _id.get()


def memory() -> dict[str, Any] | None:
    """Return what this request keeps for itself until it is answered, or ``None`` outside one."""
    return _memory.get()


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Number each request, taking the number that a proxy of ours has given; anybody else's is not believed."""

    def numbered(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "") if settings.PROXIES else ""
        before = _id.set(given if _SHAPE.fullmatch(given) else secrets.token_hex(8))
        remembered = _memory.set({})
        try:
            response = answer(request)
            response[HEADER] = _id.get()
        finally:
            _memory.reset(remembered)
            _id.reset(before)
        return response

    return numbered
