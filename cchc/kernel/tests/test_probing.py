"""``/readyz`` looks whether the store of files can be written and read, whatever kind it is."""

import io
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cchc.kernel.files import probing
from cchc.kernel.files.place import Place
from cchc.kernel.files.stores import Store
from cchc.kernel.tests.stores import place, s3_server, store
from cchc.kernel.tests.test_files import every_kind

__all__ = ["place", "s3_server", "store"]
SAYS = "trang vẫn chạy, nhưng chưa nộp, chưa tải được tệp"


@pytest.fixture(autouse=True)
def looks_anew(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROOT_URLCONF = "cchc.kernel.urls"
    settings.MIDDLEWARE = []
    monkeypatch.setattr(probing, "_looked", probing._Looked())


@every_kind
def test_a_store_that_works_leaves_nothing_behind(client: Client, db: None, store: Store) -> None:
    assert client.get("/readyz").json()["files"] is True
    assert list(store.lying()) == []


def away(folder: Path) -> Place:
    return Place("s3", "kho-tep", "http://127.0.0.1:9", "", "khoa", "bi-mat")


def no_folder(folder: Path) -> Place:
    (folder / "tep").write_text("a file where the folder should be")
    return Place("directory", str(folder / "tep"))


def not_writable(folder: Path) -> Place:
    return Place("directory", "/proc/cchc")


@pytest.mark.parametrize("broken", [no_folder, not_writable])
def test_one_that_cant_be_written_is_said_and_pages_go_on(
    client: Client, db: None, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: Any
) -> None:
    settings.FILES = broken(tmp_path)
    with caplog.at_level(logging.ERROR, "cchc.files"):
        response = client.get("/readyz")
    assert (response.status_code, response.json()["status"], response.json()["files"]) == (200, "degraded", False)
    assert SAYS in response.json()["says"]
    assert str(tmp_path) not in response.content.decode(), "anybody may ask"
    assert "can't be written or read" in caplog.text


def test_a_bucket_that_is_away_is_said_in_two_seconds(client: Client, db: None, settings: Any, tmp_path: Path) -> None:
    settings.FILES = away(tmp_path)
    response = client.get("/readyz")
    assert response.json()["files"] is False
    assert "Kho tệp" in response.json()["says"]
    assert "9" not in response.json()["says"], "no address"


class Held:
    """A store that answers once it is let; what it gives back is what it was given, or not."""

    def __init__(self, given_back: bytes | None = None) -> None:
        self.asked, self.let, self.given_back, self.content = 0, threading.Event(), given_back, b""

    def put(self, sha256: str, content: bytes) -> None:
        self.asked += 1
        self.content = content
        self.let.wait(20)

    def opened(self, sha256: str) -> io.BytesIO:
        return io.BytesIO(self.content if self.given_back is None else self.given_back)

    def remove(self, sha256: str, before: object) -> bool:
        return True

    def lying(self) -> Iterator[Any]:
        return iter(())


def test_a_store_that_hangs_is_asked_once_and_waited_for_once(
    client: Client, db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held()
    settings.FILES = Place("directory", str(tmp_path))
    monkeypatch.setattr(probing, "store", lambda: held)
    monkeypatch.setattr(probing, "_PATIENCE", 0.2)
    for _ in range(3):
        assert "chưa trả lời" in client.get("/readyz").json()["says"]
    assert held.asked == 1
    held.let.set()
    assert probing._looked.under_way is not None
    assert probing._looked.under_way.result(20) is None
    assert client.get("/readyz").json()["files"] is True
    assert held.asked == 1, "an answer holds for a while"


def test_a_store_that_gives_back_something_else_is_no_store() -> None:
    held = Held(b"khac")
    held.let.set()
    assert "khác với nội dung vừa ghi" in str(probing.look(held))
