"""A backup holds the files wherever they lie, and brings them back into whatever store there is then."""

import os
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from cchc.kernel import backup, backup_command, clock, commands, history, restoring
from cchc.kernel.files import checking, contents, keeping, stores
from cchc.kernel.files.models import File
from cchc.kernel.files.place import Place
from cchc.kernel.files.stores import Store
from cchc.kernel.files.stores.directory import Directory
from cchc.kernel.history import auditing
from cchc.kernel.tests.stores import place, s3_server, store
from cchc.kernel.tests.test_files import HASH, LAN, PDF, every_kind, kept, spoil
from tests.test_restore_drill import installation, opened, packed, probe, run, state

__all__ = ["installation", "place", "probe", "s3_server", "store"]
pytestmark = pytest.mark.django_db(transaction=True)
OTHER = b"%PDF-1.4 khac"
proven = contents.proven


@pytest.fixture
def files(installation: None, store: Store) -> list[File]:
    return [kept(), kept("lan-hai.pdf"), kept("khac.pdf", OTHER)]


def saved(folder: Path) -> Path:
    file = folder / "sao-luu.tar"
    assert backup_command.save(Namespace(file=file, without_files=False, files=None)) == 0
    return file


def emptied(there: Store) -> None:
    for one in list(there.lying()):
        spoil(there, one.sha256, None)


def brought_back(file: Path) -> None:
    assert backup_command.restore(Namespace(file=file, yes=True, trust=False, altered=False, files=None)) == 0


@every_kind
def test_the_files_come_back_after_a_wipe(
    files: list[File], store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path)
    assert "2 tệp" in capsys.readouterr().out
    emptied(store)
    run("DROP SCHEMA public CASCADE")
    run("CREATE SCHEMA public")
    brought_back(file)
    assert [contents.of(row) for row in File.objects.order_by("pk")] == [PDF, PDF, OTHER]
    assert checking.check() == checking.Result(2, ())
    assert auditing.audit().findings == ()


@pytest.mark.parametrize(("before", "after"), [("directory", "database"), ("database", "directory")])
def test_another_kind_of_store_takes_them(
    installation: None, settings: Any, tmp_path: Path, before: str, after: str
) -> None:
    kinds = {"directory": Place("directory", str(tmp_path / "tep")), "database": Place("database")}
    settings.FILES = kinds[before]
    row = kept()
    file = saved(tmp_path)
    emptied(stores.store())
    settings.FILES = kinds[after]
    brought_back(file)
    assert contents.of(row) == PDF
    assert [one.sha256 for one in stores.store().lying()] == [HASH]


def test_what_came_later_stays_in_the_store_until_it_is_swept(files: list[File], store: Store, tmp_path: Path) -> None:
    file = saved(tmp_path)
    later = kept("sau.pdf", b"%PDF-1.4 sau")
    brought_back(file)
    assert not File.objects.filter(pk=later.pk).exists()
    assert later.sha256 in {one.sha256 for one in store.lying()}, "a restore takes nothing away"


