"""The door: what it answers by itself, and that whatever one sends as files, the others have their pages and turns."""

import asyncio
import gc
import io
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import nullcontext
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from lxml import html

from cchc.kernel.api import problems
from config import receiving, turned_away, web
from config.lane import Full, Lane, Room


class Sender:
    """A connection that sends ``pieces`` and keeps what it is answered."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces
        self.answers: list[tuple[int, dict[str, str], str]] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answers.append((status, dict(headers), body.decode()))

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Sender":
        self.answers.append((status, dict(headers), ""))
        return self

    async def send_bytes(self, piece: bytes) -> None:
        status, headers, body = self.answers.pop()
        self.answers.append((status, headers, body + piece.decode()))


def is_file(method: str, path: str, query: str, content_type: str, body: object) -> bool:
    return path == "/file"


def door_to(application: Callable[..., Iterable[bytes]]) -> receiving.Door:
    return receiving.Door(application, 1_000, is_file, turned_away.answer)


def request(path: str, who: str) -> SimpleNamespace:
    about = {"method": "GET", "path": path, "query_string": "", "server": "x:1", "client": "y:1", "scheme": "http"}
    return SimpleNamespace(**about, http_version="1.1", headers={"cookie": f"a=1; sessionid={who}"})


class Headers:
    """Headers as granian gives them: a name may come more than once."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = pairs

    def items(self) -> list[tuple[str, str]]:
        return list(self._pairs)


def asked(
    door: receiving.Door, sender: Sender, path: str = "/dang-nhap/", **headers: str
) -> tuple[int, dict[str, str], str]:
    asyncio.run(door.__rsgi__(SimpleNamespace(headers=headers, path=path), sender))
    (answer,) = sender.answers
    return answer


def nobody(*_words: object) -> list[bytes]:
    pytest.fail("a worker was asked")


def too_many(path: str) -> tuple[int, dict[str, str], str]:
    door = door_to(nobody)
    door._receiving = receiving.MOST_AT_ONCE
    return asked(door, Sender(b"a"), path, **{"content-length": "1"})


def too_much(path: str) -> tuple[int, dict[str, str], str]:
    return asked(door_to(nobody), Sender(b"a" * 600, b"a" * 600), path, **{"transfer-encoding": "chunked"})


def cut_off(path: str) -> tuple[int, dict[str, str], str]:
    return asked(door_to(nobody), Sender(b"a" * 5), path, **{"content-length": "10"})


TURNED_AWAY = [
    (too_many, 503, "busy", "Đang có quá nhiều yêu cầu chờ", "Too many requests are waiting"),
    (too_much, 413, "too-large", "Yêu cầu lớn hơn 32 MB nên không được nhận", "The request is larger than 32 MB"),
    (cut_off, 408, "too-slow", "Nội dung gửi lên quá chậm", "What you sent came too slowly"),
]


@pytest.mark.parametrize(("turned", "status", "kind", "vietnamese", "english"), TURNED_AWAY)
def test_whoever_is_turned_away_is_told_in_the_language_of_the_address(
    turned: Callable[[str], tuple[int, dict[str, str], str]], status: int, kind: str, vietnamese: str, english: str
) -> None:
    for path, words, language in [("/dang-nhap/", vietnamese, "vi"), ("/en/dang-nhap/", english, "en")]:
        answered, headers, page = turned(path)
        frame = html.fromstring(page)
        assert (answered, frame.get("lang"), headers["content-language"]) == (status, language, language)
        assert frame.xpath("string(//main//h1)").strip().startswith(words)
        assert frame.xpath("//main//a[@class='button']/@href") == ["/" if language == "vi" else "/en/"]
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert "default-src 'self'" in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
        assert headers.get("retry-after") == ("30" if status == 503 else None)
    answered, headers, said = turned("/api/v1/work")
    assert (answered, headers["content-type"]) == (status, problems.TYPE)
    problem = json.loads(said)
    assert (problem["type"], problem["status"]) == (f"urn:cchc:problem:{kind}", status)
    assert problem["detail"].startswith(vietnamese)


@pytest.fixture
def fresh() -> Iterator[None]:
    turned_away._answer.cache_clear()
    yield
    turned_away._answer.cache_clear()


@pytest.mark.parametrize("is_secure", [True, False])
def test_whoever_is_turned_away_is_told_to_come_by_https_where_all_are(
    settings: Any, fresh: None, is_secure: bool
) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000 if is_secure else 0
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_secure else None
    headers = too_many("/dang-nhap/")[1]
    assert headers.get("strict-transport-security") == ("max-age=31536000" if is_secure else None)


def test_whoever_is_turned_away_has_a_number_that_the_log_has_too(caplog: pytest.LogCaptureFixture) -> None:
    numbers = [turned("/api/v1/work")[1]["x-request-id"] for turned in (too_many, too_many, cut_off)]
    said = [f"request {number}: turned away, {status}" for number, status in zip(numbers, (503, 503, 408), strict=True)]
    assert [one.getMessage() for one in caplog.records if one.name == "cchc.turned_away"] == said
    assert len(set(numbers)) == 3


@pytest.mark.parametrize(
    ("opened", "threads", "said"),
    [(["default"], 1, r"\['default'\]"), ([], 2, "a thread"), ([], 1, None)],
)
def test_what_workers_share_opens_no_connection_and_no_thread(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], threads: int, said: str | None
) -> None:
    """A socket that two processes share mixes their answers; a thread isn't there after the fork."""
    frozen: list[bool] = []
    known = [SimpleNamespace(alias=name, connection=object()) for name in opened]
    known.append(SimpleNamespace(alias="closed", connection=None))
    monkeypatch.setattr(connections, "all", lambda initialized_only: known)
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    with pytest.raises(RuntimeError, match=said) if said else nullcontext():
        web._load()
    assert bool(frozen) is (said is None)


