"""The door for the web server."""

import os
from typing import IO

from django.core.wsgi import get_wsgi_application

from config.receiving import Door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.db import connections  # noqa: E402 – what comes below needs Django set up
from django.urls import get_resolver  # noqa: E402

from cchc.kernel import request_limits, slow_lane  # noqa: E402 – they have models' neighbours behind them
from config import turned_away  # noqa: E402


def _settle() -> None:
    """Load what the first visitor would wait for."""
    request_limits.arm()
    get_resolver().reverse_dict  # noqa: B018 – every module's pages and operations are imported by it


_settle()
_is_marked = slow_lane.addresses(get_resolver().url_patterns)


def _is_slow(method: str, path: str, query: str, content_type: str, body: IO[bytes]) -> bool:
    return _is_marked(method, path, query) or slow_lane.carries_file(content_type, body)


door = Door(application, request_limits.MOST_BYTES, _is_slow, turned_away.answer, connections.close_all)
