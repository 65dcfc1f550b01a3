"""The drill: dump everything, wipe, restore, and prove that nothing is missing."""

import errno
import io
import json
import os
import tarfile
import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from cchc.kernel import (
    backup,
    backup_command,
    clock,
    commands,
    history,
    places,
    restoring,
    sealing,
    sealing_keys,
    seeds,
)
from cchc.kernel.history import auditing, coverage, roots
from cchc.kernel.pg_programs import CannotRestore
from cchc.kernel.saying import say

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


def databases() -> set[str]:
    """Return what the names of databases beside this one add to its name."""
    with connection.cursor() as cursor:
        name = str(connection.settings_dict["NAME"])
        cursor.execute("SELECT datname FROM pg_database WHERE datname IN (%s, %s, %s)",
                       [name, f"{name}_restoring", f"{name}_before"])  # fmt: skip
        return {found.removeprefix(name) for (found,) in cursor.fetchall()}


def state() -> tuple[dict[str, int], set[str], list[str]]:
    """Return what a refused restore must leave: every row, no other database, no file."""
    return counts(), databases(), sorted(file.name for file in places.home().glob(f"restoring-{os.getpid()}-*"))


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
    run("DELETE FROM django_migrations WHERE name = '9999_x'")


def test_everything_comes_back_after_a_wipe(
    installation: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sao-luu.tar"
    before, chain = counts(), auditing.audit()
    started = time.perf_counter()
    assert backup_command.save(Namespace(file=file, without_files=False, files=None)) == 0
    dumped = time.perf_counter()
    assert file.stat().st_mode & 0o077 == 0, "only its owner may read a backup"

    run("DROP SCHEMA public CASCADE")
    run("CREATE SCHEMA public")
    assert coverage.tables() == {}
    wiped = time.perf_counter()
    assert backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=False, files=None)) == 0
    restored = time.perf_counter()

    after = auditing.audit()
    assert after.findings == ()
    assert after.chain == chain.chain
    assert chain.chain.entries > 5000
    assert counts() == before
    with history.attributed(history.PLATFORM):
        run("UPDATE django_site_probe SET name = 'sau khôi phục' WHERE id = 1")
    assert history.of("django_site_probe", 1)[0].who == "Hệ thống", "the triggers came back too"
    assert auditing.audit().findings == ()
    with capsys.disabled():
        rows, size = sum(before.values()), file.stat().st_size / 2**20
        print(f"\nRestore drill: {len(before)} tables, {rows} rows, {size:.1f} MB; dump {dumped - started:.2f} s,")
        print(f" restore with all checks {restored - wiped:.2f} s")


