"""The small door to wherever content lies; the one in use is named by ``settings.FILES``."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from django.conf import settings

from cchc.kernel.files.place import Place
from cchc.kernel.places import home


class Lying(NamedTuple):
    """A content in a store: its hash and when it was last put there, by the clock of the store."""

    sha256: str
    put_at: dt.datetime


class Away(OSError):
    """The store itself can't be had, whatever content is asked for; ``strerror`` is a marked sentence that says why."""


class Store(Protocol):
    """Keeps contents under their hash; knows no names and no rows. Fails with ``OSError``."""

    def put(self, sha256: str, content: bytes) -> None:
        """Keep a content, for good once this returns; the same again renews its time, and mends it where it differs."""

    def opened(self, sha256: str) -> IO[bytes]:
        """Return a content to be read from its beginning, in any order; unproven. ``FileNotFoundError`` without it."""

    def remove(self, sha256: str, before: dt.datetime) -> bool:
        """Forget a content that was last put there before that moment; tell whether it is gone."""

    def lying(self) -> Iterator[Lying]:
        """Yield every content, in no order; what a process that died has left half is cleared after a day."""


def store() -> Store:
    """Return the store in use."""
    return of(settings.FILES)


@cache
def of(place: Place) -> Store:
    """Return the store at ``place``; what it needs is loaded here, for the others do without."""
    if place.kind == "database":
        from cchc.kernel.files.stores.database import Table

        return Table()
    if place.kind == "s3":
        from cchc.kernel.files.stores.s3 import Bucket

        return Bucket(place)
    from cchc.kernel.files.stores.directory import Directory

    return Directory(Path(place.where) if place.where else home() / "files")
