"""A statement that fails, or takes long, leaves nothing in PostgreSQL's log of what people wrote."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from cchc.accounts.models import User
from cchc.kernel import database_log, postgres
from cchc.kernel.files.models import FileContent
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import with_roles

pytestmark = pytest.mark.skipif(postgres.is_external(), reason="the log is somebody else's")
HASH, MAIL, UPLOAD = "argon2$bí-mật-5d1", "bi.mat.7c2@vi-du.vn", b"%PDF-1.7 bi-mat-9e3"
SECRETS = ("5d1", "7c2", "9e3", UPLOAD.hex())


@pytest.fixture
def case(db: None) -> Case:
    return with_roles()


def again(case: Case) -> None:
    user = next(iter(case.people.values()))
    User.objects.create(username=user.username, password=HASH, email=MAIL, unit_id=user.unit_id)


def too_long(case: Case) -> None:
    User.objects.filter(pk=case.people["office"].pk).update(password=HASH * 100, email=MAIL)


def of_nobody(case: Case) -> None:
    FileContent.objects.bulk_create([FileContent(sha256=HASH[:64], content=UPLOAD + MAIL.encode(), put_at=None)])


def searched(case: Case) -> None:
    list(User.objects.extra(where=["1 / (length(email) - length(email)) = 1 AND password <> %s"], params=[HASH]))


@pytest.mark.parametrize("fails", [again, too_long, of_nobody, searched])
def test_a_refused_statement(fails: Callable[[Case], None], case: Case) -> None:
    """As we install the server, except for the setting that hides whole statements: that one stands at its default."""
    log = postgres.embedded().log
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_min_error_statement = 'error'")
        begun = log.stat().st_size
        with pytest.raises(DatabaseError), transaction.atomic():
            fails(case)
    said = tail(log, begun)
    assert "STATEMENT:" in said
    assert "$1" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_a_slow_statement(case: Case) -> None:
    """Whoever looks for slow statements finds them, without their values."""
    log = postgres.embedded().log
    with transaction.atomic(), connection.cursor() as cursor:
        begun = log.stat().st_size
        cursor.execute("SET LOCAL log_min_duration_statement = 0")
        User.objects.filter(pk=case.people["office"].pk).update(password=HASH, email=MAIL)
        list(User.objects.filter(email=MAIL, password=HASH))
    said = tail(log, begun)
    assert "duration:" in said
    assert 'UPDATE "accounts_user"' in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_plans_would_show_values_and_the_check_says_so(case: Case) -> None:
    log = postgres.embedded().log
    with transaction.atomic(), connection.cursor() as cursor:
        begun = log.stat().st_size
        cursor.execute("LOAD 'auto_explain'")
        cursor.execute("SET LOCAL auto_explain.log_min_duration = 0")
        if connection.pg_version >= 160000:  # older ones have no such setting, and write no parameters
            cursor.execute("SET LOCAL auto_explain.log_parameter_max_length = 0")
        list(User.objects.filter(email=MAIL))
        assert database_log.telling(database_log.settings()) == ["auto_explain.log_min_duration"]
    assert MAIL in tail(log, begun)


def tail(log: Path, begun: int) -> str:
    with log.open("rb") as kept:
        kept.seek(begun)
        return kept.read().decode(errors="replace")