SPOILT: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "missing": lambda parts: {name: part for name, part in parts.items() if name != f"files/{HASH}"},
    "altered": lambda parts: parts | {f"files/{HASH}": PDF[:-1]},
    "under another name": lambda parts: (
        {name: part for name, part in parts.items() if name != f"files/{HASH}"} | {"files/../../x": PDF}
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_backup_that_lacks_a_file_changes_nothing(files: list[File], store: Store, tmp_path: Path, how: str) -> None:
    file = saved(tmp_path)
    packed(file, SPOILT[how](opened(file)))
    emptied(store)
    run("DELETE FROM django_site_probe WHERE id > 100")
    before = state()
    with pytest.raises(commands.Refused, match="thiếu 1 tệp"):
        brought_back(file)
    assert state() == before
    assert not list(tmp_path.glob("**/x"))


def test_a_store_that_has_the_file_already_makes_up_for_it(files: list[File], store: Store, tmp_path: Path) -> None:
    file = saved(tmp_path)
    packed(file, SPOILT["missing"](opened(file)))
    brought_back(file)
    assert contents.of(files[0]) == PDF


@every_kind
def test_what_was_lost_before_is_said_and_the_rest_is_saved(
    files: list[File], store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(store, HASH, b"khac")
    file = tmp_path / "sao-luu.tar"
    assert backup_command.save(Namespace(file=file, without_files=False, files=None)) == 3, (
        "the nightly run then deletes none"
    )
    said = capsys.readouterr().err
    assert "đã ghi, nhưng nội dung của những tệp sau đã mất" in said
    assert f"- {HASH}\n" in said
    emptied(store)
    assert restoring.restore(file).manifest.lost == [HASH]
    assert contents.of(File.objects.get(pk=files[2].pk)) == OTHER
    assert len(checking.check().findings) == 1


def test_a_store_that_is_away_ends_the_backup(files: list[File], settings: Any, tmp_path: Path) -> None:
    settings.FILES = Place("s3", "kho-tep", "http://127.0.0.1:9", "", "khoa", "bi-mat")
    with pytest.raises(commands.Refused, match="Không sao lưu được"):
        backup_command.save(Namespace(file=tmp_path / "sao-luu.tar", without_files=False, files=None))
    assert list(tmp_path.glob("*.tar")) == []


def test_contents_in_the_database_are_not_saved_twice(installation: None, settings: Any, tmp_path: Path) -> None:
    settings.FILES = Place("database")
    with history.attributed(LAN):
        keeping.keep(keeping.put("a.pdf", PDF), "plans.attachment", actor=LAN, at=clock.now())
    file = tmp_path / "sao-luu.tar"
    backup.save(file, clock.now())
    parts = opened(file)
    assert parts[f"files/{HASH}"] == PDF
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kernel_filecontent")
        assert cursor.fetchone() == (1,)
    assert PDF.hex()[:200].encode() not in parts["database.dump"]


def test_files_that_are_copied_otherwise_may_stay_out(files: list[File], store: Store, tmp_path: Path) -> None:
    file = tmp_path / "sao-luu.tar"
    assert backup_command.save(Namespace(file=file, without_files=True, files=None)) == 0
    assert set(opened(file)) == {"manifest.json", "manifest.seal", "database.dump"}
    brought_back(file)
    assert contents.of(files[0]) == PDF
    emptied(store)
    with pytest.raises(commands.Refused, match="thiếu 2 tệp"):
        brought_back(file)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return tmp_path / "tep-chung"


def night(folder: Path, shared: Path, name: str) -> Path:
    file = folder / name
    assert backup_command.save(Namespace(file=file, without_files=False, files=shared)) == 0
    return file


def day_of(file: Path, days: int) -> None:
    os.utime(file, (time.time() - days * 86_400,) * 2)


@every_kind
def test_backups_of_many_nights_share_their_files(
    files: list[File], store: Store, tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = night(tmp_path, shared, "1.tar")
    assert "files/" not in " ".join(opened(first))
    for one in Directory(shared).lying():
        day_of(shared / one.sha256[:2] / one.sha256, 40)
    later = kept("sau.pdf", b"%PDF-1.4 sau")
    asked: list[str] = []
    monkeypatch.setattr(contents, "proven", lambda there, sha256: asked.append(sha256) or proven(there, sha256))
    second = night(tmp_path, shared, "2.tar")
    assert asked == [later.sha256], "what lies there is not read from the store again"
    assert len(list(Directory(shared).lying())) == 3
    now = time.time()
    assert all(now - one.put_at.timestamp() < 3_600 for one in Directory(shared).lying()), "needed last tonight"
    emptied(store)
    assert backup_command.restore(restored(second, shared)) == 0
    assert [contents.of(row) for row in File.objects.order_by("pk")] == [PDF, PDF, OTHER, b"%PDF-1.4 sau"]
    emptied(store)
    assert backup_command.restore(restored(first, shared)) == 0
    assert checking.check() == checking.Result(2, ())


def restored(file: Path, shared: Path | None) -> Namespace:
    return Namespace(file=file, yes=True, trust=False, altered=False, files=shared)


def test_a_shared_folder_that_is_not_named_or_was_spoilt_changes_nothing(
    files: list[File], store: Store, tmp_path: Path, shared: Path
) -> None:
    file = night(tmp_path, shared, "1.tar")
    emptied(store)
    before = state()
    with pytest.raises(commands.Refused, match=r"thiếu 2 tệp.*--files"):
        backup_command.restore(restored(file, None))
    (shared / HASH[:2] / HASH).write_bytes(b"khac")
    with pytest.raises(commands.Refused, match="thiếu 1 tệp"):
        backup_command.restore(restored(file, shared))
    assert state() == before


def test_a_copy_that_was_spoilt_is_mended_by_the_next_night(
    files: list[File], store: Store, tmp_path: Path, shared: Path
) -> None:
    night(tmp_path, shared, "1.tar")
    (shared / HASH[:2] / HASH).write_bytes(b"khac")
    night(tmp_path, shared, "2.tar")
    assert (shared / HASH[:2] / HASH).read_bytes() == PDF


@pytest.mark.parametrize("where", ["tep", "tep/sao-luu", "."])
def test_the_store_in_use_is_no_place_for_its_own_backup(files: list[File], tmp_path: Path, where: str) -> None:
    file, folder = tmp_path / "sao-luu.tar", tmp_path / where
    with pytest.raises(commands.Refused, match="là kho tệp đang dùng"):
        backup_command.save(Namespace(file=file, without_files=False, files=folder))
    assert not file.exists()
