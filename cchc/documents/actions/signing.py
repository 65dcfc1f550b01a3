"""Sign a file of a document: the signed PDF is kept beside the one that was signed, which stays as it was."""

import datetime as dt
from base64 import b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cchc.documents.actions.storing import Brought, bring, store
from cchc.documents.models import Outgoing, StoredFile
from cchc.documents.rules.signing import check_certificate
from cchc.documents.states import OutgoingState
from cchc.kernel import apart, history
from cchc.kernel.files import contents
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze

if TYPE_CHECKING:
    from cchc.documents.transports.hands import Hand

_SIGNER = "cchc.documents.documents.signature"


def with_certificate_file(
    stored_id: int, certificate: bytes, passphrase: str, reason: str, *, actor: Actor, now: dt.datetime
) -> int:
    """Sign with a certificate file (.p12, .pfx), which is forgotten at once; return the number of the signed file."""
    check_certificate(certificate)
    opened = {"certificate": b64encode(certificate).decode(), "passphrase": passphrase}

    def make(content: bytes, name: str) -> bytes:
        given: dict[str, Any] = {**opened, "reason": _reason(reason), "now": now}
        return apart.ask(f"{_SIGNER}:with_certificate", content, name=name, warm=(_SIGNER,), **given).data

    return _kept(stored_id, make, actor=actor, now=now)


def sign(stored_id: int, hand: "Hand", reason: str, *, actor: Actor, now: dt.datetime) -> int:
    """Sign a PDF of an outgoing document in force with any hand; return the number of the signed file."""
    from cchc.documents.documents import signature

    return _kept(
        stored_id,
        lambda content, _name: signature.signed(content, hand, _reason(reason), now),
        actor=actor,
        now=now,
    )


def _kept(stored_id: int, make: Callable[[bytes, str], bytes], *, actor: Actor, now: dt.datetime) -> int:
    with history.attributed(actor):
        file, _document = _signable(stored_id)
    name = file.name.removesuffix(".pdf").removesuffix(" (da ky)")
    signed = bring(f"{name} (da ky).pdf", make(contents.of(file.file), file.name))  # long, so nobody waits for a lock
    with history.attributed(actor):
        _file, document = _signable(stored_id)
        return store(document, Brought(signed.deposit, is_signed=True), actor=actor, now=now)


def _signable(stored_id: int) -> tuple[StoredFile, Outgoing]:
    """Return a file that may be signed, locked, and its document, which may be withdrawn while it is being signed."""
    file = locked(StoredFile, stored_id)
    if file.outgoing is None or file.outgoing.state != OutgoingState.ISSUED:
        raise Refusal("Chỉ ký số văn bản đi đang có hiệu lực.")
    if file.media_type != "application/pdf":
        raise Refusal("Chỉ ký số tệp PDF.")
    return file, file.outgoing


def _reason(words: str) -> str:
    return squeeze(words)[:200]
