"""The embedded cluster lets in whoever runs the platform and nobody else, and its log keeps quiet about data."""

import os
import pwd
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from cchc.kernel import postgres
from cchc.kernel.postgres import CannotStart, Cluster

EMBEDDED = pytest.mark.skipif(postgres.is_external(), reason="the database is somebody else's")


@EMBEDDED
@pytest.mark.skipif(os.getuid() != 0, reason="only root runs the database under another account")
def test_the_account_that_runs_the_database_is_not_let_in(db: None) -> None:
    cluster = postgres.embedded()
    nobody = pwd.getpwnam("nobody")
    asked = [cluster.bin / "psql", "-h", cluster.socket, "-U", "cchc", "-d", "postgres", "-qtAc", "SELECT 1"]
    how = {"capture_output": True, "text": True, "cwd": "/"}
    assert subprocess.run(asked, **how).stdout.strip() == "1"
    refused = subprocess.run(asked, user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[], **how)
    assert "Peer authentication failed" in refused.stderr


@EMBEDDED
def test_the_log_names_no_value_of_a_refused_statement(db: None) -> None:
    secret = "argon2$bi-mat-trong-cau-lenh"
    with psycopg.connect(**_plain(), autocommit=True) as own:
        own.execute("CREATE TEMPORARY TABLE kept (id int PRIMARY KEY, words text UNIQUE, n int NOT NULL)")
        for refused in (
            f"SELECT 1 / 0, '{secret}'",
            f"INSERT INTO kept VALUES (1, '{secret}', 1), (2, '{secret}', 1)",
            f"INSERT INTO kept VALUES (1, '{secret}', NULL)",
        ):
            with pytest.raises(psycopg.Error):
                own.execute(refused)
    log = postgres.embedded().log
    said = log.read_text(errors="replace")
    assert "violates not-null" in said
    assert "division by zero" in said
    assert secret not in said
    assert log.stat().st_mode & 0o077 == 0


def _plain() -> dict[str, str]:
    settings = connection.settings_dict
    return {"host": settings["HOST"], "user": settings["USER"], "dbname": settings["NAME"]}


def test_a_folder_that_a_stranger_laid_ready_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "socket").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotStart, match="thuộc về người khác"):
        Cluster(tmp_path)._own(tmp_path / "socket")
    if os.getuid() == 0:
        (tmp_path / "theirs").mkdir()
        os.chown(tmp_path / "theirs", 12345, 12345)
        with pytest.raises(CannotStart, match="thuộc về người khác"):
            Cluster(tmp_path)._own(tmp_path / "theirs")


def test_programs_are_never_copied_from_above_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("initdb", "pg_ctl", "postgres", "psql"):
        (tmp_path / name).touch()
    monkeypatch.setenv("CCHC_PG_BIN", str(tmp_path))
    cluster = Cluster(tmp_path / "pg")
    cluster.__dict__["_account"] = {"user": 65534, "group": 65534, "extra_groups": []}
    with pytest.raises(CannotStart, match="không chạy được"):
        _ = cluster.bin
