"""Who sends slowly, stops sending or reads slowly holds nobody else up, and is not cut off for it."""

import html
import http.client
import resource
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tools.platform import Platform, served

pytestmark = [pytest.mark.slow, pytest.mark.browser]  # a platform of its own, beside those of the journeys
SENDERS = 12


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with served(today="2019-03-01") as platform:
        yield platform


def post(platform: Platform, length: int, body: bytes = b"") -> socket.socket:
    """Begin a request that promises ``length`` bytes and sends ``body``."""
    line = socket.create_connection(("127.0.0.1", platform.port), timeout=120)
    line.sendall(
        f"POST /dang-nhap/ HTTP/1.1\r\nHost: 127.0.0.1:{platform.port}\r\nContent-Length: {length}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n".encode()
        + body
    )
    return line


def page(platform: Platform, address: str = "/dang-nhap/") -> tuple[int, bytes]:
    asking = http.client.HTTPConnection("127.0.0.1", platform.port, timeout=60)
    asking.request("GET", address)
    answer = asking.getresponse()
    return answer.status, answer.read()


def test_many_who_send_a_byte_now_and_then_hold_nobody_up(platform: Platform) -> None:
    with ExitStack() as held:
        lines = [held.enter_context(post(platform, 100_000, b"a")) for _ in range(SENDERS)]
        for _ in range(5):
            assert page(platform)[0] == 200
            for line in lines:
                line.sendall(b"a")
    assert page(platform)[0] == 200


def test_a_body_that_comes_in_pieces_is_read_as_one(platform: Platform) -> None:
    body = b"login=khong-co&password=x"
    with post(platform, len(body)) as line:
        for byte in body:
            line.sendall(bytes([byte]))
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 403, "it lacks the form's token, and was understood that far"


def test_a_body_cut_off_is_worked_on_by_nobody(platform: Platform) -> None:
    with post(platform, 1_000, b"login=a") as line:
        line.shutdown(socket.SHUT_WR)
        said = line.recv(4_096)
    assert b"200" not in said[:20]
    assert page(platform)[0] == 200


def test_a_body_in_chunks_has_a_length(platform: Platform) -> None:
    asking = http.client.HTTPConnection("127.0.0.1", platform.port, timeout=60)
    asking.request("POST", "/dang-nhap/", iter([b"login=", b"a"]), encode_chunked=True)
    assert asking.getresponse().status == 403


def test_a_body_too_large_is_refused_in_words(platform: Platform) -> None:
    with post(platform, 40_000_000) as line:
        said = line.recv(65_536)
    assert said.split(b" ")[1] == b"413"


def test_addresses_and_cookies_arrive_as_they_were_sent(platform: Platform) -> None:
    assert page(platform, "/ti%E1%BA%BFng-%ff/%00")[0] == 404
    asking = http.client.HTTPConnection("127.0.0.1", platform.port, timeout=60)
    asking.putrequest("GET", "/dang-nhap/?next=/vi%E1%BB%87c/%3Fa%3D1")
    asking.putheader("Cookie", "a=1")
    asking.putheader("Cookie", 'sessionid="\\000aaaaaaaaaaaa"')
    asking.endheaders()
    answer = asking.getresponse()
    assert (answer.status, "/việc/?a=1" in html.unescape(answer.read().decode())) == (200, True)


def test_lines_on_which_nothing_is_sent_are_shown_out_and_hold_nobody_up(platform: Platform) -> None:
    """1,024 of them took every place, for as long as a stranger held them."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4_096, before[1]), before[1]))
    try:
        with ExitStack() as held:
            lines = [
                held.enter_context(socket.create_connection(("127.0.0.1", platform.port), timeout=60))
                for _ in range(1_100)
            ]
            lines[1].sendall(b"GET / HTTP/1.1\r\nHo")  # half a head is none either
            assert page(platform)[0] == 200
            assert {line.recv(1) for line in lines[:3] + lines[-3:]} == {b""}, "ended by the server, not by us"
            assert page(platform)[0] == 200
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
