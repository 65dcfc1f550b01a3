"""Weak passwords are refused as the help text promises, at every way by which somebody sets one."""

import io
from collections.abc import Callable

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.actions import _secrets, passwords, people
from cchc.accounts.models import User
from cchc.accounts.rules.passwords import weaknesses
from cchc.accounts.tests.conftest import PASSWORD, Cast
from cchc.kernel import clock
from cchc.kernel.history import PLATFORM
from cchc.kernel.refusal import Refusal

COMMON = {"password", "summer", "qwerty123456", "iloveyou", "dragon"}
OWN = ("an.pv", "Phạm Văn An", "pham.an@vi-du.vn")
TABLE = [
    ("Phạm Văn An 2019!", {"own"}),
    ("phamvanan#2019", {"own"}),
    ("ph@mv4n4n-2019", {"own"}),
    ("tôi là Văn An đây", {"own"}),
    ("xin.anpv.chao.2019", {"own"}),
    ("pham_an hôm nay", {"own"}),
    ("Summer2019!!", {"common"}),
    ("!!Summer!!2019", {"common"}),
    ("P@ssw0rd 2019!", {"common"}),
    ("Mật khẩu 123456", {"common"}),
    ("Cải cách hành chính 2026", {"common"}),
    ("M@tkh@u2026!", {"common"}),
    ("UBND@2026-2026", {"common"}),
    ("Qwerty 123456", {"common", "monotonous"}),
    ("abcdefghijkl", {"monotonous"}),
    ("qwertyuiop12", {"monotonous"}),
    ("123qweasdzxc!", {"monotonous"}),
    ("aaaaaaaaaaaaaa", {"monotonous"}),
    ("abcabcabcabcabc", {"monotonous"}),
    ("!!!!!!!!!!!!!!", {"monotonous"}),
    ("cầu vồng sau cơn mưa", set()),
    ("sen hong Thap Muoi 2019", set()),
    ("k7mf-x2pq-9whd-3tzc", set()),
    ("ánh trăng rằm tháng tám", set()),
    ("an toàn là trên hết cả", set()),  # a name of two letters stands in many words
]


@pytest.mark.parametrize(
    ("own", "password", "found"),
    [
        ("an.v", "ban văn hóa xã nhà", set()),  # "anv": three letters stand in many words
        ("an.vu", "sân vui chơi mùa hè", {"own"}),  # "anvu": four don't
        ("Y Ly", "xây lý tưởng cao đẹp", set()),
    ],
)
def test_a_name_of_four_letters_is_looked_for(own: str, password: str, found: set[str]) -> None:
    assert weaknesses(password, [own], COMMON) == found


PLACES = ("Sở Nội vụ", "SNV", "Tỉnh Đồng Tháp", "Đồng Tháp", "Huyện Tháp Mười", "Tháp Mười", "Phường 1")
OF_PLACES = [
    ("dongthap2019", {"place"}),
    ("Đồng Tháp 2019!", {"place"}),
    ("Sonoivu@2019", {"place"}),
    ("2019@SoNoiVu#2020", {"place"}),
    ("S0n0ivu@2019!!", {"place"}),
    ("Dongthap@123456", {"place"}),
    ("d0ngth@p-260786", {"place"}),
    ("tinh dong thap 1976", {"place"}),
    ("snv.dongthap.2019", {"place"}),
    ("UBND Đồng Tháp 2019", {"place"}),
    ("cchc@dongthap#19", {"place"}),
    ("abc dong thap 2019", {"place"}),
    ("Cchc@2025", {"common"}),
    ("phuong1phuong1", {"place"}),
    ("sen hong Thap Muoi 2019", set()),  # seven letters more
    ("Đồng Tháp mùa nước nổi", set()),
    ("cầu vồng sau cơn mưa", set()),
    ("k7mf-snvq-9whd-3tzc", set()),
]


@pytest.mark.parametrize(("password", "found"), OF_PLACES)
def test_the_name_of_ones_unit_or_province_with_figures_is_guessed(password: str, found: set[str]) -> None:
    assert weaknesses(password, OWN, COMMON, PLACES) == found


@pytest.mark.parametrize(("password", "found"), TABLE)
def test_what_is_easily_guessed(password: str, found: set[str]) -> None:
    assert weaknesses(password, OWN, COMMON) == found


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_is_judged(password: str, own: list[str]) -> None:
    assert weaknesses(password, own, COMMON, own) <= {"own", "place", "common", "monotonous"}


def test_one_time_passwords_pass_and_are_none_twice() -> None:
    made = [_secrets.one_time_password() for _ in range(200)]
    assert [one for one in made if weaknesses(one, OWN, COMMON)] == []
    assert len(set(made)) == 200


WEAK = {
    "ngắn quá": "quá ngắn",
    "123456789012": "chỉ gồm chữ số",
    "!!!!!!!!!!!!!!": "lặp lại",
    "phamvanan#2019": "chứa tên",
    "Mật khẩu 123456": "thông dụng",
    "binhminh2019": "tên tỉnh hoặc đơn vị",
    "An_Hoa@20192019": "tên tỉnh hoặc đơn vị",
    "Huyenbensen#1": "tên tỉnh hoặc đơn vị",
    "qwertyuiop12": "dãy phím",
}


def by_their_page(cast: Cast, password: str) -> str:
    client = Client()
    client.post("/dang-nhap/", {"login": "an.pv", "password": PASSWORD})
    form = {"password": PASSWORD, "new_password": password, "new_password_again": password}
    answer = client.post("/tai-khoan/cua-toi/mat-khau/", form)
    return answer.content.decode() if answer.status_code == 422 else ""


def by_the_action(cast: Cast, password: str) -> str:
    try:
        passwords.change(cast.officer.pk, new=password, keep_session=None, actor=PLATFORM, now=clock.now())
    except Refusal as refusal:
        return str(refusal.sentence)
    return ""


def by_a_new_account(cast: Cast, password: str) -> str:
    try:
        people.create(
            username="an.pv2", full_name="Phạm Văn An", unit_id=cast.officer.unit_id, password=password,
            actor=PLATFORM, now=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return str(refusal.sentence)
    return ""


def by_djangos_command(cast: Cast, password: str) -> str:
    said, asked = io.StringIO(), iter([password] * 6)
    from django.contrib.auth.management.commands import changepassword

    with pytest.MonkeyPatch.context() as typed:
        typed.setattr(changepassword.getpass, "getpass", lambda prompt: next(asked))
        try:
            call_command("changepassword", "an.pv", stdout=said, stderr=said)
        except Exception as refused:
            return f"{said.getvalue()} {refused}"
    return ""


WAYS: dict[str, Callable[[Cast, str], str]] = {
    "own page": by_their_page,
    "action": by_the_action,
    "new account": by_a_new_account,
    "command": by_djangos_command,
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_refuses_what_the_help_text_says(cast: Cast, way: str) -> None:
    for password, why in WEAK.items():
        before = User.objects.get(pk=cast.officer.pk).password
        assert why in WAYS[way](cast, password), (way, password)
        assert User.objects.get(pk=cast.officer.pk).password == before
    assert not User.objects.filter(username="an.pv2").exists()


def test_what_the_platform_makes_up_would_pass_too(cast: Cast) -> None:
    given = passwords.reset(cast.officer.pk, actor=PLATFORM, now=clock.now())
    validate_password(given, cast.officer)
    with pytest.raises(ValidationError):
        validate_password("an.pv an.pv an.pv", cast.officer)
