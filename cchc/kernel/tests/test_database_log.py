"""Which settings of PostgreSQL would have its log hold what people write, and that ours do not."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from cchc.kernel import database_log, postgres

QUIET = database_log.QUIET
CASES = [
    # as PostgreSQL comes: no statement is logged, but the row that a constraint refused is
    ({"log_error_verbosity": "default", "log_parameter_max_length": "-1", "log_parameter_max_length_on_error": "0",
      "log_statement": "none", "log_min_duration_statement": "-1", "log_min_duration_sample": "-1"},
     ["log_error_verbosity"]),
    (dict(QUIET), []),
    ({**QUIET, "log_statement": "all", "log_min_duration_statement": "0"}, []),
    ({**QUIET, "log_parameter_max_length": "-1", "log_statement": "none"}, []),
    ({**QUIET, "log_parameter_max_length": "-1", "log_statement": "mod"}, ["log_parameter_max_length"]),
    ({**QUIET, "log_parameter_max_length": "80", "log_min_duration_statement": "500"}, ["log_parameter_max_length"]),
    ({**QUIET, "log_parameter_max_length": "-1", "log_min_duration_sample": "1"}, ["log_parameter_max_length"]),
    ({**QUIET, "log_parameter_max_length_on_error": "-1"}, ["log_parameter_max_length_on_error"]),
    ({**QUIET, "auto_explain.log_min_duration": "100"}, ["auto_explain.log_min_duration"]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "wrong"), CASES)
def test_what_would_be_logged(said: dict[str, str], wrong: list[str]) -> None:
    assert database_log.telling(said) == wrong


@pytest.mark.skipif(postgres.is_external(), reason="the database is somebody else's")
def test_the_embedded_server_keeps_quiet(db: None) -> None:
    assert database_log.telling(database_log.settings()) == []
    assert database_log.check() == []


@pytest.mark.skipif(postgres.is_external(), reason="the database is somebody else's")
def test_the_check_names_what_is_to_be_set(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_error_verbosity = 'default'")
        cursor.execute("SET LOCAL log_parameter_max_length_on_error = -1")
    call_command("check", deploy=True, tags=["security"])
    said = capsys.readouterr().err
    assert "kernel.W001" in said
    assert "log_error_verbosity = terse, log_parameter_max_length_on_error = 0" in said


def test_values_never_stand_in_the_statement(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT query, %s::text FROM pg_stat_activity WHERE pid = pg_backend_pid()", ["bí-mật"])
        row: Any = cursor.fetchone()
    assert row == ("SELECT query, $1::text FROM pg_stat_activity WHERE pid = pg_backend_pid()", "bí-mật")


def test_whoever_names_a_database_gets_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b@c/d?sslmode=require")
    options = postgres.connection()["OPTIONS"]
    assert options == {"sslmode": "require", "server_side_binding": True, "prepare_threshold": 5}
