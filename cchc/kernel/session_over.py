"""The session ended while somebody was typing: nothing was written, and what was typed is shown back.

With scripts the browser keeps it and fills it in after sign-in (``ui/js/drafts.js``); this is for whoever has none.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

_PAGE = "kernel/pages/session_over.html"
_MOST_TEXTS, _MOST_LETTERS = 30, 20_000
SECRET = re.compile(r"pass|mat-khau|token|secret|code|recovery", re.IGNORECASE)
"""What the name of a field says that holds a secret; ``tests/repo/test_secrets.py`` holds every form to it."""
_NO_PROSE = re.compile(r"[\d.,/:\s-]*|[a-z0-9]+(?:[-_.][a-z0-9]+)*|[0-9a-f-]{32,36}", re.IGNORECASE)


def answer(request: HttpRequest) -> HttpResponse:
    """Send a visitor who has not signed in to the door, and back to the page of the form afterwards."""
    if request.method != "POST":
        return redirect(_door(request.get_full_path()))
    back = came_from(request) or request.get_full_path()
    texts = typed(request)
    if not texts:
        return redirect(_door(back))
    return render(request, _PAGE, {"texts": texts, "door": _door(back), "back": ""}, status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not of this session: Django's ``CSRF_FAILURE_VIEW``.

    What was sent is shown only to whoever came from a page of ours: another site shall not write on our pages.
    """
    back = came_from(request)
    return render(request, _PAGE, {"texts": typed(request) if back else [], "door": "", "back": back}, status=403)


def came_from(request: HttpRequest) -> str:
    """Return the address of the page of ours that sent the form, or an empty text."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return ""
    parts = urlsplit(referer)
    return (parts.path + (f"?{parts.query}" if parts.query else "")) if parts.netloc else ""


def typed(request: HttpRequest) -> list[str]:
    """Return the words that were sent, in order: no secrets, no numbers, no keys of choices; 30 at most."""
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        if any("pass" in name.lower() for name, _value in sent):  # what stands beside a password may be one
            return []
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, OSError):
        return []
    plain = [value for name, value in sent if name != "csrfmiddlewaretoken" and not SECRET.search(name)]
    return [value[:_MOST_LETTERS] for value in plain if not _NO_PROSE.fullmatch(value.strip())][:_MOST_TEXTS]


def _door(back: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
