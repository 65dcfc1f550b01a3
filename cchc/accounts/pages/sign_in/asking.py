"""What a provider of sign-in is asked while somebody waits: it has some seconds in all, and so many letters to say.

A step's time-out is kept by whoever sends a letter now and then, and a worker answers nobody else meanwhile.
"""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from cchc.kernel.conversations import Conversation, ended_after

SECONDS = 5.0
"""For all that is asked of a provider within one request."""
REST = 60.0
"""Seconds in which a provider that took longer isn't asked again by this worker."""
MOST_BYTES = 1024 * 1024
_limit: ContextVar[Conversation | None] = ContextVar("limit", default=None)
_resting: dict[str, float] = {}


@contextmanager
def limited(provider: str) -> Iterator[None]:
    """Cut what the block asks of ``provider`` after ``SECONDS``: what asks raises a ``requests.RequestException``."""
    if time.monotonic() < _resting.get(provider, 0):
        raise requests.ConnectionError(f"{provider} has not answered in time")
    with ended_after(SECONDS) as limit:
        kept = _limit.set(limit)
        try:
            yield
        finally:
            _limit.reset(kept)
            if limit.is_over:
                _resting[provider] = time.monotonic() + REST


def session() -> requests.Session:
    """Return what asks over lines that ``limited`` can cut."""
    made = _Session()
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter())
    return made


class _Session(requests.Session):
    def request(self, *given: Any, **named: Any) -> requests.Response:
        named.setdefault("timeout", SECONDS / 2)
        return super().request(*given, **named)


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *given: Any, **named: Any) -> None:
        super().init_poolmanager(*given, **named)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *given: Any, **named: Any) -> Any:
        manager = super().proxy_manager_for(*given, **named)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def send(self, *given: Any, **named: Any) -> requests.Response:
        """Return the answer, read to its end."""
        response = super().send(*given, **(named | {"stream": True}))
        content = b""
        for piece in response.iter_content(65_536):
            content += piece
            if len(content) > MOST_BYTES:
                response.close()
                raise requests.exceptions.ContentDecodingError("an answer without end")
        response._content = content
        return response


class _Watched(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        line = super()._new_conn()
        if limit := _limit.get():
            limit.watch(line)
        return line


class _WatchedSecure(_Watched, HTTPSConnection):
    """Its greeting is within the time, too."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _WatchedSecure


_POOLS = {"http": _Pool, "https": _SecurePool}
