"""Bring back what a backup holds: beside the database in a new one, which takes its place only once it is checked.

A dump is SQL, which may ask the database to run programs: so whose backup it is, and whether it is whole, is settled
before a byte of it is run.
Until then nothing of the old one has changed; both change names in one transaction, and the old one is dropped last.
So a restore that is refused, or cut off at any moment, leaves what was there; the next one clears what it left.
"""

import json
import os
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection

from cchc.kernel import places, restoring_files, schema_version
from cchc.kernel.backup import DUMP, MANIFEST, SEAL, Manifest, counts, digest
from cchc.kernel.history import auditing, coverage
from cchc.kernel.pg_programs import CannotRestore, run, tell
from cchc.kernel.refusal import Sentence
from cchc.kernel.sealing import Seal, Verdict, verdict

_ALWAYS_THERE = frozenset({"django_migrations", "kernel_auditentry", "kernel_audithead", "accounts_user"})
_LEAVING = 5.0  # seconds


@dataclass(frozen=True)
class Restored:
    """What was brought back, a sentence where a person must look, and what was wrong with it and taken knowingly."""

    manifest: Manifest
    remark: str
    faults: tuple[str, ...]


def restore(source: Path, *, trusted: bool = False, altered: bool = False, files: Path | None = None) -> Restored:
    """Put the backup in the place of the database; ``CannotRestore`` if it can't be, and then nothing has changed.

    ``trusted``: a person vouches for a backup that this installation's key has not sealed. ``altered``: a person takes
    one of a database that was written past the platform, for want of a better one; ``audit verify`` goes on saying so.
    ``files``: the folder where a backup that shares it with others has its files.
    """
    _refuse_beside_others()
    name = str(connection.settings_dict["NAME"])
    fresh, old = f"{name}_restoring", f"{name}_before"
    with _unpacked(source) as folder:
        manifest = _manifest(folder / MANIFEST)
        _vouch(source, folder, manifest, trusted=trusted)
        _drop(fresh)  # the leavings of one that was cut off
        _make(fresh, name)
        try:
            _fill(fresh, folder)
            with _connected(fresh):
                report = _check(manifest, altered=altered)
                restoring_files.bring_back(source, manifest, files)
            _swap(name, fresh, old)
        except BaseException:
            with suppress(CannotRestore):
                _drop(fresh)
            raise
    with suppress(CannotRestore):  # it is done; the next one drops what is left
        _drop(old)
    return Restored(manifest, report.chain.signatures.get(Verdict.STRANGE, ""), report.altered)


def faults() -> tuple[str, ...]:
    """Return what is wrong with this database, for which a backup of it would be refused, in sentences."""
    return _audit().altered


def _refuse_beside_others() -> None:
    """Refuse while anybody else is connected: a database may not be replaced beneath a platform that runs.

    Whoever has just left is waited for: PostgreSQL ends its side of a connection a moment after the program's, and
    waits as long itself before it renames a database.
    """
    end = time.monotonic() + _LEAVING
    while _others():
        if time.monotonic() > end:
            raise CannotRestore(
                "Cơ sở dữ liệu đang có chương trình khác dùng: dừng nền tảng (make stop) rồi khôi phục lại."
            )
        time.sleep(0.1)


