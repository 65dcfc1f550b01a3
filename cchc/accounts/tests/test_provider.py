"""Sign-in through another institution, against a real OpenID provider on the loopback."""

import base64
import contextlib
import hashlib
import html
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client
from oidc_provider_mock import User as Claimed

from cchc.accounts.actions import people
from cchc.accounts.models import SignIn, User
from cchc.accounts.pages.sign_in import asking
from cchc.accounts.states import SignInOutcome
from cchc.accounts.tests.conftest import Cast
from cchc.kernel import clock
from cchc.kernel.history import PLATFORM

BEGIN = "/dang-nhap/oidc/"


@dataclass
class Provider:
    """The provider, and the requests that have reached its door."""

    url: str
    seen: list[dict[str, list[str]]] = field(default_factory=list)

    def approve(self, address: str, subject: str) -> str:
        """Go to the provider as a browser would, sign in there as ``subject``, and return where it sends back."""
        self.seen.append(parse_qs(urlsplit(address).query))
        page = requests.get(address, timeout=5)
        assert page.status_code == 200
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    claims = [
        Claimed(sub="an", claims={"email": "An.PV@vi-du.vn", "email_verified": True, "name": "Phạm Văn An"}),
        Claimed(sub="la", claims={"email": "la@noi-khac.vn", "email_verified": True, "name": "Người Lạ"}),
        Claimed(sub="gia", claims={"email": "an.pv@vi-du.vn", "email_verified": False, "name": "Kẻ Giả"}),
    ]
    with oidc_provider_mock.run_server_in_thread(user_claims=claims) as server:
        url = f"http://127.0.0.1:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "oidc",
                        "name": "Cổng tỉnh",
                        "client_id": "cchc",
                        "secret": "bi-mat",
                        "settings": {"server_url": url},
                    }
                ],
            }
        }
        yield Provider(url)


def _leave(client: Client, prefix: str = "", **form: str) -> str:
    """Press the button at the door and return the address of the provider to which the page leads."""
    page = client.post(prefix + BEGIN, form)
    assert page.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())
    assert found
    return html.unescape(found[1])


def _back(client: Client, address: str) -> int:
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}").status_code


def test_a_person_known_by_a_verified_address_comes_in(cast: Cast, provider: Provider) -> None:
    client = Client()
    assert "Đăng nhập bằng Cổng tỉnh" in client.get("/dang-nhap/").content.decode()
    back = provider.approve(_leave(client, next="/tai-khoan/cua-toi/phien/"), "an")
    parts = urlsplit(back)
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer["Location"] == "/tai-khoan/cua-toi/phien/"
    assert client.get("/tai-khoan/cua-toi/").context["person"] == cast.officer
    assert SignIn.objects.get(user=cast.officer).outcome == SignInOutcome.PROVIDER
    sent = provider.seen[0]
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["response_type"] == ["code"]


def test_once_linked_the_subject_suffices(cast: Cast, provider: Provider) -> None:
    first = Client()
    assert _back(first, provider.approve(_leave(first), "an")) == 302
    User.objects.filter(pk=cast.officer.pk).update(email="khac@vi-du.vn")
    again = Client()
    assert _back(again, provider.approve(_leave(again), "an")) == 302
    assert again.get("/tai-khoan/cua-toi/").status_code == 200


@pytest.mark.parametrize("subject", ["la", "gia"])
def test_unknown_and_unverified_are_refused_with_a_sentence(cast: Cast, provider: Provider, subject: str) -> None:
    client = Client()
    parts = urlsplit(provider.approve(_leave(client), subject))
    answer = client.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 403
    assert "chưa có tài khoản" in answer.content.decode()
    assert client.get("/tai-khoan/cua-toi/").status_code == 302
    assert User.objects.count() == 6


def test_an_account_switched_off_stays_out(cast: Cast, provider: Provider) -> None:
    linked = Client()
    _back(linked, provider.approve(_leave(linked), "an"))
    people.deactivate(cast.officer.pk, actor=PLATFORM, now=clock.now())
    client = Client()
    assert _back(client, provider.approve(_leave(client), "an")) == 403
    assert client.get("/tai-khoan/cua-toi/").status_code == 302


def test_an_answer_is_good_once(cast: Cast, provider: Provider) -> None:
    client = Client()
    back = provider.approve(_leave(client), "an")
    assert _back(client, back) == 302
    client.post("/dang-xuat/")
    assert _back(client, back) == 401
    assert client.get("/tai-khoan/cua-toi/").status_code == 302


def test_an_answer_is_good_only_in_the_browser_that_asked(cast: Cast, provider: Provider) -> None:
    """Else somebody could sign a victim in under another name."""
    back = provider.approve(_leave(Client()), "an")
    victim = Client()
    assert _back(victim, back) == 401
    assert victim.get("/tai-khoan/cua-toi/").status_code == 302


