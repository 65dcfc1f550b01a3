"""The front page for whoever has not signed in: what is public, how to sign in, nobody's name."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cchc.accounts.models import User
from cchc.par_index.models import Publication
from cchc.ui.tests.page import tight
from tests.surface.world import World, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-03")
    return made(3)


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return tight(answer.content.decode())


def test_it_leads_to_what_is_public_and_to_signing_in(world: World) -> None:
    for address, prefix, words in (("/", "", "Đăng nhập"), ("/en/", "/en", "Sign in")):
        found = page(address)
        assert f'href="{prefix}/dang-nhap/"' in found
        assert words in found
        for link in ("/cong-khai/chi-so/", "/cong-khai/khao-sat/", "/nhat-ky/goc/"):
            assert f'href="{prefix}{link}"' in found
        led = set(re.findall(r'href="(/(?!static)[^"#?]*)"', found))
        assert [one for one in led if Client().get(one).status_code != 200] == []


def test_it_shows_the_newest_results_and_no_person(world: World) -> None:
    found = page("/")
    newest = re.findall(r'href="(/cong-khai/chi-so/\d+/)"', found)
    assert len(newest) == 3 < Publication.objects.count()
    assert re.search(r'href="/cong-khai/chi-so/">Xem tất cả', found), "there are more than the newest"
    assert not [one for one in User.objects.all() if one.full_name in found or one.username in found]
    assert "kinviec" not in found, "drafts and rounds that are not public"


def test_it_stands_before_there_is_anything() -> None:
    found = page("/")
    assert "/dang-nhap/" in found
    assert not re.findall(r"/cong-khai/chi-so/\d+/", found)


def test_it_asks_the_database_little(world: World) -> None:
    page("/")
    with CaptureQueriesContext(connection) as asked:
        page("/")
    assert len(asked) <= 4
