"""Put the files of a backup into the store: they take nothing away, so a restore that is refused has harmed nothing.

Each proves itself by its name, and the dump, which is sealed, says which there must be.
"""

import hashlib
import tarfile
from contextlib import suppress
from pathlib import Path

from django.db import connection

from cchc.kernel.backup import FILES, Manifest
from cchc.kernel.files import checking, contents, probing
from cchc.kernel.files.stores import store
from cchc.kernel.files.stores.directory import Directory
from cchc.kernel.pg_programs import CannotRestore

_TABLE = "kernel_file"


def bring_back(source: Path, manifest: Manifest, beside: Path | None = None) -> None:
    """Do it for the database that is connected; ``CannotRestore`` where one of its files is not to be had.

    ``beside``: the folder where backups that share one have their files.
    """
    if _TABLE not in connection.introspection.table_names():
        return  # of the time when files lay in the tables of their owners: the next start moves them
    wanted = set(checking.named())
    try:
        _put(source, wanted)
        if beside:
            _put_shared(Directory(beside), wanted)
        missing = {sha256 for sha256, _why in checking.lost(wanted)} - set(manifest.lost)
    except OSError as error:
        raise CannotRestore(
            "Không ghi được vào kho tệp (%(why)s); dữ liệu hiện có không thay đổi.", why=probing.why(error)
        ) from error
    if missing:
        raise CannotRestore(
            "Bản sao lưu thiếu %(count)s tệp mà dữ liệu của nó nhắc đến, hoặc tệp trong đó đã bị đổi: %(which)s. Nếu"
            " khi sao lưu có --files thì khôi phục cũng phải có.",
            count=len(missing),
            which=sorted(missing)[:3],
        )


def _put(source: Path, wanted: set[str]) -> None:
    there = store()
    with tarfile.open(source) as archive:
        for entry in archive:
            sha256 = entry.name.removeprefix(FILES)
            if entry.name.startswith(FILES) and entry.isfile() and sha256 in wanted:
                content = archive.extractfile(entry)
                data = content.read() if content else b""
                if hashlib.sha256(data).hexdigest() == sha256:
                    there.put(sha256, data)


def _put_shared(folder: Directory, wanted: set[str]) -> None:
    there = store()
    for sha256, _why in list(checking.lost(wanted)):
        with suppress(FileNotFoundError):
            found = contents.proven(folder, sha256)
            if found:
                with found:
                    there.put(sha256, found.read())
