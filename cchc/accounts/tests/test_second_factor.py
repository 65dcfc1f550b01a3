"""The second step at the door."""

import time
from collections.abc import Callable

import pytest
from django.test import Client

from cchc.accounts.actions import grants, second_factor
from cchc.accounts.models import RecoveryCode, SecondFactor, User
from cchc.accounts.rules import totp
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.conftest import PASSWORD, Cast
from cchc.kernel import clock
from cchc.kernel.history import PLATFORM

Enter = Callable[[User], Client]
SETUP = "/tai-khoan/cua-toi/xac-thuc-hai-buoc/"
STEP = "/dang-nhap/ma-xac-thuc/"


def _code(secret: str, ahead: int = 0) -> str:
    return totp.code(secret, int(time.time()) // totp.PERIOD + ahead)


def _enrolled(user: User) -> tuple[str, list[str]]:
    """Set a second factor up with a code of the past step, so that the present one is still unused."""
    secret = second_factor.new_secret()
    codes = second_factor.enrol(
        user.pk, secret=secret, code=_code(secret, -1), epoch=time.time(), actor=PLATFORM, now=clock.now()
    )
    return secret, codes


def _password(client: Client, username: str = "an.pv") -> str:
    return client.post("/dang-nhap/", {"login": username, "password": PASSWORD})["Location"]


def test_setting_up_shows_the_key_once_and_ten_codes(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    page = client.get(SETUP).content.decode()
    secret = client.session["second_factor_secret"]
    assert '<svg class="qr"' in page
    assert secret[:4] in page
    answer = client.post(SETUP, {"code": _code(secret), "password": PASSWORD}).content.decode()
    assert answer.count("<li><code>") == 10
    assert RecoveryCode.objects.filter(user=cast.officer).count() == 10
    assert "second_factor_secret" not in client.session
    assert secret not in SecondFactor.objects.get(user=cast.officer).secret


@pytest.mark.parametrize("form", [{"code": "000000", "password": PASSWORD}, {"code": "good", "password": "sai"}])
def test_setting_up_needs_a_right_code_and_the_password(cast: Cast, enter: Enter, form: dict[str, str]) -> None:
    client = enter(cast.officer)
    client.get(SETUP)
    given = form | {"code": _code(client.session["second_factor_secret"])} if form["code"] == "good" else form
    assert client.post(SETUP, given).status_code == 422
    assert not SecondFactor.objects.exists()


def test_the_password_alone_no_longer_opens(cast: Cast) -> None:
    secret, _codes = _enrolled(cast.officer)
    client = Client()
    assert _password(client) == STEP
    assert client.get("/tai-khoan/cua-toi/").status_code == 302
    assert client.post(STEP, {"code": "12 34 56"}).status_code == 422
    assert client.post(STEP, {"code": _code(secret)}).status_code == 302
    assert client.get("/tai-khoan/cua-toi/").status_code == 200


def test_a_code_opens_once(cast: Cast) -> None:
    secret, _codes = _enrolled(cast.officer)
    first, second, code = Client(), Client(), _code(secret)
    _password(first)
    _password(second)
    assert first.post(STEP, {"code": code}).status_code == 302
    assert "đã dùng" in second.post(STEP, {"code": code}).content.decode()


def test_a_recovery_code_opens_once_however_it_is_typed(cast: Cast) -> None:
    _secret, codes = _enrolled(cast.officer)
    client = Client()
    _password(client)
    assert client.post(STEP, {"code": f" {codes[3].upper().replace('-', ' ')}"}).status_code == 302
    again = Client()
    _password(again)
    assert again.post(STEP, {"code": codes[3]}).status_code == 422
    assert RecoveryCode.objects.filter(user=cast.officer, used_at=None).count() == 9


def test_whoever_knows_the_password_cannot_guess_codes_without_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each right password in between takes back only itself."""
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    _enrolled(cast.officer)
    said = ""
    for _ in range(6):
        client = Client()
        client.post("/dang-nhap/", {"login": "an.pv", "password": PASSWORD})
        said = client.post(STEP, {"code": "000000"}, follow=True).content.decode()
    assert "Mã chưa đúng" not in said
    assert "phải chờ" in Client().post("/dang-nhap/", {"login": "an.pv", "password": PASSWORD}).content.decode()


def test_one_may_begin_again_as_somebody_else(cast: Cast) -> None:
    _enrolled(cast.officer)
    client = Client()
    _password(client)
    assert client.get("/dang-nhap/")["Location"] == STEP
    assert client.post(STEP, {"other": "1"})["Location"] == "/dang-nhap/"
    assert client.get("/dang-nhap/").status_code == 200


def test_the_step_without_a_password_leads_back(db: None) -> None:
    assert Client().get(STEP)["Location"] == "/dang-nhap/"


def test_a_role_may_ask_for_a_second_factor_from_a_day_on(cast: Cast, enter: Enter) -> None:
    grants.require_second_factor(Role.OFFICER, valid_from=clock.today(), actor=PLATFORM, now=clock.now())
    client = enter(cast.officer)
    assert client.get("/tai-khoan/cua-toi/")["Location"] == SETUP
    client.get(SETUP)
    secret = client.session["second_factor_secret"]
    assert client.post(SETUP, {"code": _code(secret), "password": PASSWORD}).status_code == 200
    assert client.get("/tai-khoan/cua-toi/").status_code == 200
    assert enter(cast.neighbour).get("/tai-khoan/cua-toi/")["Location"] == SETUP
    assert enter(cast.local).get("/tai-khoan/cua-toi/").status_code == 200


def test_an_administrator_removes_a_lost_factor(cast: Cast, enter: Enter) -> None:
    _enrolled(cast.officer)
    enter(cast.local).post(f"/tai-khoan/{cast.officer.pk}/bo-xac-thuc-hai-buoc/")
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert _password(Client()) == "/"


def test_renewing_and_turning_off_need_the_password(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    _secret, codes = _enrolled(cast.officer)
    assert client.post(SETUP, {"renew": "1", "password": "sai"}).status_code == 422
    assert client.post(SETUP, {"remove": "1", "password": ""}).status_code == 422
    assert SecondFactor.objects.exists()
    renewed = client.post(SETUP, {"renew": "1", "password": PASSWORD}).content.decode()
    assert codes[0] not in renewed
    assert client.post(SETUP, {"remove": "1", "password": PASSWORD}).status_code == 302
    assert not SecondFactor.objects.exists()


def test_new_recovery_codes_loaded_again_are_no_others(cast: Cast, enter: Enter) -> None:
    client = enter(cast.officer)
    _enrolled(cast.officer)
    form = {"renew": "1", "password": PASSWORD, "once": "trang-nay"}
    assert client.post(SETUP, form).status_code == 200
    held = set(RecoveryCode.objects.values_list("pk", flat=True))
    assert client.post(SETUP, form).status_code == 302
    assert set(RecoveryCode.objects.values_list("pk", flat=True)) == held
