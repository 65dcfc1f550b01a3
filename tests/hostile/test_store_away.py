"""A bucket that fails, hangs and comes back, under a platform that runs: bounded time, a sentence, pages that go on.

Between the platform and a real server of S3 stands a proxy that is told what to do with each request.
"""

import hashlib
import json
import re
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError

import pytest

from cchc.kernel.tests.stores import s3_server
from tests.hostile.served import Answer, Visitor
from tools import platform as platforms
from tools.platform import Platform

__all__ = ["s3_server"]
pytestmark = pytest.mark.slow
LIMIT = 2.0
"""Seconds that the platform is set to wait for one request to the store."""
BOUND = 8.0
"""Seconds within which whoever hands in or fetches is answered, on a machine that does other things as well."""
REGISTER = "/truyen-thong/vao-so/"
LATER = "Kho tệp đang không ghi hoặc không đọc được: hãy thử lại sau ít phút."


@dataclass
class Proxy:
    """Stands before the server; ``mode`` is what happens to a request from now on, ``over`` ends those that hang."""

    port: int
    mode: str = "works"
    over: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)

    def turned(self, mode: str) -> None:
        """Behave so from now on; who hangs still is let go."""
        self.over.set()
        self.mode, self.over, self.asked = mode, threading.Event(), []


