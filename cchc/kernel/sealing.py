"""Seals what must stand as it was given out: an Ed25519 signature (RFC 8032) by a key that no database holds.

The key belongs to the installation, not to a person: a seal proves that the platform gave out these very bytes, and
that nobody who can only write to the database has changed them since. It is no digital signature of an official in the
sense of the law (Luật Giao dịch điện tử 20/2023/QH15); that one is put on the document.
"""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from cchc.kernel import places

KEY_FILE = "sealing-key.pem"


@dataclass(frozen=True)
class Seal:
    """A signature of 64 bytes, and the 32 bytes of the public key that checks it."""

    signature: bytes
    key: bytes

    def fits(self, content: bytes) -> bool:
        """Tell whether ``content`` is what was sealed, byte for byte."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def pem(self) -> bytes:
        """The public key as OpenSSL reads it."""
        public = Ed25519PublicKey.from_public_bytes(self.key)
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key in DER, to compare with what the province has made known."""
        public = Ed25519PublicKey.from_public_bytes(self.key)
        return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def seal(content: bytes) -> Seal:
    """Seal ``content`` with the key of this installation, which is made the first time."""
    private = _private_key()
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return Seal(private.sign(content), public)


def _private_key() -> Ed25519PrivateKey:
    found = load_pem_private_key(places.made_once(KEY_FILE, _fresh), password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise TypeError(f"{KEY_FILE} holds no Ed25519 key")
    return found


def _fresh() -> bytes:
    private = Ed25519PrivateKey.generate()
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
