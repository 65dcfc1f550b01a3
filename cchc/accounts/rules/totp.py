"""Time-based one-time passwords (RFC 6238: HMAC-SHA-1, 6 digits, 30 seconds), as every authenticator app makes them."""

import base64
import hmac
import struct
from urllib.parse import quote, urlencode

PERIOD = 30
DIGITS = 6
_DRIFT = 1  # steps that a phone's clock may be off, either way


def code(secret: str, counter: int) -> str:
    """Return the code of time step ``counter`` for a base32 ``secret``."""
    digest = hmac.digest(base64.b32decode(secret, casefold=True), struct.pack(">Q", counter), "sha1")
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return str((number & 0x7FFFFFFF) % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: str, given: str, epoch_seconds: float, last_step: int = -1) -> int | None:
    """Return the time step to which ``given`` belongs, or ``None``.

    A step up to ``last_step`` has been used and is refused (RFC 6238 §5.2: a code is good once).
    """
    digits = "".join(given.split())
    now = int(epoch_seconds) // PERIOD
    matches = [
        step
        for step in range(max(now - _DRIFT, 0), now + _DRIFT + 1)
        if hmac.compare_digest(code(secret, step).encode(), digits.encode()) and step > last_step
    ]
    return max(matches, default=None)


def enrolment_uri(secret: str, account: str, issuer: str) -> str:
    """Return the address that an authenticator app reads from the QR code."""
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{query}"
