"""Everything an installation may not lose, in one file: the database, the files, and what to check them by.

The file is a tar of ``manifest.json`` (rows of each table, end of the audit chain, SHA-256 of the dump),
``manifest.seal`` (the manifest's seal by this installation's key), ``database.dump`` (pg_dump's custom format) and
``files/<SHA-256>`` for each content that a row names, wherever it lies. A dump is a program that the database runs, so
``restoring`` looks at the seal before anything of it is run; the dump names the contents, and each proves itself.
"""

import datetime as dt
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from cchc.kernel import places, sealing
from cchc.kernel.files import contents
from cchc.kernel.files.stores import store
from cchc.kernel.files.stores.directory import Directory
from cchc.kernel.history import coverage
from cchc.kernel.pg_programs import run

MANIFEST, SEAL, DUMP, FILES = "manifest.json", "manifest.seal", "database.dump", "files/"
_CONTENTS = "kernel_filecontent"
_UNCHECKED = {"kernel_cache", _CONTENTS}  # unlogged: a dump may be without it; contents lie beside the dump


@dataclass(frozen=True)
class Manifest:
    """What a restored database must come to."""

    made_at: str
    tables: Mapping[str, int]
    last_seq: int
    last_hash: str
    dump_sha256: str = ""
    """Of the dump, in hexadecimal; backups made before 0.1.0 was given out lack it."""
    files: int = 0
    """Contents beside the dump; a backup of the time when files lay in the tables of their owners has none."""
    lost: Sequence[str] = ()
    """Hashes of contents that were missing or altered already when the backup was made."""


@dataclass(frozen=True)
class _Moment:
    """One moment of the database, whatever people write meanwhile: a transaction of ours alone, and its name."""

    cursor: Any
    snapshot: str


def save(
    target: Path,
    now: dt.datetime,
    *,
    with_files: bool = True,
    beside: Path | None = None,
    look: Callable[[], None] | None = None,
) -> Manifest:
    """Write a backup to ``target``, which appears only once it is whole; readable by its owner alone.

    Files go into it, or into the folder ``beside``, which many backups share: what lies there is not copied again.
    ``look`` is called once it is written, and asks the database as of the moment of the dump.
    """
    with _held() as moment:
        manifest = _written(target, moment, now, beside, with_files=with_files)
        if look:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute(f"SET TRANSACTION SNAPSHOT '{moment.snapshot}'")
                look()
    return manifest


@contextmanager
def _held() -> Iterator[_Moment]:
    with closing(connection.copy()) as own, own.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield _Moment(cursor, cursor.fetchone()[0])


def _written(target: Path, moment: _Moment, now: dt.datetime, beside: Path | None, *, with_files: bool) -> Manifest:
    half = target.with_name(f".{target.name}.half")
    with tempfile.TemporaryDirectory(dir=places.home()) as folder:
        dump = Path(folder) / DUMP
        manifest, hashes = _dump(dump, moment, now)
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                manifest = _packed(out, manifest, dump, hashes if with_files else [], beside)
                out.flush()
                os.fsync(out.fileno())
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    return manifest


def _dump(dump: Path, moment: _Moment, now: dt.datetime) -> tuple[Manifest, list[str]]:
    """Dump the database, count it and list its files as of the same moment."""
    how = ("--format=custom", "--no-owner", f"--exclude-table-data={_CONTENTS}")
    run("pg_dump", *how, f"--snapshot={moment.snapshot}", f"--file={dump}", _database())
    rows = counts(moment.cursor)
    moment.cursor.execute("SELECT seq, encode(hash, 'hex') FROM kernel_auditentry ORDER BY seq DESC LIMIT 1")
    seq, head = moment.cursor.fetchone() or (0, bytes(32).hex())
    moment.cursor.execute("SELECT DISTINCT sha256 FROM kernel_file ORDER BY sha256")
    hashes = [sha256 for (sha256,) in moment.cursor.fetchall()]
    return Manifest(now.isoformat(), rows, seq, head, digest(dump)), hashes


def digest(dump: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with dump.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def counts(cursor: Any) -> dict[str, int]:
    """Return table → rows, of every table that a dump has whole."""
    found = {}
    for table in coverage.tables():
        if table not in _UNCHECKED:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 (names from the catalogue)
            found[table] = cursor.fetchone()[0]
    return found


def _packed(out: IO[bytes], manifest: Manifest, dump: Path, hashes: Sequence[str], beside: Path | None) -> Manifest:
    """Write the parts, the manifest last: only then is it known which files could not be had."""
    with tarfile.open(fileobj=out, mode="w") as archive:
        is_kept = partial(_is_laid, Directory(beside)) if beside else partial(_is_added, archive)
        lost = tuple(sha256 for sha256 in hashes if not is_kept(sha256))
        archive.add(dump, DUMP)
        manifest = replace(manifest, files=len(hashes) - len(lost), lost=lost)
        content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        seal = sealing.seal(content)
        _add(archive, MANIFEST, io.BytesIO(content))
        _add(archive, SEAL, io.BytesIO(seal.signature + seal.key))
    return manifest


def _is_laid(folder: Directory, sha256: str) -> bool:
    """Lay a content into the folder unless it lies there; its day tells when a backup last needed it."""
    if folder.renewed(sha256):
        return True
    with _found(sha256) as content:
        if content:
            folder.put(sha256, content.read())
        return content is not None


def _is_added(archive: tarfile.TarFile, sha256: str) -> bool:
    with _found(sha256) as content:
        if content:
            _add(archive, f"{FILES}{sha256}", content)
        return content is not None


@contextmanager
def _found(sha256: str) -> Iterator[IO[bytes] | None]:
    """Give a content for the block, ``None`` if it isn't what it should be; a store that can't be read ends all."""
    try:
        content = contents.proven(store(), sha256)
    except FileNotFoundError:
        content = None
    with content or nullcontext():
        yield content


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    archive.addfile(entry, content)


def _database() -> str:
    return f"--dbname={connection.settings_dict['NAME']}"
