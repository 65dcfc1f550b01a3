"""The drill: dump everything, wipe, restore, and prove that nothing is missing."""

import time
from argparse import Namespace
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, transaction

from cchc.kernel import backup, backup_command, clock, commands, history, seeds
from cchc.kernel.history import checking, coverage, roots

pytestmark = pytest.mark.django_db(transaction=True)


def counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in coverage.tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    found.pop("kernel_cache")
    return found


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def installation() -> None:
    """What a new installation holds, and some work on top."""
    run("DELETE FROM kernel_seed")
    seeds.load_missing()
    with history.attributed(history.Actor(1, "Nguyễn Thị Lan", "10.0.0.7")):
        run("INSERT INTO django_site_probe SELECT i, 'việc ' || i FROM generate_series(1, 5000) i")
    roots.seal_yesterday()


@pytest.fixture(autouse=True)
def probe():
    run("CREATE TABLE IF NOT EXISTS django_site_probe (id bigint PRIMARY KEY, name text)")
    coverage.install()
    yield
    run("DROP TABLE django_site_probe")


def test_everything_comes_back_after_a_wipe(
    installation: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sao-luu.tar"
    before, chain = counts(), checking.verify()
    started = time.perf_counter()
    assert backup_command.save(Namespace(file=file)) == 0
    dumped = time.perf_counter()
    assert file.stat().st_mode & 0o077 == 0, "only its owner may read a backup"

    run("DROP SCHEMA public CASCADE")
    run("CREATE SCHEMA public")
    assert coverage.tables() == {}
    wiped = time.perf_counter()
    assert backup_command.restore(Namespace(file=file, yes=True)) == 0
    restored = time.perf_counter()

    after = checking.verify()
    assert after.findings == ()
    assert (after.last_seq, after.last_hash) == (chain.last_seq, chain.last_hash)
    assert chain.entries > 5000
    assert counts() == before
    with history.attributed(history.PLATFORM):
        run("UPDATE django_site_probe SET name = 'sau khôi phục' WHERE id = 1")
    assert history.of("django_site_probe", 1)[0].who == "Hệ thống", "the triggers came back too"
    assert checking.verify().findings == ()
    with capsys.disabled():
        rows, size = sum(before.values()), file.stat().st_size / 2**20
        print(
            f"\nRestore drill: {len(before)} tables, {rows} rows, {size:.1f} MB; dump {dumped - started:.2f} s,"
            f" restore with all checks {restored - wiped:.2f} s"
        )


def test_a_restore_throws_away_what_came_later(installation: None, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    run("DELETE FROM django_site_probe WHERE id > 100")
    backup.restore(file)
    assert counts()["django_site_probe"] == 5000


def test_a_broken_file_changes_nothing(installation: None, tmp_path: Path) -> None:
    file, broken = tmp_path / "sao-luu.tar", tmp_path / "hong.tar"
    backup.save(file, clock.now())
    before = counts()
    whole = file.read_bytes()
    for content in (b"", b"khong phai", whole[: len(whole) // 2], whole.replace(b"PGDMP", b"PGDMX")):
        broken.write_bytes(content)
        with pytest.raises(commands.Refused, match=r"không phải bản sao lưu|không làm được"):
            backup_command.restore(Namespace(file=broken, yes=True))
    assert counts() == before


def test_a_running_platform_is_not_replaced_under_its_feet(installation: None, tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    monkeypatch.setattr(backup, "_LOCK_TIMEOUT", "-c lock_timeout=300ms")
    with closing(connection.copy()) as busy, busy.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM django_site_probe")
        with pytest.raises(backup.CannotRestore, match="make stop"):
            backup.restore(file)
        cursor.execute("ROLLBACK")


def test_replacing_everything_must_be_confirmed(tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar"
    file.write_bytes(b"x")
    with pytest.raises(commands.Refused, match="--yes"):
        backup_command.restore(Namespace(file=file, yes=False))
    with transaction.atomic(), pytest.raises(commands.Refused, match="Không có tệp"):
        backup_command.restore(Namespace(file=tmp_path / "khong-co", yes=True))
