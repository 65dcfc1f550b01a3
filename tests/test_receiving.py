"""What the door answers by itself, without a worker: too many at once, and a body that grows beyond what it said."""

import asyncio
import io
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest

from config import receiving


class Sender:
    """A connection that sends ``pieces`` and keeps what it is answered."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces
        self.answers: list[tuple[int, dict[str, str], str]] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece

    def response_str(self, status: int, headers: list[tuple[str, str]], body: str) -> None:
        self.answers.append((status, dict(headers), body))


class Headers:
    """Headers as granian gives them: a name may come more than once."""

    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = pairs

    def items(self) -> list[tuple[str, str]]:
        return list(self._pairs)


def asked(door: receiving.Door, sender: Sender, **headers: str) -> tuple[int, dict[str, str], str]:
    asyncio.run(door.__rsgi__(SimpleNamespace(headers=headers), sender))
    (answer,) = sender.answers
    return answer


def nobody(*_words: object) -> list[bytes]:
    pytest.fail("a worker was asked")


def test_whoever_comes_while_too_many_send_is_asked_to_come_again() -> None:
    door = receiving.Door(nobody, 1_000)
    door._receiving = receiving.MOST_AT_ONCE
    status, headers, words = asked(door, Sender(b"a"), **{"content-length": "1"})
    assert (status, headers["retry-after"]) == (503, "30")
    assert "quá nhiều tệp" in words


def test_a_body_without_a_length_that_grows_too_large_is_refused() -> None:
    status, *_rest = asked(
        receiving.Door(nobody, 1_000), Sender(b"a" * 600, b"a" * 600), **{"transfer-encoding": "chunked"}
    )
    assert status == 413


def test_a_body_shorter_than_it_said_is_worked_on_by_nobody() -> None:
    status, *_rest = asked(receiving.Door(nobody, 1_000), Sender(b"a" * 5), **{"content-length": "10"})
    assert status == 408


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
