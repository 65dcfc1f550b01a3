"""The store of files: what is kept comes back, what has changed does not go out, what nobody needs goes."""

import datetime as dt
import hashlib
import os
import stat
import urllib.request
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from cchc.kernel import commands, history, seeds
from cchc.kernel.environment import Misset
from cchc.kernel.files import access, checking, command, contents, keeping, owners, stores, sweeping
from cchc.kernel.files import place as places
from cchc.kernel.files.models import File, FileContent
from cchc.kernel.files.place import Place
from cchc.kernel.files.stores import Away, Lying, Store
from cchc.kernel.files.stores.database import Table
from cchc.kernel.files.stores.directory import Directory
from cchc.kernel.files.stores.s3 import Bucket
from cchc.kernel.files.types import Altered, Missing, Unavailable
from cchc.kernel.history import command as audit
from cchc.kernel.refusal import Refusal
from cchc.kernel.tests.stores import KINDS, place, s3_server, store

__all__ = ["place", "s3_server", "store"]

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
HASH = hashlib.sha256(PDF).hexdigest()
LAN = history.Actor(7, "Nguyễn Thị Lan", "10.0.0.7")
AT = dt.datetime(2019, 9, 30, 8, tzinfo=dt.UTC)
every_kind = pytest.mark.parametrize("place", KINDS, indirect=True)
pytestmark = pytest.mark.django_db


def kept(name: str = "ke-hoach.pdf", content: bytes = PDF, kind: str = "plans.attachment") -> File:
    upload = keeping.put(name, content)
    with history.attributed(LAN):
        return keeping.keep(upload, kind, actor=LAN, at=AT)


def spoil(there: Store, sha256: str, content: bytes | None) -> None:
    """Change a content behind the platform's back, or take it away."""
    match there:
        case Directory():
            file = there._file(sha256)
            file.unlink() if content is None else file.write_bytes(content)
        case Table():
            rows = FileContent.objects.filter(pk=sha256)
            rows.delete() if content is None else rows.update(content=content)
        case Bucket():
            key = f"{sha256[:2]}/{sha256}"
            there._store.delete(key) if content is None else there._store.put(key, content)


@every_kind
def test_what_is_kept_comes_back_and_lies_once(store: Store) -> None:
    first, second = kept(), kept("ban-khac.pdf")
    assert contents.of(first) == contents.of(second) == PDF
    assert [one.sha256 for one in store.lying()] == [HASH]
    row = File.objects.get(pk=second.pk)
    assert (row.name, row.size, row.media_type, row.sha256) == ("ban-khac.pdf", len(PDF), "application/pdf", HASH)
    assert (row.kept_by_id, row.kept_at, row.kind) == (7, AT, "plans.attachment")
    with contents.opened(first) as found:
        found.seek(-3, os.SEEK_END)
        assert found.read() == PDF[-3:]


@every_kind
@pytest.mark.parametrize(
    ("changed", "error", "told"),
    [
        (PDF[:-1] + b"x", Altered, "không còn giống"),
        (PDF[:-1], Altered, "không còn giống"),
        (None, Missing, "không còn"),
    ],
)
def test_a_file_that_changed_goes_to_nobody_and_is_told(
    store: Store, changed: bytes | None, error: type[Refusal], told: str
) -> None:
    file = kept()
    assert checking.check() == checking.Result(1, ())
    spoil(store, HASH, changed)
    with pytest.raises(error):
        contents.opened(file)
    (sentence,) = checking.check().findings
    assert told in sentence
    assert "ke-hoach.pdf" in sentence
    keeping.put("lai.pdf", PDF)  # the same bytes handed in again mend it
    assert contents.of(file) == PDF


@every_kind
def test_only_what_no_row_names_is_swept_and_only_after_a_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owners, "unowned", File.objects.none)
    named = kept()
    keeping.put("bo-do.pdf", PDF + b"1")
    sweeping.sweep()
    assert len(list(store.lying())) == 2
    monkeypatch.setattr(sweeping, "KEPT", dt.timedelta(seconds=-5))  # what is here already counts as a day old
    sweeping.sweep()
    assert [one.sha256 for one in store.lying()] == [named.sha256]
    assert contents.of(named) == PDF


