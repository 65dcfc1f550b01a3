"""Where this installation keeps what it may not lose: database, keys, uploads, logs."""

import hashlib
import os
import secrets
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
        _made(path)
    except OSError as error:
        raise Misset(
            "Không có nơi giữ dữ liệu của nền tảng: %(path)s (%(why)s). Đặt biến CCHC_HOME là thư mục ghi được.",
            path=str(path),
            why=str(error.strerror),
        ) from error
    return path


def _made(path: Path) -> None:
    """Make a folder that is its owner's alone; where we are root the database's account must get through it."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        folder.chmod(0o700 if os.getuid() else 0o711)


def made_once(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what the file ``name`` of this installation holds, made at the first call and read by its owner alone."""
    file = home() / name
    try:
        if not file.exists():
            fresh = _laid_beside(file, make())
            with suppress(FileExistsError):
                os.link(fresh, file)  # whoever is first wins, and nobody reads half a key
            fresh.unlink()
        return file.read_bytes()
    except OSError as error:
        raise _unusable(file, error) from error


def write(name: str, content: bytes) -> None:
    """Replace the file ``name`` of this installation at once, read by its owner alone."""
    file = home() / name
    try:
        _laid_beside(file, content).replace(file)
    except OSError as error:
        raise _unusable(file, error) from error


def _laid_beside(file: Path, content: bytes) -> Path:
    """Write ``content`` whole beside ``file``, under a name that is nobody else's."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def _unusable(file: Path, error: OSError) -> Misset:
    return Misset(
        "Không ghi hoặc không đọc được %(file)s (%(why)s): hãy xem quyền và chỗ trống của thư mục ấy.",
        file=str(file),
        why=str(error.strerror),
    )
