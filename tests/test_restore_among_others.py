"""A database is not replaced beneath those who use it; whoever has just left it is waited for."""

import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from cchc.kernel import backup, clock, restoring
from cchc.kernel.pg_programs import CannotRestore
from tests.test_restore_drill import installation, probe

__all__ = ["installation", "probe"]
pytestmark = pytest.mark.django_db(transaction=True)


def another() -> psycopg.Connection[Any]:
    """Connect as another program would."""
    return psycopg.connect(**connection.get_connection_params())


def test_a_database_that_others_use_is_not_replaced(
    installation: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    monkeypatch.setattr(restoring, "_LEAVING", 0.2)
    with closing(another()), pytest.raises(CannotRestore, match="chương trình khác dùng"):
        restoring.restore(file)


def test_whoever_is_just_leaving_is_waited_for(
    installation: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, leaving = tmp_path / "sao-luu.tar", another()
    backup.save(file, clock.now())
    monkeypatch.setattr(time, "sleep", lambda seconds: leaving.close())
    restoring.restore(file)
    assert leaving.closed