def test_putting_again_renews_the_day(store: Store, place: Place) -> None:
    keeping.put("a.pdf", PDF)
    file = Path(place.where) / HASH[:2] / HASH
    os.utime(file, (0, 0))
    keeping.put("b.pdf", PDF)
    sweeping.sweep()
    assert file.exists(), "somebody is about to name it"
    os.utime(file, (0, 0))
    sweeping.sweep()
    assert not file.exists()


def test_rows_that_nothing_points_to_are_swept_with_their_content(store: Store, place: Place) -> None:
    row = kept()
    assert list(owners.unowned()) == [row]
    os.utime(Path(place.where) / HASH[:2] / HASH, (0, 0))
    sweeping.sweep()
    assert not File.objects.filter(pk=row.pk).exists()
    assert list(store.lying()) == []
    history.settle()
    gone = history.of("kernel_file", row.pk)[0]
    assert (gone.action, gone.who) == ("delete", "Hệ thống")


def test_a_directory_is_its_owners_alone_and_never_shows_half_a_file(store: Store, place: Place) -> None:
    keeping.put("a.pdf", PDF)
    root = Path(place.where)
    file = root / HASH[:2] / HASH
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    half = file.with_name(".half-1-0")
    half.write_bytes(PDF[:9])
    assert [one.sha256 for one in store.lying()] == [HASH]
    os.utime(half, (0, 0))
    assert [one.sha256 for one in store.lying()] == [HASH]
    assert not half.exists(), "what a process that died has left goes after a day"


