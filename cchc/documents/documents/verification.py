"""Look at the signatures of a PDF: whose they are, whether anything was changed since, and who vouches for them."""

import datetime as dt
import io
import logging
import os
from pathlib import Path
from typing import Any

from cryptography import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from cchc.documents.transports.hands import common_name
from cchc.documents.types import Seen
from cchc.kernel.clock import ZONE
from cchc.kernel.refusal import Refusal

_MOST = 20
_NOISY = logging.getLogger("pyhanko")


def look(content: bytes) -> list[Seen]:
    """Return the signatures of a PDF in the order in which they were made; ``Refusal`` if it is no PDF."""
    try:
        reader = PdfFileReader(io.BytesIO(content))
        found = list(reader.embedded_signatures)[:_MOST]
        return [_seen(one) for one in found]
    except (PdfError, ValueError, KeyError, IndexError, TypeError) as broken:
        raise Refusal("Tệp này không phải PDF đọc được.", "file") from broken


def trusted() -> list[Path]:
    """Return the certificates of bodies that this installation trusts: ``CCHC_TRUST``, a folder of .pem or .crt."""
    folder = os.environ.get("CCHC_TRUST", "")
    return sorted(path for path in Path(folder).iterdir() if path.suffix in {".pem", ".crt", ".cer"}) if folder else []


def _seen(one: Any) -> Seen:
    roots = list(load_certs_from_pemder([str(path) for path in trusted()]))  # type: ignore[no-untyped-call]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    certificate = x509.load_der_x509_certificate(one.signer_cert.dump())
    at: dt.datetime | None = one.self_reported_timestamp
    is_intact = is_whole = is_trusted = False
    level, _NOISY.level = _NOISY.level, logging.CRITICAL  # a self-made certificate is an answer here, not an error
    try:
        status = validate_pdf_signature(one, context)
        is_intact, is_whole, is_trusted = status.intact and status.valid, _whole(status), status.trusted
    except SignatureValidationError:
        pass
    finally:
        _NOISY.setLevel(level)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return Seen(
        name=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        signed_at=at.astimezone(ZONE) if at else None,
        valid_from=start.astimezone(ZONE),
        valid_to=end.astimezone(ZONE),
        reason=str(one.sig_object.get("/Reason", "")),
        is_intact=is_intact,
        is_whole=is_whole,
        is_trusted=is_trusted,
        in_time=at is not None and start <= at <= end,
    )


def _whole(status: Any) -> bool:
    """Tell whether what came after the signature is nothing, or only further signatures."""
    level = status.modification_level
    return level is not None and level.value <= 2  # NONE, LTA_UPDATES, FORM_FILLING: later signatures
