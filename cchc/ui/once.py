"""A form that creates something is done once, however often it is sent: two clicks, a reload, a lost answer.

The form carries a token (a hidden field that ``c-form`` writes). The token, with all that was typed, is claimed in the
transaction of the act (``kernel.claims``). The same again leads to where the first led; other words under the same
token, after the browser's "back", are another act.
"""

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cchc.kernel import claims, clock, history

NAME = "once"
_TRIES, _PAUSE = 20, 0.05  # seconds; the first of two clicks is written, and its answer is being made


class AlreadySent(Exception):
    """The same form was sent before and is written; ``to`` is where that led, nothing if that isn't known.

    ``is_gone``: the answer was a page of its own, which is shown only once.
    """

    def __init__(self, to: str, is_gone: bool = False) -> None:
        super().__init__(to)
        self.to, self.is_gone = to, is_gone


class Creating:
    """The part of a form that carries a token where the form ``creates`` something; ``cchc.ui.forms.Form`` has it."""

    creates = False
    opened: Any
    data: Mapping[str, Any]

    @cached_property
    def once(self) -> str:
        """The token; nothing for a form that changes what is there, which ``ui.seen`` guards."""
        if not self.creates or self.opened is not None:
            return ""
        return str(self.data.get(NAME) or uuid.uuid4())


@contextmanager
def sent(request: HttpRequest, form: forms.Form) -> Iterator[None]:
    """Run the act of a creating form in one transaction with the claim to it; ``AlreadySent`` if that is taken."""
    token = request.POST.get(NAME, "") if getattr(form, "creates", False) else ""
    if not token:
        yield
        return
    actor = request.actor  # type: ignore[attr-defined]
    owner = f"form:{actor.user_id or ''}"
    digest = _digest(request)
    with history.attributed(actor):
        claim = claims.claim(owner, digest.hex(), digest, clock.now())
        if isinstance(claim, claims.Kept):
            raise _already(owner, digest.hex())
        yield
    request.once_claim = claim  # type: ignore[attr-defined]


class Middleware:
    """Keep where a creating form led, and lead there whoever sends the same again.

    A page that is shown once (a new password) names the page of what was made in its Content-Location (RFC 9110 §8.7).
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        claim = getattr(request, "once_claim", None)
        if claim is not None:
            to = response.headers.get("Location") or response.headers.get("Content-Location", "")
            claims.keep(claim, response.status_code, "", to.encode())
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer ``AlreadySent``."""
        if not isinstance(error, AlreadySent):
            return None
        messages.info(request, _("Biểu mẫu này đã được ghi ở lần gửi trước; lần này không ghi thêm."))
        if error.is_gone:
            messages.info(request, _("Trang trả lời của lần gửi trước chỉ hiện một lần: chưa kịp lưu thì hãy làm lại."))
        return redirect(error.to or request.get_full_path())


def _digest(request: HttpRequest) -> bytes:
    """Return a digest of the address and of all that was sent, files too; nothing of it can be read from it."""
    found = sha256(request.get_full_path().encode())
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            found.update(repr((name, values)).encode("utf-8", "surrogatepass"))
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            found.update(repr((name, file.name, file.size)).encode("utf-8", "surrogatepass"))
            for chunk in file.chunks():
                found.update(chunk)
            file.seek(0)
    return found.digest()


def _already(owner: str, key: str) -> AlreadySent:
    """Tell where the first one led; of two clicks the second waits a moment for the answer to the first."""
    for _once in range(_TRIES):
        kept = claims.claimed(owner, key)
        if kept.status is not None:
            return AlreadySent(kept.body.decode(), is_gone=kept.status == HTTPStatus.OK)
        time.sleep(_PAUSE)
    return AlreadySent("")
