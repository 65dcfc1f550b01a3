"""Where this installation keeps what it may not lose: database, keys, uploads, logs."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cchc.kernel.environment import Misset

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
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misset(
            "Không có nơi giữ dữ liệu của nền tảng: %(path)s (%(why)s). Đặt biến CCHC_HOME là thư mục ghi được.",
            path=str(path),
            why=str(error.strerror),
        ) from error
    return path


def made_once(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what the file ``name`` of this installation holds, made at the first call and read by its owner alone."""
    file = home() / name
    if not file.exists():
        fresh = file.with_name(f"{name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(make())
        with suppress(FileExistsError):
            os.link(fresh, file)  # whoever is first wins, and nobody reads half a key
        fresh.unlink()
    return file.read_bytes()
