"""Everything an installation may not lose, in one file: the database (uploads lie in it) and what to check it by.

The file is a tar of ``manifest.json`` (rows of each table, end of the audit chain) and ``database.dump`` (pg_dump's
custom format). Restoring replaces the whole database in one transaction, so it is done or it is not.
"""

import datetime as dt
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.db import connection

from cchc.kernel import places, postgres
from cchc.kernel.history import checking, coverage
from cchc.kernel.refusal import Refusal

_LOCK_TIMEOUT = "-c lock_timeout=15s"
_UNCHECKED = {"kernel_cache"}  # unlogged: a dump may be without it


class CannotRestore(Refusal):
    """The sentence says why."""


@dataclass(frozen=True)
class Manifest:
    """What a restored database must come to."""

    made_at: str
    tables: Mapping[str, int]
    last_seq: int
    last_hash: str


def save(target: Path, now: dt.datetime) -> Manifest:
    """Write a backup to ``target``, which appears only once it is whole; readable by its owner alone."""
    half = target.with_name(f".{target.name}.half")
    with tempfile.TemporaryDirectory(dir=places.home()) as folder:
        dump = Path(folder) / "database.dump"
        manifest = _dump(dump, now)
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                _pack(out, manifest, dump)
                out.flush()
                os.fsync(out.fileno())
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    return manifest


def _dump(dump: Path, now: dt.datetime) -> Manifest:
    """Dump the database and count it as of the same moment: both see one exported snapshot."""
    with closing(connection.copy()) as own, own.cursor() as cursor:  # a connection whose transaction is ours alone
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={dump}", _database())
        counts = _counts(cursor)
        cursor.execute("SELECT seq, encode(hash, 'hex') FROM kernel_auditentry ORDER BY seq DESC LIMIT 1")
        seq, head = cursor.fetchone() or (0, bytes(32).hex())
    return Manifest(now.isoformat(), counts, seq, head)


def _counts(cursor: Any) -> dict[str, int]:
    found = {}
    for table in coverage.tables():
        if table not in _UNCHECKED:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 (names from the catalogue)
            found[table] = cursor.fetchone()[0]
    return found


def _pack(out: IO[bytes], manifest: Manifest, dump: Path) -> None:
    with tarfile.open(fileobj=out, mode="w") as archive:
        content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        entry = tarfile.TarInfo("manifest.json")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
        archive.add(dump, "database.dump")


def restore(source: Path) -> Manifest:
    """Replace the database by that of the backup and check it; ``CannotRestore`` if it could not be, or differs."""
    _refuse_beside_others()
    try:
        with tempfile.TemporaryDirectory(dir=places.home()) as folder:
            manifest = _unpack(source, Path(folder))
            _replace_database(Path(folder))
    except (tarfile.TarError, OSError, KeyError, TypeError, ValueError) as error:
        raise CannotRestore(
            "Tệp %(source)s không phải bản sao lưu, hoặc đã hỏng (%(why)s).", source=source, why=error
        ) from error
    _check(manifest)
    return manifest


def _refuse_beside_others() -> None:
    """Refuse while anybody else is connected: tables may not be replaced beneath a platform that runs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        (others,) = cursor.fetchone()
    if others:
        raise CannotRestore(
            "Cơ sở dữ liệu đang có chương trình khác dùng: dừng nền tảng (make stop) rồi khôi phục lại."
        )


def _unpack(source: Path, folder: Path) -> Manifest:
    with tarfile.open(source) as archive:
        for name in ("manifest.json", "database.dump"):
            content = archive.extractfile(name)
            if content is None:
                raise ValueError(name)
            with (folder / name).open("wb") as out:
                shutil.copyfileobj(content, out)
    return Manifest(**json.loads((folder / "manifest.json").read_text()))


def _replace_database(folder: Path) -> None:
    script = folder / "database.sql"
    _run("pg_restore", "--no-owner", f"--file={script}", str(folder / "database.dump"))
    connection.close()
    _run(
        "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
        "--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public", f"--file={script}", _database(),
    )  # fmt: skip


def _check(manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        counts = _counts(cursor)
    wrong = [table for table, count in manifest.tables.items() if counts.get(table) != count]
    if wrong:
        raise CannotRestore("Khôi phục xong nhưng số dòng không khớp ở: %(tables)s.", tables=wrong)
    result = checking.verify()
    if result.findings:
        raise CannotRestore("Khôi phục xong nhưng nhật ký không nguyên vẹn. %(why)s", why=" ".join(result.findings))
    if (result.last_seq, result.last_hash.hex()) != (manifest.last_seq, manifest.last_hash):
        raise CannotRestore("Khôi phục xong nhưng nhật ký không kết thúc ở mục đã ghi trong bản sao lưu.")


def _database() -> str:
    return f"--dbname={connection.settings_dict['NAME']}"


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs against the platform's database; its last words tell what went wrong."""
    place = postgres.binaries() / program
    chosen = connection.settings_dict
    known = {
        "PGHOST": chosen["HOST"],
        "PGPORT": chosen["PORT"],
        "PGUSER": chosen["USER"],
        "PGPASSWORD": chosen["PASSWORD"],
    }
    environment = {
        **os.environ,
        **{key: str(value) for key, value in known.items() if value},
        "PGOPTIONS": _LOCK_TIMEOUT,
    }
    command = [str(place) if place.exists() else program, *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise CannotRestore("Không chạy được %(program)s: %(why)s.", program=program, why=error.strerror) from error
    if done.returncode:
        words = (done.stderr.strip().splitlines() or ["không có thông báo"])[0]
        if "lock timeout" in done.stderr:
            words = "nền tảng đang chạy và giữ cơ sở dữ liệu; hãy dừng (make stop) rồi làm lại"
        raise CannotRestore("%(program)s không làm được: %(why)s.", program=program, why=words)
