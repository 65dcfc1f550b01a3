"""What the demonstration tells, and by which password its people sign in."""

import os
import secrets
from pathlib import Path
from typing import Any

from cchc.kernel import places, plain_yaml


def story() -> dict[str, Any]:
    """Return what the demonstration tells: the file that ``CCHC_DEMO`` names, or the first of ``content/demo/``."""
    named = os.environ.get("CCHC_DEMO") or min((places.CONTENT / "demo").glob("*.yaml"), default="")
    return dict(plain_yaml.of_file(Path(named)))


def password() -> str:
    """Return the password of this installation's demonstration accounts, made once."""
    return places.made_once("demo-password", lambda: f"mau-{secrets.token_hex(4)}-cchc".encode()).decode()
