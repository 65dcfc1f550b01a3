"""The keys by which this installation seals: one in use, those it used before, those that may be in other hands.

They lie in the installation's folder, where whoever writes to the database does not reach: the private key in
``sealing-key.pem``, the public ones in ``sealing-keys.txt``, a line each (fingerprint, standing, key in base64). When a
key is replaced its private half is gone, so nobody makes another seal by it, and what it sealed goes on being whole.
"""

import base64
import binascii
import hashlib
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from cchc.kernel import places
from cchc.kernel.environment import Misset
from cchc.kernel.refusal import Refusal

KEY_FILE, LIST_FILE = "sealing-key.pem", "sealing-keys.txt"


class Standing(StrEnum):
    """What a seal by a key is worth."""

    CURRENT = "current"
    RETIRED = "retired"
    REVOKED = "revoked"


def private() -> Ed25519PrivateKey:
    """Return the key that seals, made the first time."""
    try:
        found = load_pem_private_key(places.made_once(KEY_FILE, _fresh), password=None)
    except ValueError:
        found = None
    if not isinstance(found, Ed25519PrivateKey):
        raise Misset(
            "Tệp %(file)s không phải khóa niêm phong (Ed25519): hãy khôi phục tệp ấy từ bản cất giữ.",
            file=str(places.home() / KEY_FILE),
        )
    return found


def own() -> bytes:
    """Return the 32 bytes of the public key in use."""
    return _public(private().public_key())


def known() -> dict[bytes, Standing]:
    """Return every key whose seals this installation has something to say of, the one in use first."""
    current = own()
    listed = {key: _settled(standing) for key, standing in _listed().items() if key != current}
    if current not in _listed():
        _write({current: Standing.CURRENT, **listed})
    return {current: Standing.CURRENT, **listed}


def standing(key: bytes) -> Standing | None:
    """Return what a seal by ``key`` is worth; ``None`` for a key that is not this installation's."""
    return known().get(key)


def rotate(*, revoke: bool = False) -> bytes:
    """Seal by a new key from now on and return it; ``revoke`` says that the one before may be in other hands.

    What that one sealed stays whole, unless it is revoked: then nobody can tell the platform's seals from others'.
    """
    before, fresh = known(), _fresh()
    made = load_pem_private_key(fresh, password=None)
    current, replaced = _public(made.public_key()), next(iter(before))  # type: ignore[arg-type]
    before[replaced] = Standing.REVOKED if revoke else Standing.RETIRED
    _write({current: Standing.CURRENT, **before})  # first: a seal by the new key is never a stranger's
    places.write(KEY_FILE, fresh)
    return current


def trust(pem: bytes) -> bytes:
    """Count a public key of this installation's past, lost with its folder, among the retired ones; return it."""
    try:
        found = load_pem_public_key(pem)
    except ValueError:
        found = None
    if not isinstance(found, Ed25519PublicKey):
        raise Refusal("Tệp không phải khóa công khai Ed25519 (.pem).")
    key, listed = _public(found), known()
    if listed.get(key) == Standing.REVOKED:
        raise Refusal("Khóa này đã bị thu hồi nên không thể tin lại.")
    _write({**listed, key: listed.get(key, Standing.RETIRED)})
    return key


def pem(key: bytes) -> bytes:
    """Return a public key of 32 bytes as OpenSSL reads it."""
    return Ed25519PublicKey.from_public_bytes(key).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: bytes) -> str:
    """Return the SHA-256 of a public key of 32 bytes in DER, as 64 letters."""
    public = Ed25519PublicKey.from_public_bytes(key)
    return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _settled(listed: Standing) -> Standing:
    return Standing.RETIRED if listed == Standing.CURRENT else listed  # a rotation that was cut off


def _listed() -> dict[bytes, Standing]:
    file = places.home() / LIST_FILE
    found = {}
    for line in file.read_text().splitlines() if file.exists() else []:
        try:
            _fingerprint, word, key = line.split()
            found[base64.b64decode(key, validate=True)] = Standing(word)
        except (ValueError, binascii.Error):
            raise Misset("Tệp %(file)s có dòng không đọc được: “%(line)s”.", file=str(file), line=line[:80]) from None
    return found


def _write(listed: dict[bytes, Standing]) -> None:
    lines = [f"{fingerprint(key)} {word} {base64.b64encode(key).decode()}\n" for key, word in listed.items()]
    places.write(LIST_FILE, "".join(lines).encode())


def _public(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _fresh() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
