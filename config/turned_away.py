"""What is answered to a request that never comes as far as Django: a page, or a problem under the API, in its language.

It comes from the thread that receives, which has no reader and no database; each is made once, but for its number,
under which the log has a line of it.
"""

import logging
import secrets
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cchc.kernel import request_limits, requests
from cchc.kernel.api import problems

log = logging.getLogger("cchc.turned_away")
AGAIN_AFTER = 30
"""Seconds after which whoever found too many waiting may come again."""
_KINDS = {408: "too-slow", 503: "busy"}
_DRESS = (
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)
"""Those of ``settings.MIDDLEWARE`` that put headers on every answer, whoever asks; the number comes beside them."""


def answer(status: int, path: str) -> tuple[list[tuple[str, str]], bytes]:
    """Return headers and body of 408 (sent too slowly), 413 (too large) or 503 (too many wait) for an address."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    headers, body = _answer(status, language, path.startswith(requests.API))
    number = secrets.token_hex(8)
    log.warning("request %s: turned away, %s", number, status)
    return [*headers, (requests.HEADER.lower(), number)], body


@cache
def _answer(status: int, language: str, is_of_api: bool) -> tuple[list[tuple[str, str]], bytes]:
    with translation.override(language):
        made = _made(status, is_of_api)
    made["Content-Language"] = language
    made["Cache-Control"] = "no-store"
    if status == 503:
        made["Retry-After"] = str(AGAIN_AFTER)
    for name in _DRESS:
        made = import_string(name)(lambda request: None).process_response(_request(), made)
    return [(name.lower(), value) for name, value in made.items()], made.content


def _request() -> HttpRequest:
    """Return a request that came as all do: where pages are served by HTTPS, the proxy says so."""
    request = HttpRequest()
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        request.META[name] = value
    return request


def _made(status: int, is_of_api: bool) -> HttpResponse:
    if status == 413:
        return request_limits.too_large(requests.API if is_of_api else "/", request_limits.MOST_BYTES)
    heading, help_text = {
        408: (_("Nội dung gửi lên quá chậm hoặc bị ngắt giữa chừng"), _("Hãy xem lại đường truyền rồi gửi lại.")),
        503: (_("Đang có quá nhiều yêu cầu chờ"), _("Hãy gửi lại sau ít phút.")),
    }[status]
    if is_of_api:
        return problems.problem(_KINDS[status], f"{heading}. {help_text}")
    return request_limits.page(status, heading, help_text)
