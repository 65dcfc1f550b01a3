"""SMS and Zalo against a peer that answers, refuses, is busy, talks nonsense, or says nothing at all."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from cchc.notifications.states import Channel
from cchc.notifications.transports import TRANSPORTS, available, sms, zalo
from cchc.notifications.types import Message, Unreachable

MESSAGE = Message(7, "0912345678", "CCHC: 3 việc quá hạn, 2 việc sắp đến hạn (30/09/2019)", "…", "Trần Thị Hà")


class Peer:
    """An HTTP peer: a list of answers to give in order, and what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, str]] = []
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.hangs = threading.Event()
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                peer.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}, body))
                if peer.hangs.is_set():
                    self.rfile.read(1)  # until the other side gives up and closes
                    return
                code, text = peer.answers.pop(0)
                self.send_response(code)
                self.end_headers()
                self.wfile.write(text.encode())

            do_GET = do_POST = _answer  # noqa: N815

            def log_message(self, *given: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def peer() -> Iterator[Peer]:
    made = Peer()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def sms_peer(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> Peer:
    monkeypatch.setenv("CCHC_SMS_URL", f"{peer.url}/cgi-bin/sendsms?username=cchc&password=x&from=CCHC")
    monkeypatch.setenv("CCHC_SMS_TIMEOUT", "0.5")
    return peer


@pytest.fixture
def zalo_peer(peer: Peer, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Peer:
    for name in ("APP_ID", "SECRET", "TEMPLATE", "REFRESH_TOKEN"):
        monkeypatch.setenv(f"CCHC_ZALO_{name}", name.lower())
    monkeypatch.setenv("CCHC_ZALO_URL", f"{peer.url}/message/template")
    monkeypatch.setenv("CCHC_ZALO_TOKEN_URL", f"{peer.url}/v4/oa/access_token")
    monkeypatch.setenv("CCHC_ZALO_TIMEOUT", "0.5")
    monkeypatch.setenv("CCHC_HOME", str(tmp_path))
    return peer


def test_both_are_off_until_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    for channel in (Channel.SMS, Channel.ZALO):
        for name in TRANSPORTS[channel].settings:
            monkeypatch.delenv(name, raising=False)
        assert channel not in available()


def test_a_message_is_one_part_of_plain_letters(sms_peer: Peer) -> None:
    sms_peer.answers = [(202, "0: Accepted for delivery")]
    with sms.open_sms() as send:
        outcome = send(MESSAGE)
    asked = parse_qs(urlsplit(sms_peer.asked[0][0]).query)
    assert asked["to"] == ["0912345678"]
    assert asked["text"] == ["CCHC: 3 viec qua han, 2 viec sap den han (30/09/2019)"]
    assert (outcome.fate, outcome.words) == ("accepted", "202 0: Accepted for delivery")


def test_a_long_message_is_cut_to_one_part() -> None:
    assert len(sms.plain("Đôn đốc " * 60)) <= 160
    assert sms.plain("Đôn đốc " * 60).endswith("...")


@pytest.mark.parametrize(
    ("code", "fate"),
    [(202, "accepted"), (200, "accepted"), (403, "refused"), (400, "refused"), (503, "later"), (429, "later")],
)
def test_each_answer_of_the_sms_gateway(sms_peer: Peer, code: int, fate: str) -> None:
    sms_peer.answers = [(code, "words of the gateway")]
    assert sms.send(MESSAGE).fate == fate


def test_a_silent_sms_gateway_is_left_within_its_time(sms_peer: Peer) -> None:
    sms_peer.hangs.set()
    with pytest.raises(Unreachable, match="không trả lời: timed out"):
        sms.send(MESSAGE)


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_gateway_that_drips_is_left_within_twice_its_time(first: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as dripping:
        threading.Thread(target=_drip, args=(dripping, first), daemon=True).start()
        monkeypatch.setenv(
            "CCHC_SMS_URL", f"http://127.0.0.1:{dripping.getsockname()[1]}/sendsms?username=a&password=b"
        )
        monkeypatch.setenv("CCHC_SMS_TIMEOUT", "0.5")
        with pytest.raises(Unreachable, match="không trả lời xong trong 1 giây"):
            sms.send(MESSAGE)


def _drip(dripping: socket.socket, first: bytes) -> None:
    line, _ = dripping.accept()
    with line, contextlib.suppress(OSError):
        line.sendall(first)
        while True:
            line.sendall(b"a")
            threading.Event().wait(0.1)


def test_a_missing_gateway_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_SMS_URL", "http://127.0.0.1:9/cgi-bin/sendsms")
    with pytest.raises(Unreachable, match="không trả lời"):
        sms.send(MESSAGE)


TOKEN = json.dumps({"access_token": "moi", "refresh_token": "ke-tiep", "expires_in": "3600"})


def test_zalo_gets_a_token_keeps_the_next_one_and_sends(zalo_peer: Peer, tmp_path) -> None:
    zalo_peer.answers = [(200, TOKEN), (200, '{"error":0,"message":"Success","data":{"msg_id":"1"}}')]
    with zalo.open_zalo() as send:
        assert send(MESSAGE).fate == "accepted"
    assert "refresh_token=refresh_token" in zalo_peer.asked[0][2]
    _, headers, body = zalo_peer.asked[1]
    assert headers["access_token"] == "moi"
    assert json.loads(body)["phone"] == "84912345678"
    kept = tmp_path / "zalo-token.json"
    assert json.loads(kept.read_text())["refresh_token"] == "ke-tiep"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_an_expired_token_is_renewed_with_the_one_kept(zalo_peer: Peer, tmp_path) -> None:
    (tmp_path / "zalo-token.json").write_text('{"access_token": "cu", "refresh_token": "giu"}')
    zalo_peer.answers = [(200, '{"error":-124,"message":"Access token invalid"}'), (200, TOKEN), (200, '{"error":0}')]
    with zalo.open_zalo() as send:
        assert send(MESSAGE).fate == "accepted"
    assert "refresh_token=giu" in zalo_peer.asked[1][2]


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        ('{"error":-108,"message":"Phone number invalid"}', "refused"),
        ('{"error":-126,"message":"Out of quota"}', "later"),
        ("<html>502 Bad gateway</html>", "later"),
        ("[]", "later"),
    ],
)
def test_each_answer_of_zalo(zalo_peer: Peer, tmp_path, answer: str, fate: str) -> None:
    (tmp_path / "zalo-token.json").write_text('{"access_token": "moi", "refresh_token": "giu"}')
    zalo_peer.answers = [(200, answer)]
    assert zalo.send(MESSAGE).fate == fate


def test_zalo_that_hangs_or_gives_no_token_is_unreachable(zalo_peer: Peer) -> None:
    zalo_peer.answers = [(200, '{"error_name":"Invalid refresh token","error":-14014}')]
    with pytest.raises(Unreachable, match="Invalid refresh token"), zalo.open_zalo():
        pass
    zalo_peer.hangs.set()
    with pytest.raises(Unreachable, match="không trả lời: timed out"), zalo.open_zalo():
        pass
