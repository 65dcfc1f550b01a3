"""Look at the signatures of a PDF: whose they are, whether anything was changed since, and who vouches for them.

The file is anybody's: pages ask for it through ``actions.looking``, which has a child process do it.
"""

import datetime as dt
import io
import logging
from collections.abc import Sequence
from typing import Any

from cryptography import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from cchc.documents.transports.hands import common_name
from cchc.documents.types import Seen
from cchc.kernel.apart import plain
from cchc.kernel.clock import ZONE
from cchc.kernel.refusal import Refusal

_MOST, _MOST_NAMES, _LONGEST_NAME = 20, 10, 60
_NOISY = logging.getLogger("pyhanko")


def findings(content: bytes, *, trust: Sequence[str]) -> list[Any]:
    """Return what ``look`` returns in its plain form; what a child process is asked for."""
    return [plain(one) for one in look(content, trust)]


def look(content: bytes, trust: Sequence[str] = ()) -> list[Seen]:
    """Return the signatures of a PDF in the order in which they were made; ``Refusal`` if it is no PDF.

    ``trust`` are files of the certificates of bodies that are trusted (.pem, .crt).
    """
    if b"%PDF-" not in content[:1024]:
        raise Refusal("Tệp này không phải PDF đọc được.", "file")
    try:
        found = list(PdfFileReader(io.BytesIO(content)).embedded_signatures)[:_MOST]
    except MemoryError:
        raise
    except Exception as broken:  # a parser of what anybody made may trip over anything
        raise Refusal("Tệp này không phải PDF đọc được.", "file") from broken
    try:
        return [_seen(one, trust) for one in found]
    except MemoryError:
        raise
    except Exception as broken:
        raise Refusal(
            "Chữ ký số trong tệp này hỏng, không kiểm tra được: hãy đề nghị nơi ký gửi lại tệp gốc.",
            "file",
        ) from broken


def _seen(one: Any, trust: Sequence[str]) -> Seen:
    roots = list(load_certs_from_pemder(list(trust)))  # type: ignore[no-untyped-call]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    certificate = x509.load_der_x509_certificate(one.signer_cert.dump())
    at: dt.datetime | None = one.self_reported_timestamp
    status = _status(one, context)
    changed = _changed(one, status)
    start, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return Seen(
        name=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        signed_at=at.astimezone(ZONE) if at else None,
        valid_from=start.astimezone(ZONE),
        valid_to=end.astimezone(ZONE),
        reason=str(one.sig_object.get("/Reason", "")),
        is_intact=bool(status and status.intact and status.valid),
        is_whole=bool(status and _whole(status) and not changed),
        is_trusted=bool(status and status.trusted),
        in_time=at is not None and start <= at <= end,
        changed=changed,
    )


def _status(one: Any, context: ValidationContext) -> Any:
    """Return what the library says of a signature, ``None`` where it says that it is none it can check."""
    level, _NOISY.level = _NOISY.level, logging.CRITICAL  # a self-made certificate is an answer here, not an error
    try:
        return validate_pdf_signature(one, context)
    except SignatureValidationError:
        return None
    finally:
        _NOISY.setLevel(level)


def _whole(status: Any) -> bool:
    """Tell whether what came after the signature is nothing, or only further signatures."""
    level = status.modification_level
    return level is not None and level.value <= 2  # NONE, LTA_UPDATES, FORM_FILLING: later signatures


def _changed(one: Any, status: Any) -> tuple[str, ...]:
    """Return the names of the fields filled in otherwise after the signature; places of signatures are no such fields.

    The library calls filling in a form a lesser change than adding a page; who signed an amount has signed it.
    """
    result = getattr(one, "diff_result", None) if status else None
    names = getattr(result, "changed_form_fields", None) or ()
    signatures = {other.field_name for other in one.reader.embedded_signatures}
    found = sorted(str(name)[:_LONGEST_NAME] for name in names if name not in signatures)
    return tuple(found[:_MOST_NAMES])
