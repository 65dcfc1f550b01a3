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
from cchc.kernel.files.types import Deposit, Unavailable
from cchc.kernel.history import Actor

log = logging.getLogger("cchc.files")


def put(name: str, content: bytes) -> Deposit:
    """Check a file by its content and lay it into the store, before the transaction that will name it.

    Refuses as ``uploads.checked`` does; ``Unavailable`` where the store can't take it. What is not kept afterwards is
    swept a day later.
    """
    return lay(uploads.checked(name, content), content)


def put_given(file: tuple[str, bytes] | None) -> Deposit | None:
    """Do the same for the name and the content that a form may have brought."""
    return put(*file) if file else None


def lay(checked: uploads.Checked, content: bytes) -> Deposit:
    """Do the same for a file that another gate has checked (plans), or that the platform has made."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        with sweeping.kept_off():
            store().put(sha256, content)
    except OSError as error:
        log.error("content %s could not be put: %s", sha256, error)
        raise Unavailable from error
    return Deposit(checked.name, checked.media_type, len(content), sha256)


def keep(deposit: Deposit, kind: str, *, actor: Actor, at: dt.datetime) -> File:
    """Write the row of a file, whose owner is of ``kind`` ("plans.attachment"); the owner's row points to it."""
    return File.objects.create(
        sha256=deposit.sha256,
        size=deposit.size,
        media_type=deposit.media_type,
        name=deposit.name,
        kind=kind,
        kept_by_id=actor.user_id,
        kept_at=at,
    )


def columns(deposit: Deposit | None, kind: str, *, actor: Actor, at: dt.datetime) -> Mapping[str, Any]:
    """Keep a file and return the columns of a record that has one itself; none without a file."""
    if deposit is None:
        return {}
    said = {"file_name": deposit.name, "media_type": deposit.media_type, "sha256": deposit.sha256}
    return {**said, "file": keep(deposit, kind, actor=actor, at=at)}
