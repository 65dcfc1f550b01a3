"""Seals what must stand as it was given out: an Ed25519 signature (RFC 8032) by a key that no database holds.

The key belongs to the installation, not to a person: a seal proves that the platform gave out these very bytes, and
that nobody who can only write to the database has changed them since. It is no digital signature of an official in the
sense of the law (Luật Giao dịch điện tử 20/2023/QH15); that one is put on the document.

A seal carries the key that checks it, so it proves nothing by itself: whoever writes to the database can seal anew with
a key of their own. Therefore only keys count that stand in the installation's folder (``kernel.sealing_keys``).
"""

from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cchc.kernel import sealing_keys


class Verdict(StrEnum):
    """What a seal says of what it lies beside."""

    WHOLE = "whole"
    ALTERED = "altered"  # not what was sealed
    STRANGE = "strange"  # sealed, but by no key of this installation
    REVOKED = "revoked"  # sealed by a key that may be in other hands
    UNSEALED = "unsealed"


@dataclass(frozen=True)
class Seal:
    """A signature of 64 bytes, and the 32 bytes of the public key that checks it."""

    signature: bytes
    key: bytes

    def fits(self, content: bytes) -> bool:
        """Tell whether ``content`` is what was sealed, byte for byte, by whoever has the key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def pem(self) -> bytes:
        """The public key as OpenSSL reads it."""
        return sealing_keys.pem(self.key)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in DER, to compare with what the province has made known."""
        return sealing_keys.fingerprint(self.key)


def seal(content: bytes) -> Seal:
    """Seal ``content`` with the key of this installation, which is made the first time."""
    return Seal(sealing_keys.private().sign(content), sealing_keys.own())


def verdict(content: bytes, given: Seal | None) -> Verdict:
    """Judge a seal by the keys of this installation: whose it is comes before what it says."""
    if given is None:
        return Verdict.UNSEALED
    standing = sealing_keys.standing(given.key)
    if standing is None:
        return Verdict.STRANGE
    if standing == sealing_keys.Standing.REVOKED:
        return Verdict.REVOKED
    return Verdict.WHOLE if given.fits(content) else Verdict.ALTERED