def test_a_restore_throws_away_what_came_later(installation: None, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    run("DELETE FROM django_site_probe WHERE id > 100")
    restoring.restore(file)
    assert counts()["django_site_probe"] == 5000


def test_a_broken_file_changes_nothing(installation: None, tmp_path: Path) -> None:
    file, broken = tmp_path / "sao-luu.tar", tmp_path / "hong.tar"
    backup.save(file, clock.now())
    before = state()
    whole = file.read_bytes()
    for content in (b"", b"khong phai", whole[: len(whole) // 2], whole.replace(b"PGDMP", b"PGDMX")):
        broken.write_bytes(content)
        with pytest.raises(commands.Refused, match=r"không phải bản sao lưu|không làm được"):
            backup_command.restore(Namespace(file=broken, yes=True, trust=False, altered=False, files=None))
    assert state() == before


def opened(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as archive:
        return {name: archive.extractfile(name).read() for name in archive.getnames()}  # type: ignore[union-attr]


def packed(file: Path, parts: dict[str, bytes]) -> None:
    with tarfile.open(file, "w") as archive:
        for name, content in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def manifested(file: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Give a backup another manifest, sealed by the installation's own key."""
    parts = opened(file)
    manifest = json.loads(parts["manifest.json"])
    changed = change(manifest)
    content = json.dumps(changed if isinstance(changed, list) else manifest).encode()
    seal = sealing.seal(content)
    packed(file, parts | {"manifest.json": content, "manifest.seal": seal.signature + seal.key})


RUNS_A_PROGRAM = b"COPY (SELECT 1) TO PROGRAM 'touch %s'; --"


@pytest.mark.parametrize("trusted", [False, True])
def test_nothing_of_a_dump_that_was_changed_is_run(installation: None, tmp_path: Path, trusted: bool) -> None:
    file, trace = tmp_path / "sao-luu.tar", tmp_path / "ran"
    tmp_path.chmod(0o777)
    backup.save(file, clock.now())
    parts, before = opened(file), state()
    definition = b"CREATE FUNCTION public.kernel_audit_open()"
    start = parts["database.dump"].index(definition)
    program = RUNS_A_PROGRAM % bytes(trace)
    dump = bytearray(parts["database.dump"])
    dump[start : start + len(program)] = program
    packed(file, parts | {"database.dump": bytes(dump)})
    with pytest.raises(commands.Refused, match=r"database.dump không khớp bảng kê"):
        backup_command.restore(Namespace(file=file, yes=True, trust=trusted, altered=False, files=None))
    assert not trace.exists()
    assert state() == before


UNSEALED: dict[str, tuple[Callable[[dict[str, bytes]], dict[str, bytes]], str]] = {
    "a manifest changed afterwards": (
        lambda parts: {"manifest.json": parts["manifest.json"].replace(b'"last_seq": ', b'"last_seq":  ')},
        "không khớp niêm phong",
    ),
    "no seal": (lambda parts: {"manifest.seal": b""}, "không mang niêm phong"),
    "half a seal": (lambda parts: {"manifest.seal": parts["manifest.seal"][:50]}, "không mang niêm phong"),
    "of a time before seals": (
        lambda parts: {
            "manifest.json": json.dumps(
                {name: value for name, value in json.loads(parts["manifest.json"]).items() if name != "dump_sha256"}
            ).encode(),
            "manifest.seal": b"",
        },
        "không mang niêm phong",
    ),
}


@pytest.mark.parametrize("case", UNSEALED)
def test_a_backup_without_our_seal_is_brought_back_only_where_a_person_vouches_for_it(
    installation: None, tmp_path: Path, case: str
) -> None:
    file, (change, sentence) = tmp_path / "sao-luu.tar", UNSEALED[case]
    backup.save(file, clock.now())
    run("DELETE FROM django_site_probe WHERE id > 100")
    before, parts = state(), opened(file)
    packed(file, parts | change(parts))
    with pytest.raises(commands.Refused, match=sentence):
        backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=False, files=None))
    assert state() == before
    if "mang" in sentence:
        assert backup_command.restore(Namespace(file=file, yes=True, trust=True, altered=False, files=None)) == 0
        assert counts()["django_site_probe"] == 5000


WRONG_MANIFESTS: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "no tables": (lambda m: m["tables"].clear(), "Bảng kê của bản sao lưu"),
    "no table of people": (lambda m: m["tables"].pop("accounts_user"), "Bảng kê của bản sao lưu"),
    "a table too few": (lambda m: m["tables"].pop("plans_task"), "Số dòng không khớp bảng kê ở: plans_task"),
    "a table too many": (lambda m: m["tables"].update(khac=0), "Số dòng không khớp bảng kê ở: khac"),
    "a row too many": (lambda m: m["tables"].update(plans_task=1), "Số dòng không khớp bảng kê ở: plans_task"),
    "rows that are words": (lambda m: m["tables"].update(plans_task="0"), "Bảng kê của bản sao lưu"),
    "rows that are true": (lambda m: m["tables"].update(plans_task=True), "Bảng kê của bản sao lưu"),
    "a list": (lambda m: [m], "Bảng kê của bản sao lưu"),
    "tables as a list": (lambda m: m.update(tables=["plans_task"]), "Bảng kê của bản sao lưu"),
    "an unknown word": (lambda m: m.update(more=1), "Bảng kê của bản sao lưu"),
    "no end of the log": (lambda m: m.update(last_hash=""), "Bảng kê của bản sao lưu"),
    "another end of the log": (lambda m: m.update(last_hash="00" * 32), "Nhật ký không kết thúc ở mục"),
    "an earlier end of the log": (lambda m: m.update(last_seq=1), "Nhật ký không kết thúc ở mục"),
}


def test_a_manifest_that_does_not_fit_changes_nothing(installation: None, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    run("DELETE FROM django_site_probe WHERE id > 100")
    before, whole = state(), file.read_bytes()
    for case, (change, sentence) in WRONG_MANIFESTS.items():
        file.write_bytes(whole)
        manifested(file, change)
        with pytest.raises(commands.Refused, match=sentence):
            backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=False, files=None))
        assert state() == before, case


ALTERED = {
    "an entry": ("UPDATE kernel_auditentry SET actor = 'ai khác' WHERE seq = 3", "Mục 3 đã bị sửa"),
    "a row": ("UPDATE django_site_probe SET name = 'khác' WHERE id = 7", "bản ghi 7 khác nhật ký"),
    "a trigger": ("ALTER TABLE django_site_probe DISABLE TRIGGER kernel_audit_insert", "đã bị tắt"),
    "a newer version": ("INSERT INTO django_migrations (app, name, applied) VALUES ('plans', '9999_x', now())",
                        "phiên bản mới hơn"),
}  # fmt: skip


@pytest.mark.parametrize("case", ALTERED)
def test_a_backup_of_an_altered_database_changes_nothing_unasked(
    installation: None, tmp_path: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file, (statement, sentence) = tmp_path / "sao-luu.tar", ALTERED[case]
    run("SET session_replication_role = replica")
    run(statement)
    run("SET session_replication_role = origin")
    is_altered = "phiên bản" not in sentence
    assert backup_command.save(Namespace(file=file, without_files=False, files=None)) == (3 if is_altered else 0)
    said = capsys.readouterr().err
    assert (sentence in said and "--altered" in said) is is_altered, "whoever makes it learns it, not who needs it"
    before = state()
    with pytest.raises(commands.Refused, match=sentence) as refused:
        backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=False, files=None))
    assert ("--altered" in say(refused.value)) is is_altered, "the refusal names the way"
    assert state() == before


