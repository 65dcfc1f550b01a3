"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()


def _settle() -> None:
    """Load what the first visitor would wait for, and keep the collector from going through it ever again."""
    from django.urls import get_resolver

    from cchc.kernel import request_limits

    request_limits.arm()
    get_resolver().reverse_dict  # noqa: B018 – every module's pages and operations are imported by it
    gc.collect()
    gc.freeze()


_settle()