def test_a_full_disk_keeps_nothing_and_says_so(store: Store, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cchc.kernel.files.stores.directory.os.fsync", full)
    with pytest.raises(Unavailable, match="thử lại sau"):
        keeping.put("a.pdf", PDF)
    assert [path for path in Path(place.where).rglob("*") if path.is_file()] == []


def test_a_service_that_is_away_is_said_without_its_keys(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.FILES = Place("s3", "kho-tep", "http://127.0.0.1:9", "", "khoa-dai", "bi-mat-lam")
    with pytest.raises(Unavailable):
        keeping.put("a.pdf", PDF)
    assert "bi-mat-lam" not in caplog.text + repr(settings.FILES)


@pytest.fixture
def no_bucket(settings: Any, s3_server: str) -> Place:
    """The place of a bucket that nobody has made."""
    settings.FILES = Place("s3", "khong-co/tep", s3_server, "", "khoa", "bi-mat")
    return settings.FILES


def test_a_bucket_that_does_not_exist_is_no_missing_file(settings: Any, tmp_path: Path, no_bucket: Place) -> None:
    settings.FILES = Place("directory", str(tmp_path))
    row, _second = kept(), kept("hai.pdf", PDF + b"2")
    settings.FILES = no_bucket
    with pytest.raises(Unavailable, match="thử lại sau"):
        contents.opened(row)
    with pytest.raises(Unavailable):
        keeping.put("a.pdf", PDF)
    found = checking.check()
    assert found.is_away
    (sentence,) = found.findings
    assert "không có kho S3 mang tên đã đặt" in sentence
    history.settle()
    with pytest.raises(commands.Refused, match=r"^Chưa kiểm tra được kho tệp\. Kho tệp không đọc được"):
        audit.verify(Namespace(roots=None, json=False))


@pytest.mark.parametrize("demo", [True, False])
def test_a_start_says_that_its_bucket_does_not_exist(no_bucket: Place, demo: bool) -> None:
    (said,) = [line for line in seeds.notes(demo=demo) if "Kho tệp" in line]
    assert said.startswith("CẢNH BÁO: Kho tệp không ghi hoặc không đọc được (không có kho S3 mang tên đã đặt")
    assert "khong-co" not in said


@pytest.mark.parametrize("count", [2, 19, 20, 21])
def test_a_store_that_holds_nothing_at_all_is_the_wrong_one(settings: Any, tmp_path: Path, count: int) -> None:
    settings.FILES = Place("directory", str(tmp_path / "tep"))
    for number in range(count):
        kept(f"{number}.pdf", PDF + bytes([number]))
    settings.FILES = Place("directory", str(tmp_path / "o-dia-chua-gan"))
    found = checking.check()
    (sentence,) = found.findings
    assert "Kho tệp không có tệp nào" in sentence
    assert found.is_away
    keeping.put("0.pdf", PDF + bytes([0]))
    found = checking.check()
    assert len(found.findings) == count - 1
    assert all("không còn trong kho tệp" in one for one in found.findings)
    assert not found.is_away


def test_what_is_damaged_is_no_empty_store(settings: Any, tmp_path: Path) -> None:
    settings.FILES = Place("directory", str(tmp_path))
    rows = [kept(), kept("hai.pdf", PDF + b"2")]
    spoil(stores.store(), rows[0].sha256, b"khac")
    spoil(stores.store(), rows[1].sha256, None)
    assert sorted(checking.check().findings) == [
        f"Tệp {rows[0].pk} “ke-hoach.pdf” trong kho không còn giống lúc được gửi lên.",
        f"Tệp {rows[1].pk} “hai.pdf” không còn trong kho tệp.",
    ]


def test_a_store_that_goes_away_while_it_is_listed_is_said_to_be_away(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_store: Directory) -> Iterator[Lying]:
        raise Away(5, "máy chủ S3 không trả lời, hoặc trả lời lỗi")

    settings.FILES = Place("directory", str(tmp_path / "tep"))
    for content in (PDF, PDF + b"2"):
        kept(content=content)
    settings.FILES = Place("directory", str(tmp_path / "khac"))
    monkeypatch.setattr(Directory, "lying", gone)
    found = checking.check()
    assert found.is_away
    assert "máy chủ S3 không trả lời" in found.findings[0]


def test_an_action_that_rolls_back_leaves_no_row_and_its_content_is_swept(store: Store, place: Place) -> None:
    def act() -> None:
        upload = keeping.put("a.pdf", PDF)
        with history.attributed(LAN):
            keeping.keep(upload, "plans.attachment", actor=LAN, at=AT)
            raise Refusal("Kỳ này đã báo cáo hoàn thành: hãy chọn kỳ khác.")

    with pytest.raises(Refusal, match="Kỳ này"):
        act()
    assert not File.objects.exists()
    assert [one.sha256 for one in store.lying()] == [HASH]
    sweeping.sweep()
    assert [one.sha256 for one in store.lying()] == [HASH], "who put it may be about to name it"
    os.utime(Path(place.where) / HASH[:2] / HASH, (0, 0))
    sweeping.sweep()
    assert list(store.lying()) == []


def test_a_link_is_no_content(store: Store, place: Place) -> None:
    row, file = kept(), Path(place.where) / HASH[:2] / HASH
    elsewhere = Path(place.where) / "ngoai"
    elsewhere.write_bytes(PDF)
    file.unlink()
    file.symlink_to(elsewhere)
    with pytest.raises(Unavailable):
        contents.opened(row)


def test_a_row_never_changes(store: Store) -> None:
    row = kept()
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        File.objects.filter(pk=row.pk).update(sha256="0" * 64)
    history.settle()
    assert history.of("kernel_file", row.pk)[0].who == LAN.label


def test_what_the_gate_refuses_is_not_put(store: Store) -> None:
    with pytest.raises(Refusal, match="Chỉ nhận tệp"):
        keeping.put("a.exe", b"MZ\x90\x00")
    assert list(store.lying()) == []


def test_a_kind_that_nobody_answers_for_is_nobodys(store: Store) -> None:
    class Anybody:
        is_authenticated = True

    assert not access.may_read(Anybody(), kept(kind="khong.ai"))  # type: ignore[arg-type]


def test_the_sweep_waits_for_whoever_puts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping.put("a.pdf", PDF)
    monkeypatch.setattr(sweeping, "KEPT", dt.timedelta(seconds=-5))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtext('kernel_files'))")
            sweeping.sweep()
            assert [one.sha256 for one in store.lying()] == [HASH]
            cursor.execute("COMMIT")
    finally:
        other.close()
    sweeping.sweep()
    assert list(store.lying()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Place()),
        ("database", Place("database")),
        ("/srv/cchc tệp/", Place("directory", "/srv/cchc tệp")),
        ("s3://kho-tep", Place("s3", "kho-tep", key_id="k", secret="s")),
        (
            "s3://kho-tep/cchc/?endpoint=https://minio.tinh.vn:9000&region=vn",
            Place("s3", "kho-tep/cchc", "https://minio.tinh.vn:9000", "vn", "k", "s"),
        ),
    ],
)
def test_places(text: str, found: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_FILES_KEY", "k")
    monkeypatch.setenv("CCHC_FILES_SECRET", "s")
    assert places.named(text) == found


@pytest.mark.parametrize(
    "text",
    ["tep", "./tep", "s3://", "s3://A_b", "s3://kho-tep?x=1", "s3://kho-tep?endpoint=may", "s3://[::1", "ftp://a"],
)
def test_a_place_that_is_none_is_one_sentence(text: str) -> None:
    with pytest.raises(Misset, match="CCHC_FILES phải trống"):
        places.named(text)


def bucket(server: str, name: str, key: str) -> Place:
    """Make an empty bucket, and return its place with keys of its own."""
    urllib.request.urlopen(urllib.request.Request(f"{server}/{name}", method="PUT"))
    return Place("s3", f"{name}/tep", server, "", key, f"bi-mat-{key}")


def test_a_move_between_two_buckets_goes_on_where_it_was_broken_off(
    settings: Any, s3_server: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = bucket(s3_server, "kho-cu", "cu"), bucket(s3_server, "kho-moi", "moi")
    settings.FILES = old
    rows = [kept(f"{number}.pdf", PDF + bytes([number])) for number in range(5)]
    spoil(stores.store(), rows[0].sha256, PDF + b"doi")
    settings.FILES = new
    for name, value in {"KEY": "moi", "SECRET": "bi-mat-moi", "OLD_KEY": "cu", "OLD_SECRET": "bi-mat-cu"}.items():
        monkeypatch.setenv(f"CCHC_FILES_{name}", value)
    text = f"s3://kho-cu/tep?endpoint={s3_server}"
    assert places.former(text) == old
    assert places.named(text).key_id == "moi"

    fetched: list[str] = []
    whole, opened = stores.of(old), Bucket.opened

    def breaks_off(there: Bucket, sha256: str) -> Any:
        if there is whole:
            fetched.append(sha256)
            if len(fetched) == 3:
                raise Away(5, "máy chủ S3 không trả lời")
        return opened(there, sha256)

    monkeypatch.setattr(Bucket, "opened", breaks_off)
    with pytest.raises(commands.Refused, match=r"^Dừng giữa chừng.*Đã lấy về \d tệp; chạy lại"):
        command.gather(Namespace(place=text))
    there = {one.sha256 for one in stores.store().lying()}
    assert there == {sha256 for sha256 in fetched[:2] if sha256 != rows[0].sha256}
    with pytest.raises(commands.Refused, match="Còn 1 tệp"):
        command.gather(Namespace(place=text))
    assert capsys.readouterr().out == f"Đã lấy về {4 - len(there)} tệp.\n"
    assert not there & set(fetched[3:]), "what has come is not fetched again"
    assert [contents.of(row) for row in rows[1:]] == [PDF + bytes([number]) for number in range(1, 5)]
    with pytest.raises(Missing):
        contents.opened(rows[0])


def test_files_come_along_when_the_store_changes(
    settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FILES = Place("directory", str(tmp_path / "cu"))
    row, gone = kept(), kept("mat.pdf", PDF + b"mat")
    spoil(stores.store(), gone.sha256, None)
    settings.FILES = Place("database")
    with pytest.raises(commands.Refused, match="Còn 1 tệp"):
        command.gather(Namespace(place=str(tmp_path / "cu")))
    assert contents.of(row) == PDF
    settings.FILES = Place("directory", str(tmp_path / "moi"))
    with pytest.raises(commands.Refused, match="Còn 1 tệp"):
        command.gather(Namespace(place="database"))
    assert contents.of(row) == PDF
    assert capsys.readouterr().out == "Đã lấy về 1 tệp.\n" * 2
