"""Sign a file of a document: the signed PDF is kept beside the one that was signed, which stays as it was."""

import datetime as dt
from typing import TYPE_CHECKING

from cchc.documents.actions.storing import store
from cchc.documents.models import StoredFile
from cchc.documents.states import OutgoingState
from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import squeeze

if TYPE_CHECKING:
    from cchc.documents.transports.hands import Hand


def with_certificate_file(
    stored_id: int, certificate: bytes, passphrase: str, reason: str, *, actor: Actor, now: dt.datetime
) -> int:
    """Sign with a certificate file (.p12, .pfx), which is forgotten at once; return the number of the signed file."""
    from cchc.documents.transports.hands import of_certificate_file

    return sign(stored_id, of_certificate_file(certificate, passphrase, now), reason, actor=actor, now=now)


def sign(stored_id: int, hand: "Hand", reason: str, *, actor: Actor, now: dt.datetime) -> int:
    """Sign a PDF of an outgoing document in force with any hand; return the number of the signed file."""
    from cchc.documents.documents import signature

    with history.attributed(actor):
        file = StoredFile.objects.select_for_update(of=("self",)).select_related("outgoing").get(pk=stored_id)
        if file.outgoing is None or file.outgoing.state != OutgoingState.ISSUED:
            raise Refusal("Chỉ ký số văn bản đi đang có hiệu lực.")
        if file.media_type != "application/pdf":
            raise Refusal("Chỉ ký số tệp PDF.")
        content = signature.signed(bytes(file.content), hand, squeeze(reason)[:200], now)
        name = file.name.removesuffix(".pdf").removesuffix(" (da ky)")
        return store(file.outgoing, f"{name} (da ky).pdf", content, now, is_signed=True)
