"""One's own account, and what a request costs."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cchc.accounts.models import User
from cchc.accounts.tests.conftest import PASSWORD, Cast, Units
from cchc.kernel import clock
from cchc.ui.tests.page import parse

Enter = Callable[[User], Client]
MINE = "/tai-khoan/cua-toi/"
PAGES = ["", "mat-khau/", "xac-thuc-hai-buoc/", "phien/", "ma-truy-cap/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_each_page_has_one_heading_one_main_and_works_without_scripts(
    cast: Cast, enter: Enter, page: str, language: str
) -> None:
    answer = enter(cast.officer).get(f"{language}{MINE}{page}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<h1") == html.count("<main") == 1
    assert parse(html).get("lang") == (language.strip("/") or "vi")
    main = html[html.index("<main") : html.index("</main>")]
    for form in re.findall(r"<form.*?</form>", main, re.DOTALL):
        assert 'type="submit"' in form
        assert "csrfmiddlewaretoken" in form
    assert " style=" not in html
    assert "onclick" not in html


def test_a_page_that_is_not_there_keeps_the_menu(cast: Cast, enter: Enter) -> None:
    inside, outside = enter(cast.officer).get("/khong-co/"), Client().get("/khong-co/")
    assert (inside.status_code, outside.status_code) == (404, 404)
    assert 'id="muc-luc"' in inside.content.decode()
    assert 'id="muc-luc"' not in outside.content.decode()


def test_the_overview_says_who_i_am(cast: Cast, enter: Enter) -> None:
    html = enter(cast.officer).get(MINE).content.decode()
    for words in ("Phạm Văn An", "Xã An Hòa", "Cán bộ thực hiện", "chưa bật", "Đăng nhập bằng mật khẩu"):
        assert words in html


def test_sessions_elsewhere_are_listed_and_ended(cast: Cast, enter: Enter) -> None:
    here, there, yonder = enter(cast.officer), enter(cast.officer), enter(cast.officer)
    stranger = enter(cast.neighbour)
    listed = here.get(f"{MINE}phien/").context["sessions"]
    assert [session.is_current for session in listed] == [False, False, True]
    here.post(f"{MINE}phien/", {"session": listed[0].id})
    assert [c.get(MINE).status_code for c in (here, there, yonder, stranger)] == [200, 200, 302, 200]
    here.post(f"{MINE}phien/")
    assert [c.get(MINE).status_code for c in (here, there, stranger)] == [200, 302, 200]


def test_a_strangers_session_is_not_mine_to_end(cast: Cast, enter: Enter) -> None:
    mine, theirs = enter(cast.officer), enter(cast.neighbour)
    number = theirs.get(f"{MINE}phien/").context["sessions"][0].id
    mine.post(f"{MINE}phien/", {"session": number})
    assert theirs.get(MINE).status_code == 200


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(cast: Cast, enter: Enter) -> None:
    here, there = enter(cast.officer), enter(cast.officer)
    key = here.session.session_key
    fresh = "một câu chỉ mình tôi biết"
    here.post(f"{MINE}mat-khau/", {"password": PASSWORD, "new_password": fresh, "new_password_again": fresh})
    assert here.get(MINE).status_code == 200
    assert there.get(MINE).status_code == 302
    assert here.session.session_key != key
    assert [session.is_current for session in here.get(f"{MINE}phien/").context["sessions"]] == [True]


def test_guessing_the_present_password_waits_too(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)
    client, fresh = enter(cast.officer), "một câu chỉ mình tôi biết"
    for _ in range(5):
        client.post(f"{MINE}mat-khau/", {"password": "sai", "new_password": fresh, "new_password_again": fresh})
    answer = client.post(f"{MINE}mat-khau/", {"password": PASSWORD, "new_password": fresh, "new_password_again": fresh})
    assert "phải chờ" in answer.content.decode()


def test_the_language_is_remembered(cast: Cast, enter: Enter) -> None:
    assert enter(cast.officer).post(f"{MINE}ngon-ngu/", {"language": "en"})["Location"] == f"/en{MINE}"
    answer = Client().post("/dang-nhap/", {"login": "an.pv", "password": PASSWORD})
    assert answer["Location"] == "/en/"


# ------------------------------------------------------------------ what a request costs
def _asked(client: Client, address: str) -> list[str]:
    client.get(address)  # the registry's tree is now in memory
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def test_knowing_who_asks_costs_two_queries(cast: Cast, enter: Enter) -> None:
    """The session, the person with the roles in force and the registry's stamp: Django makes both anyway."""
    asked = _asked(enter(cast.chief), "/tai-khoan/")
    assert sum("django_session" in sql for sql in asked) == 1
    assert sum('WHERE "accounts_user"."id" = (' in sql for sql in asked) == 1
    assert sum("organisation_registrystamp" in sql for sql in asked) == 1
    assert sum("organisation_" in sql for sql in asked) == 1


def test_the_list_costs_the_same_for_few_and_many(
    cast: Cast, units: Units, make: Callable[..., User], enter: Enter
) -> None:
    """Session, person with stamp, roles to filter by, count, rows, bells: 6 (names of units come from memory)."""
    client = enter(cast.chief)
    few = len(_asked(client, "/tai-khoan/"))
    for number in range(20):
        make(f"them.{number}", f"Người Thêm {number}", units.commune)
    assert len(_asked(client, "/tai-khoan/")) == few == 6


def test_a_persons_page_costs_the_same_whatever_was_done(cast: Cast, enter: Enter) -> None:
    """Session, person asking with stamp; person shown, held, roles, names, lock, factor, sign-ins, sessions, tokens."""
    client = enter(cast.local)
    assert len(_asked(client, f"/tai-khoan/{cast.officer.pk}/")) == 12
    for _ in range(3):
        enter(cast.officer)
    assert len(_asked(client, f"/tai-khoan/{cast.officer.pk}/")) == 12


def test_nobody_is_looked_up_for_a_visitor(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get("/dang-nhap/").status_code == 200
    tables = re.findall(r'FROM "(\w+)"', " ".join(query["sql"] for query in asked.captured_queries))
    assert not [table for table in tables if table.startswith(("accounts_", "django_session"))]
