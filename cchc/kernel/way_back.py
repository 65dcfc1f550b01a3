"""An address that only takes forms, opened like a page (after sign-in, from the history): back to where it belongs."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from cchc.kernel import api
from cchc.kernel.permission import subject_of


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer "405" to whoever only looked with the nearest page above the address, and a sentence."""

    def led(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        looked = request.method in ("GET", "HEAD") and not request.path.startswith(f"/{api.ROOT}")
        if response.status_code != 405 or not looked:
            return response
        _say(request, _("Địa chỉ vừa mở chỉ để gửi biểu mẫu; đây là trang chứa nó. Lần mở này không ghi gì."))
        return redirect(above(request.path, subject_of(request).may))

    return led


def above(path: str, may: Callable[[str], bool]) -> str:
    """Return the nearest address above ``path`` whose page the reader may open; the front page if there is none."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        nearer = "/" + "/".join(parts[:length]) + "/"
        try:
            needed = getattr(resolve(nearer).func, "permission", None)
        except Resolver404:
            continue
        if needed is None or may(needed):
            return nearer
    return "/"


def _say(request: HttpRequest, sentence: str) -> None:
    """Say it once, though several such addresses lie above one another; looking takes no message away."""
    waiting = messages.get_messages(request)
    said = any(str(one) == sentence for one in waiting)
    if isinstance(waiting, BaseStorage):
        waiting.used = False
    if not said:
        messages.info(request, sentence)
