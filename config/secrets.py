"""The signing key: from the environment, or made once and kept with the installation's data."""

import os
import secrets

from cchc.kernel import places


def key() -> str:
    """Return the signing key of this installation."""
    return os.environ.get("CCHC_SECRET_KEY") or places.made_once("secret-key", _fresh).decode()


def _fresh() -> bytes:
    return secrets.token_urlsafe(48).encode()
