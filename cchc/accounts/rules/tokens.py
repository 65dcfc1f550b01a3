"""What an API token looks like: ``cchc_<prefix>_<secret>``; the prefix finds it, the secret proves it."""

import hashlib
import hmac
import re
from dataclasses import dataclass

_SHAPE = re.compile(r"cchc_([a-z0-9]{10})_([A-Za-z0-9_-]{43})")
_ABSENT = "0" * 64


@dataclass(frozen=True)
class Presented:
    """A well-formed token as a client sent it."""

    prefix: str
    secret: str


def compose(prefix: str, secret: str) -> str:
    """Return the text handed to the owner, once."""
    return f"cchc_{prefix}_{secret}"


def parse(raw: str) -> Presented | None:
    """Return the parts of ``raw``, or ``None`` if it can't be a token."""
    match = _SHAPE.fullmatch(raw.strip()) if len(raw) < 200 else None
    return Presented(match[1], match[2]) if match else None


def digest(secret: str) -> str:
    """Return what is stored: SHA-256 suffices for 256 random bits, there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def proves(secret: str, stored: str | None) -> bool:
    """Compare in constant time; without a stored digest the same work is done and fails."""
    return hmac.compare_digest(digest(secret), stored or _ABSENT) and stored is not None
