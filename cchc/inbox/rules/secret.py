"""The secret in the address of a calendar."""

import hashlib

BYTES = 32


def digest(raw: str) -> str:
    """Return what is kept of a secret; of 256 random bits a plain hash tells nothing."""
    return hashlib.sha256(raw.encode()).hexdigest()
