"""Whoever signs. A ``Hand`` is opened for one signature and forgotten; the platform keeps no key and no passphrase.

``signer`` is pyHanko's: ``SimpleSigner`` holds a key of a file, ``PKCS11Signer`` one in a token, and a subclass with
``async_sign_raw`` hands the digest to a remote service. Nothing else in the platform knows the difference.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from pyhanko.sign.signers import Signer, SimpleSigner

from cchc.documents.rules.signing import check_certificate
from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.refusal import Refusal, marked

_CLOSED = marked("Không mở được tệp chứng thư: mật khẩu không đúng, hoặc không phải tệp .p12, .pfx.")


@dataclass(frozen=True)
class Hand:
    """A certificate and what can sign with it."""

    name: str
    issuer: str
    serial: str
    valid_from: dt.datetime
    valid_to: dt.datetime
    signer: Signer


def of_certificate_file(content: bytes, passphrase: str, now: dt.datetime) -> Hand:
    """Open a certificate file (PKCS #12: .p12, .pfx); ``Refusal`` if it can't be opened or is not of today."""
    check_certificate(content)
    try:
        signer = SimpleSigner.load_pkcs12_data(content, [], passphrase.encode())
    except ValueError as closed:
        raise Refusal(_CLOSED, "passphrase") from closed
    if signer is None or signer.signing_cert is None:
        raise Refusal(_CLOSED, "passphrase")
    return of_signer(signer, now)


def of_signer(signer: Signer, now: dt.datetime) -> Hand:
    """Return the hand of any signer that knows its certificate; ``Refusal`` outside the certificate's days."""
    known: Any = signer.signing_cert
    certificate = x509.load_der_x509_certificate(known.dump())
    hand = Hand(
        name=common_name(certificate.subject),
        issuer=common_name(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before_utc.astimezone(ZONE),
        valid_to=certificate.not_valid_after_utc.astimezone(ZONE),
        signer=signer,
    )
    if not hand.valid_from <= now <= hand.valid_to:
        raise Refusal(
            "Chứng thư của %(name)s chỉ có hiệu lực từ %(first)s đến %(last)s: hãy dùng chứng thư còn hạn.",
            "certificate",
            name=hand.name,
            first=day_of(hand.valid_from),
            last=day_of(hand.valid_to),
        )
    return hand


def common_name(name: x509.Name) -> str:
    """Return how people call the holder of a certificate."""
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
