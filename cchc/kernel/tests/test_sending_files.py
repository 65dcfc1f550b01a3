"""Files go out whole or in part, to whoever their owner lets read, and never as a page of ours."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import Http404
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from cchc.kernel.files import access
from cchc.kernel.files.models import File
from cchc.kernel.files.stores import Store
from cchc.kernel.pages import files
from cchc.kernel.permission import Subject
from cchc.kernel.slow_lane import Mark
from cchc.kernel.tests.people import Somebody
from cchc.kernel.tests.stores import place, s3_server, store
from cchc.kernel.tests.test_files import HASH, PDF, every_kind, kept, spoil

__all__ = ["place", "s3_server", "store"]
pytestmark = pytest.mark.django_db
KIND, LAN, MINH = "kernel.probe", Somebody(frozenset({"x"}), 7), Somebody(frozenset({"x"}), 8)
SIZE = len(PDF)


@pytest.fixture(autouse=True)
def owned() -> Iterator[None]:
    """A module that lets Lan alone read its files."""

    def readable(subject: Subject, file_id: int) -> bool:
        return subject is LAN and File.objects.filter(pk=file_id, kind=KIND).exists()

    access.register(KIND, readable)
    yield
    access._kinds.pop(KIND)


def asked(file: File, subject: Any = LAN, **headers: str) -> HttpResponseBase:
    request = RequestFactory().get("/", headers=headers)
    request.subject = subject  # type: ignore[attr-defined]
    return files.download(request, file.pk)


def body(answer: Any) -> bytes:
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return content


@every_kind
def test_a_file_goes_out_as_it_came(store: Store) -> None:
    answer = asked(kept("Kế hoạch “2019”.pdf", kind=KIND))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Length"] == str(SIZE)
    assert body(answer) == PDF


@every_kind
@pytest.mark.parametrize(
    ("asks", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        (f"bytes=5-{SIZE * 2}", 5, SIZE - 1),
    ],
)
def test_a_part_goes_out_alone(store: Store, asks: str, first: int, last: int) -> None:
    answer = asked(kept(kind=KIND), range=asks)
    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes {first}-{last}/{SIZE}")
    assert answer["Content-Length"] == str(last - first + 1)
    assert body(answer) == PDF[first : last + 1]


@pytest.mark.parametrize("asks", [f"bytes={SIZE}-", "bytes=9-8", "bytes=-0"])
def test_a_part_that_is_none_is_refused(store: Store, asks: str) -> None:
    answer = asked(kept(kind=KIND), range=asks)
    assert (answer.status_code, answer["Content-Range"], body(answer)) == (416, f"bytes */{SIZE}", b"")


@pytest.mark.parametrize("asks", ["bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=x-y", ""])
def test_what_is_no_part_that_we_know_is_the_whole(store: Store, asks: str) -> None:
    answer = asked(kept(kind=KIND), range=asks)
    assert (answer.status_code, body(answer)) == (200, PDF)


@pytest.mark.parametrize(("has", "status"), [(f'"{HASH}"', 206), ('"khac"', 200)])
def test_the_rest_of_another_content_is_not_put_behind_it(store: Store, has: str, status: int) -> None:
    assert asked(kept(kind=KIND), range="bytes=5-9", **{"if-range": has}).status_code == status


def test_only_whom_the_owner_lets_read(store: Store) -> None:
    file, of_another = kept(kind=KIND), kept(kind="khong.ai")
    with pytest.raises(Http404):
        asked(file, MINH)
    with pytest.raises(Http404):
        asked(of_another, LAN)
    with pytest.raises(Http404):
        asked(File(pk=0), LAN)
    assert asked(file, Somebody()).status_code in {302, 401, 403}, "nobody has signed in"


@every_kind
def test_a_file_that_changed_is_a_sentence(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    file = kept(kind=KIND)
    spoil(store, HASH, b"%PDF-khac")
    with caplog.at_level(logging.ERROR, "cchc.files"):
        answer = asked(file)
    assert answer.status_code == 500
    assert "không còn giống lúc được gửi lên" in body(answer).decode()
    assert HASH in caplog.text


def test_it_takes_the_slow_lane() -> None:
    assert files.download.slow == Mark((), False)  # type: ignore[attr-defined]
