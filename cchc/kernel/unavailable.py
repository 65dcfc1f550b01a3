"""Answer in words, 503, where the database could not do what a request needed; whoever only looked is answered again.

A view that reads is run once more where that may help: the connection was lost, or two stood in each other's way. What
goes wrong outside views (the session, the reader) ends in ``failed``, which Django asks instead of its own page.
"""

import logging
import sys
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from cchc.kernel import outages, request_limits, requests
from cchc.kernel.api import problems
from cchc.kernel.outages import Outage

log = logging.getLogger("cchc.unavailable")
_SAFE = frozenset({"GET", "HEAD"})


class Middleware:
    """Look after the errors of views."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Run a view that reads again, once; say it in words where that doesn't help, or something may be written."""
        outage = outages.of(error)
        if outage is None:
            return None
        log.warning("%s: %s", outage.value, error)
        match = request.resolver_match
        if outage is Outage.LIMIT or match is None or request.method not in _SAFE:
            return words(request, outage)
        if outage is Outage.GONE and not connection.in_atomic_block:
            connection.close()
        try:
            answered: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Exception as again:
            if (outage := outages.of(again)) is None:
                raise
            return words(request, outage)
        return answered


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a request that ended in an error: in words where it was the database that could not."""
    outage = outages.of(sys.exc_info()[1])
    if outage is not None:
        return words(request, outage)
    return problems.of_status(500) if request.path_info.startswith(requests.API) else server_error(request)


def words(request: HttpRequest, outage: Outage) -> HttpResponse:
    """Return the answer 503, which asks the database for nothing."""
    if request.path_info.startswith(requests.API):
        return problems.unavailable()
    if outage is Outage.LIMIT and request.method in _SAFE:
        heading, help_text = _("Việc này lâu quá mức cho phép"), _("Hãy thu hẹp bộ lọc hoặc thử lại sau ít phút.")
    elif request.method in _SAFE:
        heading, help_text = _("Cơ sở dữ liệu đang bận"), _("Hãy tải lại trang sau ít giây.")
    else:
        heading = _("Cơ sở dữ liệu đang bận")
        help_text = _("Việc vừa gửi có thể chưa được ghi: mở lại trang để kiểm tra rồi làm lại nếu cần.")
    response = request_limits.page(503, heading, help_text)
    response["Retry-After"] = str(outages.RETRY_AFTER)
    return response
