"""The picture of a file's first page, drawn when it is first asked for and kept in the store."""

import datetime as dt
import hashlib
import io
import logging
from typing import IO

from cchc.kernel import apart, history
from cchc.kernel.files import contents, sweeping
from cchc.kernel.files.models import File, Preview
from cchc.kernel.files.stores import store
from cchc.kernel.files.types import Unavailable
from cchc.kernel.refusal import Refusal

log = logging.getLogger("cchc.files")
KINDS = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""The types of which there is a picture."""
MEDIA_TYPE = "image/jpeg"
_DRAWER = "cchc.kernel.files.pictures:first_page"
_LIMITS = apart.Bounds(cpu=3, wall=5.0, memory=512 * 2**20, answer=4 * 2**20)
_AGAIN = dt.timedelta(days=1)  # what could not be drawn is tried again: the machine may have been busy


def opened(file: File) -> IO[bytes] | None:
    """Return the picture at its beginning, ``None`` where none can be drawn; raises as ``contents.opened`` does."""
    if file.media_type not in KINDS:
        return None
    now = dt.datetime.now(dt.UTC)  # as the sweep goes by
    known = Preview.objects.filter(pk=file.sha256).first()
    if known and not known.picture and now - known.made_at < _AGAIN:
        return None
    kept = _kept(known.picture) if known and known.picture else None
    return kept or _drawn(file, now)


def _kept(sha256: str) -> IO[bytes] | None:
    try:
        return contents.proven(store(), sha256)
    except FileNotFoundError:
        return None  # it can be drawn again
    except OSError as error:  # nor could the file be had: whoever asks waits once, not twice
        log.error("the preview %s can't be read: %s", sha256, error)
        raise Unavailable from error


def _drawn(file: File, now: dt.datetime) -> IO[bytes] | None:
    content = contents.of(file)
    try:
        picture = apart.ask(_DRAWER, content, name=file.name, bounds=_LIMITS, media_type=file.media_type).data
    except Refusal as refusal:
        log.info("no preview of content %s: %s", file.sha256, refusal)
        picture = b""
    sha256 = hashlib.sha256(picture).hexdigest() if picture else ""
    try:
        with history.attributed(history.PLATFORM), sweeping.kept_off():
            if picture:
                store().put(sha256, picture)
            Preview.objects.update_or_create(pk=file.sha256, defaults={"picture": sha256, "made_at": now})
    except OSError as error:
        log.warning("the preview of content %s was not kept: %s", file.sha256, error)
    return io.BytesIO(picture) if picture else None
