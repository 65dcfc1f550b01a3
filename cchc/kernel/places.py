"""Where this installation keeps what it may not lose: database, secret, uploads, logs."""

import hashlib
import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CONTENT = PROJECT / "content"


def clone_id() -> str:
    """Return ten letters that tell this clone from another one on the same machine."""
    return hashlib.sha256(str(PROJECT).encode()).hexdigest()[:10]


def home() -> Path:
    """Return the folder of this installation's own data, made if missing.

    Root gets ``/var/lib/cchc/<clone>``: PostgreSQL refuses to run as root, and the account that runs it
    instead may not be able to enter the folder that holds the clone.
    """
    named = os.environ.get("CCHC_HOME")
    if named:
        path = Path(named)
    elif os.getuid() == 0:
        path = Path("/var/lib/cchc") / clone_id()
    else:
        path = PROJECT / ".local"
    path.mkdir(parents=True, exist_ok=True)
    return path
