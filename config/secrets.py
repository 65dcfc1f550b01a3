"""The signing key: from the environment, or made once and kept with the installation's data."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cchc.kernel import places


def key() -> str:
    """Return the signing key of this installation."""
    named = os.environ.get("CCHC_SECRET_KEY")
    if named:
        return named
    file: Path = places.home() / "secret-key"
    if not file.exists():
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(fresh, file)  # whoever is first wins, and nobody reads half a key
        fresh.unlink()
    return file.read_text()