@pytest.mark.parametrize("strange", ["x_forwarded_for", "x-forwarded_for", "x_forwarded-for"])
def test_a_header_with_an_underscore_is_not_taken_for_what_the_proxy_says(strange: str) -> None:
    said = ("x-forwarded-for", "9.9.9.9"), ("x-request-id", "of-the-proxy"), (strange, "6.6.6.6"), ("x_request_id", "x")
    asking = SimpleNamespace(
        headers=Headers(*said), server="127.0.0.1:8000", client="127.0.0.1:5", scheme="http", method="GET", path="/",
        query_string="", http_version="1.1",
    )  # fmt: skip
    found = receiving.environ(asking, io.BytesIO())
    heard = {name: value for name, value in found.items() if name.startswith("HTTP_")}
    assert heard == {"HTTP_X_FORWARDED_FOR": "9.9.9.9", "HTTP_X_REQUEST_ID": "of-the-proxy"}


class Slow:
    """An application whose files end when they may; it notes in which order it began them."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.begun: list[str] = []

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        self.begun.append(environ["HTTP_COOKIE"].removeprefix("a=1; sessionid="))
        if environ["PATH_INFO"] == "/file" and not self.may_end.wait(20):
            raise TimeoutError
        start("200 OK", [])
        return Whole([threading.current_thread().name.encode()])


class Whole(list[bytes]):
    """An answer that is no stream."""

    streaming = False


def test_a_page_does_not_wait_behind_a_file() -> None:
    slow, page, files = Slow(), Sender(), [Sender() for _ in range(3)]

    async def all_of_them() -> None:
        door = door_to(slow)
        sent = [asyncio.create_task(door.__rsgi__(request("/file", "a"), file)) for file in files]
        await asyncio.sleep(0)
        await asyncio.wait_for(door.__rsgi__(request("/", "a"), page), 10)
        assert not any(file.answers for file in files)
        slow.may_end.set()
        await asyncio.gather(*sent)

    asyncio.run(all_of_them())
    assert (page.answers[0][0], page.answers[0][2][:5]) == (200, "pages")
    assert [file.answers[0][2][:5] for file in files] == ["files"] * 3


def test_one_sender_does_not_fill_the_lane_and_another_comes_next() -> None:
    slow = Slow()
    many, other = [Sender() for _ in range(6)], Sender()

    async def all_of_them() -> None:
        door = door_to(slow)
        sent = [asyncio.create_task(door.__rsgi__(request("/file", "greedy"), one)) for one in many]
        await asyncio.sleep(0)
        sent.append(asyncio.create_task(door.__rsgi__(request("/file", "other"), other)))
        await asyncio.sleep(0)
        slow.may_end.set()
        await asyncio.gather(*sent)

    asyncio.run(all_of_them())
    refused = [one for one in many if one.answers[0][0] == 503]
    assert len(refused) == 6 - 1 - receiving.FILES.of_one
    assert refused[0].answers[0][1]["retry-after"] == "30"
    assert slow.begun.index("other") <= 2, "after the one that was there and one that waited before"


def test_a_lane_takes_so_many_and_its_senders_in_turn() -> None:
    async def turns() -> list[str]:
        lane, order = Lane("x", Room(waiting=5, of_one=3)), []

        async def come(sender: str) -> None:
            async with lane.turn(sender):
                order.append(sender)
                await asyncio.sleep(0)

        first = [asyncio.create_task(come(sender)) for sender in "aaaabb"]
        await asyncio.sleep(0)
        for sender in "ac":
            with pytest.raises(Full):
                await come(sender)
        first[-1].cancel()  # who goes away while waiting holds up nobody
        await asyncio.gather(*first, return_exceptions=True)
        await come("c")
        return order

    assert asyncio.run(turns()) == ["a", "a", "b", "a", "a", "c"]


def test_a_lane_that_is_idle_gives_back_what_it_holds_in_its_own_thread() -> None:
    async def work() -> str:
        given_back: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def give_back() -> None:
            given_back.get_loop().call_soon_threadsafe(given_back.set_result, threading.current_thread().name)

        lane = Lane("files", Room(1, 1), give_back, patience=0)
        async with lane.turn("a"):
            pass
        return await asyncio.wait_for(given_back, 10)

    assert asyncio.run(work()).startswith("files")


def test_the_pieces_of_an_answer_know_the_language_of_their_request() -> None:
    language: ContextVar[str] = ContextVar("language", default="")

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        language.set(environ["HTTP_COOKIE"][-1])
        start("200 OK", [])
        return (language.get().encode() for _ in range(50))

    senders = [Sender(), Sender()]

    async def both() -> None:
        door = door_to(application)
        await asyncio.gather(
            *(door.__rsgi__(request("/file", who), one) for who, one in zip("ab", senders, strict=True))
        )

    asyncio.run(both())
    assert [one.answers[0][2] for one in senders] == ["a" * 50, "b" * 50]


def test_who_sends_is_a_session_a_token_or_an_address() -> None:
    def sender(**headers: str) -> str:
        return receiving.sender(SimpleNamespace(headers=headers, client="10.0.0.1:5000"))

    assert sender(cookie="csrftoken=x; sessionid=abc; b=2", authorization="Bearer t") == "abc"
    assert sender(cookie="notsessionid=abc", authorization="Bearer t") == "Bearer t"
    assert sender() == "10.0.0.1"