def test_what_is_altered_after_the_dump_is_not_said_of_it(installation: None, tmp_path: Path) -> None:
    said = []

    def look() -> None:
        with closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(ALTERED["a row"][0])
        said.append(restoring.faults())

    backup.save(tmp_path / "sao-luu.tar", clock.now(), look=look)
    assert (said, len(restoring.faults())) == ([()], 1)


def test_a_backup_of_an_altered_database_is_brought_back_knowingly(
    installation: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sao-luu.tar"
    run("SET session_replication_role = replica")
    for case in ("an entry", "a row", "a trigger"):
        run(ALTERED[case][0])
    run("DROP TRIGGER plans_report_kept ON plans_report")
    run("SET session_replication_role = origin")
    assert backup_command.save(Namespace(file=file, without_files=False, files=None)) == 3
    run("DELETE FROM django_site_probe WHERE id > 100")
    capsys.readouterr()
    assert backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=True, files=None)) == 3
    said = capsys.readouterr().err
    assert all(sentence in said for case, (_sql, sentence) in ALTERED.items() if case != "a newer version"), said
    assert counts()["django_site_probe"] == 5000
    assert "plans_report_kept" in " ".join(auditing.audit().altered), "it is as it was, and says so"
    call_command("migrate", verbosity=0, interactive=False)
    left = " ".join(auditing.audit().altered)
    assert "bản ghi 7 khác nhật ký" in left
    assert "trigger" not in left.lower(), "its sentences name the way"


def test_a_restore_that_is_cut_off_leaves_what_was_there(installation: None, tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    run("DELETE FROM django_site_probe WHERE id > 100")
    before = state()
    for step in ("_make", "_fill", "_check", "_swap"):
        with monkeypatch.context() as dying:
            dying.setattr(restoring, step, _killed(getattr(restoring, step)))
            dying.setattr(restoring, "_drop", _once(restoring._drop))  # a kill clears nothing up
            with pytest.raises(KeyboardInterrupt):
                restoring.restore(file)
        if step != "_swap":
            assert counts() == before[0], step
    assert counts()["django_site_probe"] == 5000, "cut off after the change of names it is done"
    restoring.restore(file)
    assert databases() == {""}, "the leavings are gone"


def _once(drop: Callable[[str], None]) -> Callable[[str], None]:
    """Clear the leavings of the time before, and nothing after the kill."""
    dropped: list[str] = []

    def first(name: str) -> None:
        if not dropped or name.endswith("_before"):
            drop(name)
        dropped.append(name)

    return first


def _killed(step: Callable[..., Any]) -> Callable[..., Any]:
    def done(*given: Any, **named: Any) -> None:
        step(*given, **named)
        raise KeyboardInterrupt

    return done


def test_a_full_home_is_a_sentence_and_changes_nothing(installation: None, tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    before = state()
    monkeypatch.setattr(restoring, "_write", _full)
    with pytest.raises(commands.Refused, match="xem quyền và chỗ trống"):
        backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=False, files=None))
    assert state() == before


def _full(*given: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_backup_from_another_installation_comes_back_with_a_remark(
    installation: None, tmp_path: Path, monkeypatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    sealing_keys.own()
    monkeypatch.setattr(sealing_keys, "KEY_FILE", f"test-{os.getpid()}-key.pem")
    monkeypatch.setattr(sealing_keys, "LIST_FILE", f"test-{os.getpid()}-keys.txt")
    try:
        with pytest.raises(commands.Refused, match="--trust"):
            backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=False, files=None))
        assert backup_command.restore(Namespace(file=file, yes=True, trust=True, altered=False, files=None)) == 0
        assert "cchc seal trust" in capsys.readouterr().out
    finally:
        for name in (sealing_keys.KEY_FILE, sealing_keys.LIST_FILE):
            (places.home() / name).unlink(missing_ok=True)


def test_a_running_platform_is_not_replaced_under_its_feet(installation: None, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    with closing(connection.copy()) as busy, busy.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM django_site_probe")
        with pytest.raises(CannotRestore, match="make stop"):
            restoring.restore(file)
        cursor.execute("ROLLBACK")
    assert databases() == {""}


def test_replacing_everything_must_be_confirmed(tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar"
    file.write_bytes(b"x")
    with pytest.raises(commands.Refused, match="--yes"):
        backup_command.restore(Namespace(file=file, yes=False, trust=False, altered=False, files=None))
    with transaction.atomic(), pytest.raises(commands.Refused, match="Không có tệp"):
        backup_command.restore(Namespace(file=tmp_path / "khong-co", yes=True, trust=False, altered=False, files=None))
