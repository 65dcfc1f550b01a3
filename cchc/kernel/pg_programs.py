"""PostgreSQL's own programs (``pg_dump``, ``pg_restore``, ``psql``), run against the platform's database server."""

import os
import subprocess

from django.db import connection

from cchc.kernel import postgres
from cchc.kernel.refusal import Refusal, Sentence

LOCK_TIMEOUT = "-c lock_timeout=15s"


class CannotRestore(Refusal):
    """The sentence says why."""


def run(program: str, *arguments: str) -> str:
    """Run a program as the platform's account and return what it prints; its last words tell what went wrong."""
    place = postgres.binaries() / program
    chosen = connection.settings_dict
    known = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    environment = {
        **os.environ,
        **{key: str(chosen[name]) for key, name in known.items() if chosen[name]},
        "PGOPTIONS": LOCK_TIMEOUT,
    }
    command = [str(place) if place.exists() else program, *arguments]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise CannotRestore("Không chạy được %(program)s: %(why)s.", program=program, why=error.strerror) from error
    if done.returncode:
        raise CannotRestore("%(program)s không làm được: %(why)s.", program=program, why=_reason(done.stderr))
    return done.stdout


def _reason(words: str) -> Sentence | str:
    """Return what a person can do about it, or else the last words of the program, which speaks English."""
    if "lock timeout" in words or "being accessed by other users" in words:
        return Sentence("nền tảng đang chạy và giữ cơ sở dữ liệu; hãy dừng (make stop) rồi làm lại")
    if "permission denied to create database" in words:
        return Sentence(
            "tài khoản cơ sở dữ liệu không được tạo cơ sở dữ liệu; hãy cho quyền ấy (ALTER ROLE … CREATEDB)"
        )
    said = words.strip().splitlines()
    return said[0].rstrip(".") if said else Sentence("không có thông báo")


def tell(database: str, *statements: str) -> str:
    """Run SQL in a database, all of it or nothing, and return what it prints."""
    how = ["--quiet", "--no-psqlrc", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1"]
    together = ["--single-transaction"] if len(statements) > 1 else []  # some statements stand in no transaction
    return run("psql", *how, *together, *[f"--command={one}" for one in statements], f"--dbname={database}")