def test_the_code_is_redeemed_with_the_verifier_of_its_challenge(
    cast: Cast, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This provider does not check PKCE, so what we send it is looked at here."""
    bodies: list[str] = []
    send = requests.Session.send

    def watched(self: requests.Session, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        bodies.append(str(request.body or ""))
        return send(self, request, **kwargs)

    client = Client()
    back = provider.approve(_leave(client), "an")
    monkeypatch.setattr(requests.Session, "send", watched)
    assert _back(client, back) == 302
    verifier = next(parse_qs(body)["code_verifier"][0] for body in bodies if "code_verifier" in body)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert [challenge] == provider.seen[0]["code_challenge"]


def test_the_way_back_is_the_same_in_every_language(cast: Cast, provider: Provider) -> None:
    provider.approve(_leave(Client()), "an")
    provider.approve(_leave(Client(), "/en"), "an")
    assert provider.seen[0]["redirect_uri"] == provider.seen[1]["redirect_uri"]
    assert provider.seen[0]["redirect_uri"][0].endswith("/dang-nhap/oidc/tra-ve/")


def test_the_second_factor_is_asked_after_the_provider_too(cast: Cast, provider: Provider) -> None:
    from cchc.accounts.tests.test_second_factor import _enrolled

    _enrolled(cast.officer)
    client = Client()
    parts = urlsplit(provider.approve(_leave(client), "an"))
    assert client.get(f"{parts.path}?{parts.query}")["Location"] == "/dang-nhap/ma-xac-thuc/"
    assert client.get("/tai-khoan/cua-toi/").status_code == 302


def _at(address: str) -> dict[str, Any]:
    app = {"provider_id": "oidc", "name": "Cổng tỉnh", "client_id": "cchc", "secret": "x"}
    return {"openid_connect": {"APPS": [{**app, "settings": {"server_url": address}}]}}


def test_a_provider_that_does_not_answer_is_named(cast: Cast, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = _at("http://127.0.0.1:9")
    answer = Client().post(BEGIN)
    assert answer.status_code == 502
    assert "Cổng tỉnh" in answer.content.decode()


def test_an_unknown_provider_does_not_exist(db: None) -> None:
    assert Client().post("/dang-nhap/khong-co/").status_code == 404


@pytest.fixture
def talker(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes, bytes], list[float]]]:
    """Return what makes a provider that says its first words at once and the others again and again."""
    listening, asked = socket.create_server(("127.0.0.1", 0)), list[float]()
    monkeypatch.setattr(asking, "SECONDS", 1.0)
    monkeypatch.setattr(asking, "_resting", {})

    def serve(first: bytes, then: bytes) -> None:
        with contextlib.suppress(OSError):
            while True:
                line = listening.accept()[0]
                asked.append(time.monotonic())
                threading.Thread(target=talk, args=(line, first, then), daemon=True).start()

    def talk(line: socket.socket, first: bytes, then: bytes) -> None:
        with line, contextlib.suppress(OSError):
            line.recv(4_096)
            line.sendall(first)
            while True:
                line.sendall(then)
                time.sleep(0.1 if len(then) == 1 else 0)

    def start(first: bytes, then: bytes) -> list[float]:
        settings.SOCIALACCOUNT_PROVIDERS = _at(f"http://127.0.0.1:{listening.getsockname()[1]}")
        threading.Thread(target=serve, args=(first, then), daemon=True).start()
        return asked

    yield start
    listening.close()


ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize("first", [b"HTTP/1.1 200 OK\r\nX: ", ANSWER + b"\r\n{"], ids=["head", "body"])
def test_a_provider_that_drips_is_cut_off_and_left_alone(
    cast: Cast, talker: Callable[[bytes, bytes], list[float]], first: bytes
) -> None:
    """Each step in time, and a minute in all: it was the worker that was ended."""
    asked = talker(first, b" ")
    pages = [Client().post(BEGIN) for _twice in range(2)]
    assert [page.status_code for page in pages] == [502, 502]
    assert "Cổng tỉnh" in pages[1].content.decode()
    assert len(asked) == 1, "it is not asked again for a while"


def test_a_provider_that_says_too_much_is_cut_off(cast: Cast, talker: Callable[[bytes, bytes], list[float]]) -> None:
    talker(ANSWER + b"\r\n{", b" " * 65_536)
    assert Client().post(BEGIN).status_code == 502


def test_the_way_back_waits_for_a_provider_no_longer_either(
    cast: Cast, provider: Provider, talker: Callable[[bytes, bytes], list[float]]
) -> None:
    client = Client()
    back = provider.approve(_leave(client), "an")
    talker(ANSWER + b"\r\n{", b" ")
    assert _back(client, back) in (401, 502)
    assert _back(client, back) == 502, "it is left alone for a while"