def handler(server: str, proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    """Return what handles the requests to the proxy."""
    host = server.removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy.asked.append(f"{self.command} {self.path}")
            match proxy.mode:
                case "hangs":
                    proxy.over.wait(60)
                    self.close_connection = True
                case "500" | "503" as status:
                    self.send_response(int(status))
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                case "breaks off":
                    self.close_connection = True
                case mode:
                    self.passed_on(body, halfway=mode == "stalls halfway" and self.command == "GET")

        do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer  # noqa: N815 (the library's names)

        def passed_on(self, body: bytes, *, halfway: bool) -> None:
            there = HTTPConnection(host, timeout=30)
            there.request(self.command, self.path, body, dict(self.headers))
            found = there.getresponse()
            data = found.read()
            self.send_response(found.status)
            for name, value in found.getheaders():
                if name.lower() not in {"transfer-encoding", "connection", "content-length"}:
                    self.send_header(name, value)
            length = found.getheader("Content-Length") if self.command == "HEAD" else None
            self.send_header("Content-Length", length or str(len(data)))
            self.end_headers()
            if halfway:
                self.wfile.write(data[: len(data) // 2])
                self.wfile.flush()
                proxy.over.wait(60)
                self.close_connection = True
                return
            self.wfile.write(data)

        def log_message(self, *_about: object) -> None:
            pass

    return Handler


@pytest.fixture(scope="module")
def proxy(s3_server: str) -> Iterator[Proxy]:
    urllib.request.urlopen(urllib.request.Request(f"{s3_server}/cchc-xa", method="PUT"))
    proxy = Proxy(0)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(s3_server, proxy)) as front:
        front.daemon_threads = True
        proxy.port = front.server_port
        threading.Thread(target=front.serve_forever, daemon=True).start()
        yield proxy
        proxy.turned("works")
        front.shutdown()


@pytest.fixture(scope="module")
def province(proxy: Proxy) -> Iterator[Platform]:
    place = f"s3://cchc-xa/kho?endpoint=http://127.0.0.1:{proxy.port}"
    keys = {"CCHC_FILES_KEY": "khoa", "CCHC_FILES_SECRET": "bi-mat", "CCHC_FILES_ANSWER_SECONDS": f"{LIMIT}"}
    with platforms.served(demo="2019-09-30", CCHC_FILES=place, **keys) as platform:
        yield platform


@pytest.fixture(scope="module")
def office(province: Platform) -> Visitor:
    return Visitor(province, "vanphong")


@pytest.fixture(scope="module")
def reader(province: Platform) -> Visitor:
    return Visitor(province, "lanhdao")


@pytest.fixture(scope="module")
def kept(office: Visitor) -> str:
    """The address of a file that was handed in while all went well."""
    answer = handed_in(office, "Khi kho còn chạy", paper("kept"))
    assert answer.status == 302, answer.problems
    address = re.search(r'href="(/truyen-thong/\d+/tep/)"', office.get(answer.location).page)
    assert address
    return address[1]


@pytest.fixture(autouse=True)
def works_again(proxy: Proxy) -> Iterator[None]:
    yield
    proxy.turned("works")


def paper(name: str) -> bytes:
    return b"%PDF-1.7\n" + hashlib.sha256(name.encode()).digest() * 2_000


def handed_in(visitor: Visitor, title: str, data: bytes) -> Answer:
    unit = re.search(r'name="unit".*?value="(\d+)"', visitor.get(REGISTER).page, re.DOTALL)
    assert unit
    said = {"channel": "newspaper", "title": title, "outlet": "Báo tỉnh", "published_on": "20/09/2019"}
    return visitor.send(REGISTER, "bai.pdf", data, unit=unit[1], **said)


def lying(server: str) -> set[str]:
    """Return the contents that lie in the bucket, asked past the proxy."""
    with urllib.request.urlopen(f"{server}/cchc-xa?list-type=2&prefix=kho/", timeout=30) as answer:
        return set(re.findall(r"<Key>kho/../([0-9a-f]{64})</Key>", answer.read().decode()))


def readiness(province: Platform) -> dict[str, object]:
    try:
        with urllib.request.urlopen(f"{province.url}/readyz", timeout=30) as answer:
            return dict(json.load(answer))
    except HTTPError as error:
        return dict(json.load(error))


@pytest.mark.parametrize("mode", ["500", "503", "breaks off", "hangs"])
def test_a_store_that_fails_costs_a_sentence_and_keeps_nothing_half(
    s3_server: str, proxy: Proxy, office: Visitor, reader: Visitor, kept: str, mode: str
) -> None:
    proxy.turned(mode)
    data = paper(mode)
    sent = handed_in(office, f"Bài khi kho {mode}", data)
    assert (sent.status, sent.problems.endswith(LATER)) == (422, True), sent.problems
    fetched = office.get(kept)
    assert (fetched.status, LATER in fetched.page) == (503, True)
    assert max(sent.seconds, fetched.seconds) < BOUND
    assert 1 <= len(proxy.asked) <= 6, "tried again, not for ever"
    page = reader.get("/truyen-thong/")
    assert page.status == 200
    assert f"Bài khi kho {mode}" not in page.page, "no row without its content"

    proxy.turned("works")
    assert hashlib.sha256(data).hexdigest() not in lying(s3_server)
    assert office.get(kept).status == 200, "it has come back, and nobody had to start anything"
    assert handed_in(office, f"Bài khi kho {mode}", data).status == 302
    assert hashlib.sha256(data).hexdigest() in lying(s3_server)


def test_a_content_that_stalls_halfway_never_leaves_in_part(proxy: Proxy, office: Visitor, kept: str) -> None:
    proxy.turned("stalls halfway")
    fetched = office.get(kept)
    assert (fetched.status, LATER in fetched.page) == (503, True)
    assert fetched.seconds < BOUND
    assert "%PDF" not in fetched.page


def test_pages_go_on_while_many_wait_for_a_store_that_hangs(
    proxy: Proxy, office: Visitor, reader: Visitor, kept: str
) -> None:
    proxy.turned("hangs")
    with ThreadPoolExecutor(3) as people:
        waiting = [people.submit(office.get, kept) for _ in range(3)]
        while not proxy.asked:
            assert not all(one.done() for one in waiting)
            reader.get("/dang-nhap/")
        pages = [reader.get(address) for address in ("/truyen-thong/", "/ke-hoach/", "/van-ban/")]
        assert not all(one.done() for one in waiting), "they still wait"
        assert {page.status for page in pages} == {200}
        assert {one.result().status for one in waiting} == {503}
    assert max(one.result().seconds for one in waiting) < 3 * BOUND


def test_readiness_says_when_the_store_is_away_and_when_it_is_back(proxy: Proxy, province: Platform) -> None:
    def said(files: bool) -> dict[str, object]:
        until = time.monotonic() + 90  # a look holds for half a minute, in each of two workers
        while (found := readiness(province))["files"] is not files and time.monotonic() < until:
            threading.Event().wait(0.5)
        return found

    proxy.turned("503")
    found = said(files=False)
    assert (found["files"], found["status"]) == (False, "degraded")
    assert "máy chủ S3 không trả lời, hoặc trả lời lỗi" in str(found["says"])
    assert str(proxy.port) not in str(found["says"])
    proxy.turned("works")
    assert said(files=True)["files"] is True


def test_a_closed_port_and_a_bucket_that_does_not_exist_are_said_by_the_command(
    proxy: Proxy, province: Platform, kept: str
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # and listens to nobody
        places = {
            "máy chủ S3 không trả lời": f"s3://cchc-xa/kho?endpoint=http://127.0.0.1:{closed.getsockname()[1]}",
            "không có kho S3 mang tên đã đặt": f"s3://khong-co/kho?endpoint=http://127.0.0.1:{proxy.port}",
        }
        for why, place in places.items():
            elsewhere = Platform(province.url, province.home, province.environment | {"CCHC_FILES": place})
            begun = time.monotonic()
            with pytest.raises(platforms.CommandFailed, match=r"Chưa kiểm tra được kho tệp\.") as refused:
                elsewhere.command("audit", "verify")
            assert why in str(refused.value)
            assert "không còn trong kho" not in str(refused.value), "not of each file"
            assert time.monotonic() - begun < 60
    assert "Kho tệp nguyên vẹn" in province.command("audit", "verify")
