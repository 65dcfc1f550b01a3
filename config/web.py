"""The web server: a parent that has loaded the platform once, and workers that are forked from it.

A worker shares with the others whatever it doesn't change (code, addresses, models, translations); and one that died is
there again without loading anything (``workers``). Only where every one dies again and again does the parent end, and
whoever keeps this program starts it anew, which does load everything. The parent answers no request and opens no
connection: a socket that two processes share would mix their answers.
"""

import gc
import os
import resource
import threading
from argparse import Namespace

from cchc.kernel import places

HEAD_SECONDS = 10
"""For a request's head, on a new line or on one that is kept: who sends nothing is shown out."""
LINES = 2_000
"""Connections of a worker."""
_FILES = 8_192  # open at once: the lines, and what the work on them opens


def serve(arguments: Namespace) -> int:
    """Be the web server until a signal ends it; a worker that died is started again."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(_FILES, most) if most >= 0 else _FILES, most))
    os.chdir(places.PROJECT)
    _load()

    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from config.workers import Server

    Server(
        "config.wsgi:door",
        arguments.host,
        arguments.port,
        interface=Interfaces.RSGI,
        workers=arguments.workers,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        http=HTTPModes.http1,  # where HTTP/2 may come too, the first byte is waited for without end
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1_000),
        backlog=4_096,
        backpressure=LINES,
    ).serve()
    return 0


def _load() -> None:
    """Load everything that the workers share, and keep the collector from going through it ever again."""
    from django.db import connections

    from config import wsgi  # noqa: F401 – that it is loaded is what is wanted

    _speak()
    opened = [one.alias for one in connections.all(initialized_only=True) if one.connection is not None]
    if opened or threading.active_count() > 1:
        raise RuntimeError(f"what is loaded opens {opened or 'a thread'}")
    gc.collect()
    gc.freeze()


def _speak() -> None:
    """Read the words of every language."""
    from django.conf import settings
    from django.utils import translation

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
