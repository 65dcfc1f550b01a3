"""The session ended while somebody was typing: nothing was written, and what was typed is shown back.

With scripts the browser keeps it and fills it in after sign-in (``ui/js/drafts.js``); this is for whoever has none.
"""

import re
from collections.abc import Collection, Iterator
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.forms import BaseForm
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
    texts = labelled(request)
    if not texts:
        return redirect(_door(back))
    return render(request, _PAGE, {"texts": texts, "door": _door(back), "back": ""}, status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not of this session: Django's ``CSRF_FAILURE_VIEW``.

    What was sent is shown only to whoever came from a page of ours: another site shall not write on our pages.
    """
    back = came_from(request)
    return render(request, _PAGE, {"texts": labelled(request) if back else [], "door": "", "back": back}, status=403)


def came_from(request: HttpRequest) -> str:
    """Return the address of the page of ours that sent the form, or an empty text."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return ""
    parts = urlsplit(referer)
    return (parts.path + (f"?{parts.query}" if parts.query else "")) if parts.netloc else ""


def typed(request: HttpRequest) -> list[str]:
    """Return the words that were sent, in order: no secrets, no numbers, no keys of choices; 30 at most."""
    return [text for _name, text in _typed(request)]


def labelled(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the words that were sent, each with what its form calls the field; nothing where forms differ on it."""
    sent = _typed(request)
    names = {name for name, _text in sent}
    view = request.resolver_match.func if request.resolver_match else None
    module = ".".join(str(getattr(view, "__module__", "")).split(".")[:2])
    known = [one for one in _forms(BaseForm) if one.__module__.startswith(f"{module}.")] if module else []
    fields = [one.base_fields for one in known if names <= one.base_fields.keys()]  # type: ignore[attr-defined]
    return [(_one({str(given[name].label or "") for given in fields}), text) for name, text in sent]


def _forms(of: type[BaseForm]) -> Iterator[type[BaseForm]]:
    for one in of.__subclasses__():
        yield one
        yield from _forms(one)


def _one(labels: Collection[str]) -> str:
    return next(iter(labels)) if len(labels) == 1 else ""


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        if any("pass" in name.lower() for name, _value in sent):  # what stands beside a password may be one
            return []
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, OSError):
        return []
    plain = [(name, text) for name, text in sent if name != "csrfmiddlewaretoken" and not SECRET.search(name)]
    cut = ((name, text[:_MOST_LETTERS]) for name, text in plain)  # before it is looked at: a pattern's memory grows
    return list(islice((one for one in cut if not _NO_PROSE.fullmatch(one[1].strip())), _MOST_TEXTS))


def _door(back: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
