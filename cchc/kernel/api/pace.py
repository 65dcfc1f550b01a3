"""How many requests a minute one token may send, so that a program that runs wild leaves room for everybody.

Counted in a small file of the installation that every web worker has mapped into its memory: all of them share one
limit, and a request costs no write to the database (some ten microseconds). Two machines count each for itself.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from cchc.kernel import places

_MINUTE = 60
_PLACE = struct.Struct("=16sII")
"""Of one token: the first half of its digest, the minute, the requests sent in it."""
PLACES = 1024
"""Tokens that are counted in one minute; one more passes uncounted. A place whose minute is over is free."""


class Pace:
    """Requests by token in the present minute, in ``file``; one lock for the threads, one for the processes."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._threads = threading.Lock()
        self._descriptor = -1
        self._counted: mmap.mmap | None = None

    def wait(self, token: bytes, seconds: float) -> int:
        """Count a request of the token with this digest (≥ 16 bytes) at ``seconds``, of a clock that all workers share.

        Return how many seconds it must wait, 0 if it may pass. What must wait is not counted, so a program that asks
        too often gets its share and no less.
        """
        minute = int(seconds // _MINUTE)
        with self._held() as counted:
            place, sent = _place(counted, token[:16], minute)
            if sent >= settings.API_PER_MINUTE:
                return max(1, round((minute + 1) * _MINUTE - seconds))
            if place is not None:
                _PLACE.pack_into(counted, place, token[:16], minute, sent + 1)
        return 0

    @contextmanager
    def _held(self) -> Iterator[mmap.mmap]:
        with self._threads:
            if self._counted is None:
                self._counted = self._mapped()
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)  # the system lets go of it where a worker is killed
            try:
                yield self._counted
            finally:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def _mapped(self) -> mmap.mmap:
        file, size = self._file or places.home() / "api-pace", _PLACE.size * PLACES
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if os.fstat(self._descriptor).st_size != size:
            os.ftruncate(self._descriptor, size)
        return mmap.mmap(self._descriptor, size)


def _place(counted: mmap.mmap, key: bytes, minute: int) -> tuple[int | None, int]:
    """Return where a token is counted in ``minute`` and how far; ``None`` where there is no place left.

    A token takes the first free place behind the one that its digest names. No place becomes free within a minute, so
    a free one that is met tells that the token has not come yet.
    """
    first = int.from_bytes(key[:4], "big")
    for step in range(PLACES):
        place = (first + step) % PLACES * _PLACE.size
        known, then, sent = _PLACE.unpack_from(counted, place)
        if then != minute:
            return place, 0
        if known == key:
            return place, sent
    return None, 0


PACE = Pace()
