"""Whoever has just done something is called for it no more, and neither is anybody else who was told of it."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from cchc.kernel import clock
from cchc.kernel.permission import subject_of
from cchc.notifications.actions import settling

_LOOKS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_log = logging.getLogger(__name__)


def middleware(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Settle the notices of a person after a request of theirs that may have written; a look costs nothing."""

    def settled(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.method not in _LOOKS and response.status_code < 400:
            _settle(request)
        return response

    return settled


def _settle(request: HttpRequest) -> None:
    user_id = subject_of(request).user_id
    if user_id is None:
        return
    try:
        settling.of(user_id, clock.now())
    except DatabaseError:  # what the person did is done: the job settles it later
        _log.exception("notices were not settled")
