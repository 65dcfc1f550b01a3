"""The one way to keep a file: its content first, then, in the transaction of whoever needs it, the row."""

import datetime as dt
import hashlib
import logging
from collections.abc import Mapping
from typing import Any

from cchc.kernel import uploads
from cchc.kernel.files import sweeping
from cchc.kernel.files.models import File
from cchc.kernel.files.stores import store
from cchc.kernel.files.types import Unavailable, Upload
from cchc.kernel.history import Actor

log = logging.getLogger("cchc.files")


def put(name: str, content: bytes) -> Upload:
    """Check a file by its content and lay it into the store, before the transaction that will name it.

    Refuses as ``uploads.checked`` does; ``Unavailable`` where the store can't take it. What is not kept afterwards is
    swept a day later.
    """
    return lay(uploads.checked(name, content), content)


def put_given(file: tuple[str, bytes] | None) -> Upload | None:
    """Do the same for the name and the content that a form may have brought."""
    return put(*file) if file else None


def lay(checked: uploads.Checked, content: bytes) -> Upload:
    """Do the same for a file that another gate has checked (plans), or that the platform has made."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        with sweeping.kept_off():
            store().put(sha256, content)
    except OSError as error:
        log.error("content %s could not be put: %s", sha256, error)
        raise Unavailable from error
    return Upload(checked.name, checked.media_type, len(content), sha256)


def keep(upload: Upload, kind: str, *, actor: Actor, at: dt.datetime) -> File:
    """Write the row of a file, whose owner is of ``kind`` ("plans.attachment"); the owner's row points to it."""
    return File.objects.create(
        sha256=upload.sha256,
        size=upload.size,
        media_type=upload.media_type,
        name=upload.name,
        kind=kind,
        kept_by_id=actor.user_id,
        kept_at=at,
    )


def columns(upload: Upload | None, kind: str, *, actor: Actor, at: dt.datetime) -> Mapping[str, Any]:
    """Keep a file and return the columns of a record that has one itself; none without a file."""
    if upload is None:
        return {}
    said = {"file_name": upload.name, "media_type": upload.media_type, "sha256": upload.sha256}
    return {**said, "file": keep(upload, kind, actor=actor, at=at)}
