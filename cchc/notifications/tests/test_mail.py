"""Real conversations with a real mail server: it accepts, refuses, greylists, hangs, dies in the middle."""

import contextlib
import datetime as dt
import email
import email.policy
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from cchc.accounts.types import Role
from cchc.kernel.refusal import Refusal
from cchc.notifications.actions import sending
from cchc.notifications.models import Delivery
from cchc.notifications.states import Channel
from cchc.notifications.tests.people import ACTOR, MONDAY, person, units
from cchc.notifications.transports.mail import address
from cchc.notifications.transports.mail.smtp import conversation
from cchc.notifications.types import Message, Unreachable


class Postman:
    """The server's side: what to answer to whom, and what arrived."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.answers: dict[str, str] = {}
        self.greeted: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        said = self.answers.get(address, "250 OK")
        if said == "greylist":
            said = "250 OK" if address in self.greeted else "451 4.7.1 Greylisted, come back later"
            self.greeted.add(address)
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        if self.answers.get("data"):
            return self.answers["data"]
        self.letters.append(letter)
        return f"250 2.0.0 queued as {len(self.letters)}"


@pytest.fixture
def postman(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postman]:
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=_free())
    controller.start()
    monkeypatch.setenv("CCHC_SMTP_URL", f"smtp://127.0.0.1:{controller.port}?timeout=20")
    monkeypatch.setenv("CCHC_MAIL_FROM", "Cải cách hành chính <cchc@vi-du.vn>")
    yield handler
    controller.stop()


@pytest.fixture
def letters(db: None) -> Callable[..., list[Delivery]]:
    unit = units()["so"]

    def make(*names: str) -> list[Delivery]:
        return [
            Delivery.objects.create(
                user_id=person(name, unit, Role.OFFICER),
                unit_id=unit,
                channel="mail",
                day=MONDAY.date(),
                address=f"{name}@vi-du.vn",
                subject="CCHC: 1 việc quá hạn (30/09/2019)",
                text="ĐÃ QUÁ HẠN\n- 1.a Xây dựng kế hoạch\n  http://127.0.0.1:8000/viec/1/\n\nXem tất cả",
                prepared_at=MONDAY,
                next_try_at=MONDAY,
            )
            for name in names
        ]

    return make


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def state(row: Delivery) -> str:
    row.refresh_from_db()
    return row.state


def test_a_letter_arrives_with_its_words(letters, postman: Postman) -> None:
    (row,) = letters("thu-ha")
    assert sending.send(Channel.MAIL, MONDAY) == {"accepted": 1}
    (got,) = postman.letters
    assert got["Subject"] == "CCHC: 1 việc quá hạn (30/09/2019)"
    assert got["To"].addresses[0].addr_spec == "thu-ha@vi-du.vn"
    assert got["From"].addresses[0].display_name == "Cải cách hành chính"
    assert got["Message-ID"] == f"<cchc-{row.pk}@vi-du.vn>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert "1.a Xây dựng kế hoạch" in got.get_body(("plain",)).get_content()
    assert '<a href="http://127.0.0.1:8000/viec/1/">' in got.get_body(("html",)).get_content()
    assert state(row) == "accepted"
    assert row.words == "250 2.0.0 queued as 1"


def test_many_letters_go_over_one_connection_and_each_keeps_its_own_answer(letters, postman: Postman) -> None:
    good, wrong, busy = letters("dung", "sai", "ban")
    postman.answers = {"sai@vi-du.vn": "550 5.1.1 No such user", "ban@vi-du.vn": "452 4.2.2 Mailbox full"}
    assert sending.send(Channel.MAIL, MONDAY) == {"accepted": 1, "refused": 1, "waiting": 1}
    assert (state(good), state(wrong), state(busy)) == ("accepted", "refused", "waiting")
    assert wrong.words == "550 5.1.1 No such user"
    assert busy.next_try_at == MONDAY + dt.timedelta(minutes=15)


def test_a_greylisting_server_gets_it_the_second_time(letters, postman: Postman) -> None:
    (row,) = letters("cham")
    postman.answers = {"cham@vi-du.vn": "greylist"}
    sending.send(Channel.MAIL, MONDAY)
    assert (state(row), row.attempts) == ("waiting", 1)
    assert sending.send(Channel.MAIL, MONDAY + dt.timedelta(minutes=10)) == {}  # not yet its time
    sending.send(Channel.MAIL, MONDAY + dt.timedelta(minutes=16))
    assert (state(row), row.attempts, len(postman.letters)) == ("accepted", 2, 1)


def test_a_server_that_never_wants_it_is_given_up_after_two_days(letters, postman: Postman) -> None:
    (row,) = letters("mai")
    postman.answers = {"data": "451 4.3.0 try again"}
    now = MONDAY
    while state(row) == "waiting":
        sending.send(Channel.MAIL, now)
        now += dt.timedelta(hours=4)
    assert (row.state, 8 <= row.attempts <= 14) == ("given_up", True)
    assert now - MONDAY <= dt.timedelta(hours=56)


def test_a_dead_server_loses_nothing(letters, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = letters("mot", "hai", "ba")
    monkeypatch.setenv("CCHC_SMTP_URL", f"smtp://127.0.0.1:{_free()}?timeout=20")
    assert sending.send(Channel.MAIL, MONDAY) == {"waiting": 3}
    assert {state(row) for row in rows} == {"waiting"}
    assert "Không nói chuyện được với máy chủ thư" in rows[0].words


def test_a_server_that_hangs_is_left_within_its_time(letters, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = letters("mot", "hai")
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and says nothing
        monkeypatch.setenv("CCHC_SMTP_URL", f"smtp://127.0.0.1:{silent.getsockname()[1]}?timeout=0.5")
        assert sending.send(Channel.MAIL, MONDAY) == {"waiting": 2}
    assert state(first) == "waiting"
    assert "timed out" in first.words


DRIPS = {
    "its greeting": ("", b"", "Không nói chuyện được"),
    "its answer to EHLO": ("", b"220 ready\r\n", "Không nói|ngắt giữa chừng|hết 3 giây"),
    "its answer to MAIL": ("", b"220 ready\r\n250-here\r\n250 HELP\r\n", "ngắt giữa chừng|hết 3 giây"),
    "the end of a letter's reply": (
        "",
        b"220 ready\r\n250 HELP\r\n250 ok\r\n250 ok\r\n354 go\r\n250",
        "hết 3 giây",
    ),
    "the greeting of TLS": ("tls", b"\x16\x03\x03\x40\x00", "Không nói chuyện được"),  # a record of 16 KB begins
}


@pytest.mark.parametrize("what", DRIPS)
def test_a_server_that_drips_is_left_within_the_time_of_a_whole_conversation(what: str) -> None:
    """A letter each tenth of a second keeps every step within its time for ever."""
    security, first, words = DRIPS[what]
    with socket.create_server(("127.0.0.1", 0)) as dripping:
        threading.Thread(target=_drip, args=(dripping, first), daemon=True).start()
        server = address.Server("127.0.0.1", dripping.getsockname()[1], "", "", security, timeout=0.3)
        assert server.whole == pytest.approx(3)
        with pytest.raises(Unreachable, match=words), conversation(server) as send:
            send(Message(1, "a@vi-du.vn", "Việc", "Chữ"))


def _drip(dripping: socket.socket, first: bytes) -> None:
    line, _ = dripping.accept()
    with line, contextlib.suppress(OSError):
        line.sendall(first)
        while True:
            line.sendall(b"2")
            threading.Event().wait(0.1)


def test_a_sender_that_dies_leaves_its_batch_to_the_next(letters, postman: Postman, monkeypatch) -> None:
    rows = letters("mot", "hai", "ba")
    kept = sending._kept

    def killed(row: Delivery, *given: Any) -> str:
        if row.pk == rows[1].pk:
            raise KeyboardInterrupt
        return kept(row, *given)

    monkeypatch.setattr(sending, "_kept", killed)
    with pytest.raises(KeyboardInterrupt):
        sending.send(Channel.MAIL, MONDAY)
    assert [state(row) for row in rows] == ["accepted", "sending", "sending"]
    monkeypatch.setattr(sending, "_kept", kept)
    assert sending.send(Channel.MAIL, MONDAY + dt.timedelta(minutes=5)) == {}  # it may still be alive
    assert sending.send(Channel.MAIL, MONDAY + dt.timedelta(minutes=16)) == {"accepted": 2}
    twice = [letter["Message-ID"] for letter in postman.letters].count(f"<cchc-{rows[1].pk}@vi-du.vn>")
    assert twice == 2  # known by its number to the mailbox that gets it again


def test_a_refused_address_is_tried_again_once_mended(letters, postman: Postman) -> None:
    (row,) = letters("sai")
    postman.answers = {"sai@vi-du.vn": "550 5.1.1 No such user"}
    sending.send(Channel.MAIL, MONDAY)
    type(row.user).objects.filter(pk=row.user_id).update(email="moi@vi-du.vn")
    sending.again(row.pk, actor=ACTOR, now=MONDAY)
    sending.send(Channel.MAIL, MONDAY)
    assert (state(row), row.address) == ("accepted", "moi@vi-du.vn")
    with pytest.raises(Refusal, match="Chỉ gửi lại"):
        sending.again(row.pk, actor=ACTOR, now=MONDAY)


def test_a_line_break_in_an_address_is_no_second_header(letters, postman: Postman) -> None:
    (row,) = letters("binh")
    Delivery.objects.filter(pk=row.pk).update(address="a@vi-du.vn\r\nBcc: b@vi-du.vn")
    assert sending.send(Channel.MAIL, MONDAY) == {"refused": 1}
    assert postman.letters == []


def test_name_and_password_are_given_and_a_wrong_one_is_told(postman: Postman) -> None:
    def check(server, session, envelope, mechanism, data) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"cchc", b"bi mat")
        return AuthResult(success=right, handled=False)

    controller = Controller(
        postman, hostname="127.0.0.1", port=_free(), authenticator=check, auth_required=True, auth_require_tls=False
    )
    controller.start()
    try:
        message = Message(1, "a@vi-du.vn", "Tiêu đề", "Lời", "An")
        with conversation(address.parse(f"smtp://cchc:bi%20mat@127.0.0.1:{controller.port}?timeout=20")) as send:
            assert send(message).fate == "accepted"
        with (
            pytest.raises(Unreachable, match="không nhận tên và mật khẩu"),
            conversation(address.parse(f"smtp://cchc:sai@127.0.0.1:{controller.port}?timeout=20")),
        ):
            pass
    finally:
        controller.stop()


@pytest.mark.parametrize("given", ["mail.vi-du.vn", "http://x", "smtp://", "smtp://a:b@c:99999", "smtp://a?tls=x"])
def test_an_unreadable_address_of_the_server_is_told(given: str) -> None:
    with pytest.raises(Refusal, match="CCHC_SMTP_URL"):
        address.parse(given)


def test_without_a_server_nothing_leaves(letters, monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = letters("mot")
    monkeypatch.delenv("CCHC_SMTP_URL", raising=False)
    monkeypatch.delenv("CCHC_DEMO_DATE", raising=False)
    assert sending.send(Channel.MAIL, MONDAY) == {}
    assert state(row) == "waiting"
