"""A number for each request, so that a line of the log, an entry of the audit trail and a report of a user meet."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

HEADER = "X-Request-ID"
API = "/api/"
"""Under which whoever asks reads problem+json, not pages."""
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
            _drop_cookies(request)
            response = answer(request)
            response[HEADER] = _id.get()
        finally:
            _memory.reset(remembered)
            _id.reset(before)
        return response

    return numbered


def _in_letters(request: HttpRequest) -> None:
    """Read a body as UTF-8 that says it is written in what is no alphabet (``charset=base64``)."""
    try:
        " ".encode(request.encoding or "utf-8")
    except (LookupError, UnicodeError):
        request.encoding = "utf-8"


def _drop_cookies(request: HttpRequest) -> None:
    """Drop what holds NUL (quoted, "\\000"): no cookie of ours, and no key that the database takes."""
    for name in [name for name, value in request.COOKIES.items() if "\0" in name + value]:
        del request.COOKIES[name]


def text_only(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Take NUL, which no column of the database takes, out of parameters and forms; nothing is at an address with one.

    What forms send is cleaned further by ``ui.forms.Form``.
    """

    def read(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        _in_letters(request)
        request.GET = _without_nul(request.GET)
        if request.method == "POST" and not request.path_info.startswith(API):  # which reads its body itself
            request.POST = _without_nul(request.POST)
        return answer(request)

    return read


def _without_nul(values: QueryDict) -> Any:
    """Return ``values`` themselves, or a copy in which no name and no value holds NUL."""
    if not any("\0" in part for name, parts in values.lists() for part in (name, *parts)):
        return values
    plain = values.copy()
    plain.clear()
    for name, parts in values.lists():
        plain.setlist(name.replace("\0", ""), [part.replace("\0", "") for part in parts])
    return plain
