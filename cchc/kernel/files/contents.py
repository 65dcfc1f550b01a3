"""Read a file that was kept; nobody gets a byte of one that has changed."""

import hashlib
import logging
from typing import IO

from cchc.kernel.files.models import File
from cchc.kernel.files.stores import Store, store
from cchc.kernel.files.types import Altered, Missing, Unavailable

log = logging.getLogger("cchc.files")


def opened(file: File) -> IO[bytes]:
    """Return the content of a file at its beginning; raises ``Missing``, ``Altered`` or ``Unavailable``."""
    try:
        found = proven(store(), file.sha256)
    except FileNotFoundError:
        log.error("content %s of file %s is missing", file.sha256, file.pk)
        raise Missing(file.name) from None
    except OSError as error:
        log.error("content %s of file %s can't be read: %s", file.sha256, file.pk, error)
        raise Unavailable from error
    if found is None:
        log.error("content %s of file %s is not what was kept", file.sha256, file.pk)
        raise Altered(file.name)
    return found


def of(file: File) -> bytes:
    """Return the whole content of a file; raises as ``opened`` does."""
    with opened(file) as found:
        return found.read()


def proven(kept_in: Store, sha256: str) -> IO[bytes] | None:
    """Return a content at its beginning, ``None`` if it has another hash; fails with ``OSError`` as the store does."""
    found = kept_in.opened(sha256)
    try:
        if hashlib.file_digest(found, "sha256").hexdigest() == sha256:  # type: ignore[arg-type]
            found.seek(0)
            return found
    except BaseException:
        found.close()
        raise
    found.close()
    return None
