"""Everything an installation may not lose, in one file: the database (uploads lie in it) and what to check it by.

The file is a tar of ``manifest.json`` (rows of each table, end of the audit chain, SHA-256 of the dump),
``manifest.seal`` (the manifest's seal by this installation's key) and ``database.dump`` (pg_dump's custom format). A
dump is a program that the database runs, so ``restoring`` looks at the seal before anything of it is run.
"""

import datetime as dt
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from cchc.kernel import places, sealing
from cchc.kernel.history import coverage
from cchc.kernel.pg_programs import run

MANIFEST, SEAL, DUMP = "manifest.json", "manifest.seal", "database.dump"
_UNCHECKED = {"kernel_cache"}  # unlogged: a dump may be without it


@dataclass(frozen=True)
class Manifest:
    """What a restored database must come to."""

    made_at: str
    tables: Mapping[str, int]
    last_seq: int
    last_hash: str
    dump_sha256: str = ""
    """Of the dump, in hexadecimal; backups made before 0.1.0 was given out lack it."""


@dataclass(frozen=True)
class _Moment:
    """One moment of the database, whatever people write meanwhile: a transaction of ours alone, and its name."""

    cursor: Any
    snapshot: str


def save(target: Path, now: dt.datetime, *, look: Callable[[], None] | None = None) -> Manifest:
    """Write a backup to ``target``, which appears only once it is whole; readable by its owner alone.

    ``look`` is called once it is written, and asks the database as of the moment of the dump.
    """
    with _held() as moment:
        manifest = _written(target, moment, now)
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


def _written(target: Path, moment: _Moment, now: dt.datetime) -> Manifest:
    half = target.with_name(f".{target.name}.half")
    with tempfile.TemporaryDirectory(dir=places.home()) as folder:
        dump = Path(folder) / DUMP
        manifest = _dump(dump, moment, now)
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                _pack(out, manifest, dump)
                out.flush()
                os.fsync(out.fileno())
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    return manifest


def _dump(dump: Path, moment: _Moment, now: dt.datetime) -> Manifest:
    """Dump the database and count it as of the same moment."""
    run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={moment.snapshot}", f"--file={dump}", _database())
    rows = counts(moment.cursor)
    moment.cursor.execute("SELECT seq, encode(hash, 'hex') FROM kernel_auditentry ORDER BY seq DESC LIMIT 1")
    seq, head = moment.cursor.fetchone() or (0, bytes(32).hex())
    return Manifest(now.isoformat(), rows, seq, head, digest(dump))


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


def _pack(out: IO[bytes], manifest: Manifest, dump: Path) -> None:
    with tarfile.open(fileobj=out, mode="w") as archive:
        content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        seal = sealing.seal(content)
        for name, part in ((MANIFEST, content), (SEAL, seal.signature + seal.key)):
            entry = tarfile.TarInfo(name)
            entry.size = len(part)
            archive.addfile(entry, io.BytesIO(part))
        archive.add(dump, DUMP)


def _database() -> str:
    return f"--dbname={connection.settings_dict['NAME']}"