def _others() -> int:
    """Count the connections to this database that are not ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    """Lay the parts of the backup into a folder of their own for the block."""
    try:
        folder = Path(tempfile.mkdtemp(dir=places.home(), prefix=f"restoring-{os.getpid()}-"))
    except OSError as error:
        raise _no_room(error) from error
    try:
        _unpack(source, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            for name in (MANIFEST, DUMP, *({SEAL} & set(archive.getnames()))):
                content = archive.extractfile(name)
                if content is None:
                    raise KeyError(name)
                _copy(content, folder / name)
    except KeyError as missing:
        raise _no_backup(source, Sentence("thiếu %(part)s", part=_of_the_two(missing))) from missing
    except OSError as error:
        raise _no_backup(source, error.strerror or Sentence("đọc không được")) from error
    except (tarfile.TarError, EOFError) as broken:
        raise _no_backup(source, Sentence("không đúng dạng, hoặc thiếu phần cuối")) from broken


def _of_the_two(missing: KeyError) -> str:
    """Return the part that an archive lacks; ``extractfile`` says so in a sentence of its own, in English."""
    return next((name for name in (MANIFEST, DUMP) if name in str(missing)), DUMP)


def _no_backup(source: Path, why: Sentence | str) -> CannotRestore:
    return CannotRestore("Tệp %(source)s không phải bản sao lưu, hoặc đã hỏng (%(why)s).", source=source, why=why)


def _copy(content: IO[bytes], target: Path) -> None:
    with target.open("wb") as out:
        while piece := content.read(2**20):
            try:
                _write(out, piece)
            except OSError as error:
                raise _no_room(error) from error


def _write(out: IO[bytes], piece: bytes) -> None:
    out.write(piece)
    out.flush()  # a full disk says so here


def _no_room(error: OSError) -> CannotRestore:
    return CannotRestore(
        "Không ghi được vào %(home)s (%(why)s): hãy xem quyền và chỗ trống; chưa có gì thay đổi.",
        home=str(places.home()),
        why=str(error.strerror),
    )


def _manifest(file: Path) -> Manifest:
    """Read what the backup must come to; one that says less than every backup does is refused."""
    try:
        found = Manifest(**json.loads(file.read_text()))
        tables = dict(found.tables)
        whole = all(isinstance(name, str) and type(count) is int and count >= 0 for name, count in tables.items())
        named = type(found.files) is int and all(isinstance(sha256, str) for sha256 in found.lost)
        complete = whole and named and tables.keys() >= _ALWAYS_THERE and type(found.last_seq) is int
        if not complete or len(bytes.fromhex(found.last_hash)) != 32:
            raise _no_manifest(Sentence("thiếu bảng hoặc điểm cuối của nhật ký"))
    except (TypeError, ValueError, AttributeError) as error:  # no JSON, or JSON of something else
        raise _no_manifest(Sentence("không đúng dạng")) from error
    return found


def _vouch(source: Path, folder: Path, manifest: Manifest, *, trusted: bool) -> None:
    """Refuse a dump that is not the one that was counted, and one that we have not sealed unless it is ``trusted``."""
    if manifest.dump_sha256 and digest(folder / DUMP) != manifest.dump_sha256:
        raise _no_backup(source, Sentence("%(part)s không khớp bảng kê", part=DUMP))
    sealed = (folder / SEAL).read_bytes() if (folder / SEAL).exists() else b""
    seal = Seal(sealed[:64], sealed[64:96]) if manifest.dump_sha256 and len(sealed) == 96 else None
    match verdict((folder / MANIFEST).read_bytes(), seal):
        case Verdict.WHOLE:
            return
        case Verdict.ALTERED:
            raise _no_backup(source, Sentence("bảng kê không khớp niêm phong"))
        case _ if not trusted:
            raise CannotRestore(
                "Bản sao lưu %(source)s không mang niêm phong bằng khóa của nền tảng này. Nếu chắc chắn về nguồn gốc"
                " của tệp (bản sao lưu chạy như một chương trình trong cơ sở dữ liệu), hãy chạy lại với --trust.",
                source=source,
            )


def _no_manifest(why: Sentence) -> CannotRestore:
    return CannotRestore("Bảng kê của bản sao lưu (manifest.json) không dùng được: %(why)s.", why=why)


def _make(fresh: str, like: str) -> None:
    """Make an empty database with the letters and the order of the one that it will replace."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = %s", [like]
        )
        encoding, *order = cursor.fetchone()
    locale = [word.replace("'", "''") for word in order]
    statement = f"CREATE DATABASE {_quoted(fresh)} TEMPLATE template0 ENCODING '{encoding}'"
    tell("postgres", f"{statement} LC_COLLATE '{locale[0]}' LC_CTYPE '{locale[1]}'")


def _fill(fresh: str, folder: Path) -> None:
    script = folder / "database.sql"
    run("pg_restore", "--no-owner", f"--file={script}", str(folder / DUMP))
    how = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    anew = ["--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public"]
    run("psql", *how, *anew, f"--file={script}", f"--dbname={fresh}")


@contextmanager
def _connected(database: str) -> Iterator[None]:
    """Ask the other database for the block: what checks an installation checks it there."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    except DatabaseError as error:  # tables without which this version can't even look at it
        why = str(error).strip().splitlines()[0]
        raise CannotRestore("Bản sao lưu không mở được bằng phiên bản này: %(why)s.", why=why) from error
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _check(manifest: Manifest, *, altered: bool) -> auditing.Report:
    """Compare the new database with what the backup says and with itself; return what a person must know."""
    if found := schema_version.newer():
        raise CannotRestore(
            "Bản sao lưu thuộc một phiên bản mới hơn (đã có %(newer)s): hãy khôi phục bằng phiên bản ấy.",
            newer=found[:3],
        )
    with connection.cursor() as cursor:
        counted = counts(cursor)
    names = counted.keys() | manifest.tables.keys()
    if wrong := sorted(name for name in names if counted.get(name) != manifest.tables.get(name)):
        raise CannotRestore("Số dòng không khớp bảng kê ở: %(tables)s.", tables=wrong[:10])
    report = _audit()
    if report.altered and not altered:
        raise CannotRestore(
            "Nhật ký trong bản sao lưu không nguyên vẹn. %(why)s Nếu không còn bản sao lưu nào khác và vẫn cần dữ liệu"
            " này, hãy chạy lại với --altered.",
            why=" ".join(report.altered),
        )
    if (report.chain.last_seq, report.chain.last_hash.hex()) != (manifest.last_seq, manifest.last_hash):
        raise CannotRestore("Nhật ký không kết thúc ở mục đã ghi trong bản sao lưu.")
    return report


def _audit() -> auditing.Report:
    return auditing.audit(guarded=_is_of_this_version())


def _is_of_this_version() -> bool:
    """Tell whether tables and the trail's functions are this version's; an older one's change at the next start."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version FROM kernel_seed WHERE key = 'kernel.audit'")
        found = cursor.fetchone()
    return found == (coverage.version(),) and schema_version.is_this()


def _swap(name: str, fresh: str, old: str) -> None:
    connection.close()
    _drop(old)
    rename = "ALTER DATABASE {} RENAME TO {}"
    tell("postgres", rename.format(_quoted(name), _quoted(old)), rename.format(_quoted(fresh), _quoted(name)))


def _drop(database: str) -> None:
    tell("postgres", f"DROP DATABASE IF EXISTS {_quoted(database)}")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name.replace('"', '""'))
