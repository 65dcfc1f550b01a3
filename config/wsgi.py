"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.receiving import Door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from cchc.kernel import request_limits  # noqa: E402 – it has models' neighbours behind it, which Django sets up first


def _settle() -> None:
    """Load what the first visitor would wait for, and keep the collector from going through it ever again."""
    from django.urls import get_resolver

    request_limits.arm()
    get_resolver().reverse_dict  # noqa: B018 – every module's pages and operations are imported by it
    gc.collect()
    gc.freeze()


_settle()
door = Door(application, request_limits.MOST_BYTES)
