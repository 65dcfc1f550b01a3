"""Keep the files of a document."""

import datetime as dt
import hashlib

from cchc.documents.models import Incoming, Outgoing, StoredFile
from cchc.kernel import uploads

_SIGNED = b"/ByteRange"
"""Every signature of a PDF names the bytes that it covers, outside any compressed stream (ISO 32000-1, 12.8.1)."""


def store(document: Outgoing | Incoming, name: str, content: bytes, now: dt.datetime, is_signed: bool = False) -> int:
    """Check a file by its content and keep it with its document; return its number. ``Refusal`` says what is wrong."""
    checked = uploads.checked(name, content)
    of = {"outgoing": document} if isinstance(document, Outgoing) else {"incoming": document}
    return StoredFile.objects.create(
        **of,
        name=checked.name,
        media_type=checked.media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        is_signed=is_signed or (checked.media_type == "application/pdf" and _SIGNED in content),
        stored_at=now,
    ).pk


def attach(outgoing_id: int, name: str, content: bytes, now: dt.datetime) -> int:
    """Keep one more file with an outgoing document, in the caller's transaction."""
    return store(Outgoing.objects.get(pk=outgoing_id), name, content, now)
