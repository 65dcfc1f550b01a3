"""Contents in a directory: a folder for each first two letters of the hash, every file its owner's alone."""

import datetime as dt
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from cchc.kernel.files.stores import Lying

_HALF = ".half-"
_DAY = 24 * 60 * 60
_NAME = 64


class Directory:
    """Keeps each content in a file that appears only once it is whole and on the disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, sha256: str, content: bytes) -> None:
        if self.renewed(sha256):
            return
        file = self._file(sha256)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = file.with_name(f"{_HALF}{os.getpid()}-{secrets.token_hex(8)}")
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            half.replace(file)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        _sync(file.parent)  # the name must outlive a power cut as well
        _sync(self.root)

    def renewed(self, sha256: str) -> bool:
        """Renew the day of a content that lies here whole; tell whether one does."""
        try:
            with self.opened(sha256) as kept:
                if hashlib.file_digest(kept, "sha256").hexdigest() != sha256:  # type: ignore[arg-type]
                    return False
        except OSError:
            return False
        os.utime(self._file(sha256))
        return True

    def opened(self, sha256: str) -> IO[bytes]:
        return os.fdopen(os.open(self._file(sha256), os.O_RDONLY | os.O_NOFOLLOW), "rb")

    def remove(self, sha256: str, before: dt.datetime) -> bool:
        file = self._file(sha256)
        with suppress(FileNotFoundError):
            if file.stat().st_mtime >= before.timestamp():
                return False
            file.unlink()
        return True

    def lying(self) -> Iterator[Lying]:
        for file in self.root.glob("??/*"):
            with suppress(FileNotFoundError):  # removed meanwhile
                put = file.stat().st_mtime
                if len(file.name) == _NAME:
                    yield Lying(file.name, dt.datetime.fromtimestamp(put, dt.UTC))
                elif file.name.startswith(_HALF) and time.time() - put > _DAY:
                    file.unlink()

    def _file(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256


def _sync(folder: Path) -> None:
    there = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(there)
    finally:
        os.close(there)
