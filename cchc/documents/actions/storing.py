"""Keep the files of a document."""

import datetime as dt
from dataclasses import dataclass

from cchc.documents.models import Incoming, Outgoing, StoredFile
from cchc.kernel.files import keeping
from cchc.kernel.files.types import Deposit
from cchc.kernel.history import Actor

KIND = "documents.file"
_SIGNED = b"/ByteRange"
"""Every signature of a PDF names the bytes that it covers, outside any compressed stream (ISO 32000-1, 12.8.1)."""


@dataclass(frozen=True)
class Brought:
    """A file that lies in the store; no document has it yet."""

    deposit: Deposit
    is_signed: bool


def bring(name: str, content: bytes) -> Brought:
    """Check a file by its content and lay it into the store; ``Refusal`` says what is wrong with it."""
    deposit = keeping.put(name, content)
    return Brought(deposit, deposit.media_type == "application/pdf" and _SIGNED in content)


def store(document: Outgoing | Incoming, brought: Brought, *, actor: Actor, now: dt.datetime) -> int:
    """Keep a file with its document, in the caller's transaction; return its number."""
    deposit = brought.deposit
    of = {"outgoing": document} if isinstance(document, Outgoing) else {"incoming": document}
    return StoredFile.objects.create(
        **of,
        name=deposit.name,
        media_type=deposit.media_type,
        size=deposit.size,
        sha256=deposit.sha256,
        file=keeping.keep(deposit, KIND, actor=actor, at=now),
        is_signed=brought.is_signed,
        stored_at=now,
    ).pk


def attach(outgoing_id: int, brought: Brought, *, actor: Actor, now: dt.datetime) -> int:
    """Keep one more file with an outgoing document, in the caller's transaction; it was brought before that began."""
    return store(Outgoing.objects.get(pk=outgoing_id), brought, actor=actor, now=now)
