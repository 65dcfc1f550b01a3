"""Passwords, codes and keys that the platform makes up, and the cipher for the one secret it must read again."""

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_LEGIBLE = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken when read over the telephone
RECOVERY_CODES = 10


def one_time_password() -> str:
    """Return four groups of four, ``k7mf-…``: 79 bits that can be read out."""
    return "-".join(_group(4) for _ in range(4))


def recovery_codes() -> list[str]:
    """Return ten codes of 50 bits each."""
    return ["-".join((_group(5), _group(5))) for _ in range(RECOVERY_CODES)]


def recovery_digest(user_id: int, given: str) -> str:
    """Return what is stored of a recovery code: keyed, so that the table alone can't be searched for codes."""
    plain = "".join(letter for letter in given.lower() if letter in _LEGIBLE)
    return hmac.digest(_key("recovery"), f"{user_id}:{plain}".encode(), hashlib.sha256).hex()


def totp_secret() -> str:
    """Return a fresh base32 key of 160 bits."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def token_parts() -> tuple[str, str]:
    """Return the prefix and the secret of a new token."""
    return secrets.token_hex(5), secrets.token_urlsafe(32)


def seal(text: str) -> str:
    """Encrypt ``text`` with this installation's key."""
    return _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt what ``seal`` made, with the present key or one it replaced (``SECRET_KEY_FALLBACKS``)."""
    from cryptography.fernet import InvalidToken

    for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        try:
            return str(_cipher(secret).decrypt(sealed.encode()).decode())
        except InvalidToken:
            continue
    raise ValueError("sealed with a key that this installation no longer has")


def _cipher(secret: str | bytes) -> "Fernet":
    from cryptography.fernet import Fernet  # 7 MB that a worker needs only when somebody uses a second factor

    return Fernet(base64.urlsafe_b64encode(_key("seal", secret)))


def _key(purpose: str, secret: str | bytes | None = None) -> bytes:
    return salted_hmac(f"cchc.accounts.{purpose}", "", secret=secret, algorithm="sha256").digest()


def _group(length: int) -> str:
    return "".join(secrets.choice(_LEGIBLE) for _ in range(length))
