"""The administrator's screens: who is seen, who may be changed, and that nobody climbs above the own reach."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from cchc.accounts.actions import grants, people
from cchc.accounts.models import Grant, User
from cchc.accounts.queries import subject_for_user
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.conftest import PASSWORD, Cast, Units
from cchc.kernel import clock
from cchc.kernel.history import PLATFORM
from cchc.kernel.refusal import Refusal
from cchc.ui.tests.editing import as_opened

Enter = Callable[[User], Client]


def _names(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/tai-khoan/{query}")
    assert page.status_code == 200
    return [row.person.full_name for row in page.context["rows"]]


def test_an_administrator_sees_the_people_of_the_own_subtree(cast: Cast, enter: Enter) -> None:
    """In the order of given names: An, Cúc, Lợi."""
    assert _names(enter(cast.local)) == ["Phạm Văn An", "Võ Thị Cúc", "Nguyễn Văn Lợi"]
    assert len(_names(enter(cast.chief))) == 6


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=pham van an", ["Phạm Văn An"]),
        ("?q=thi", ["Võ Thị Cúc", "Trần Thị Hà", "Lê Thị Mai"]),
        ("?q=an.pv@vi-du", ["Phạm Văn An"]),
        ("?role=officer", ["Phạm Văn An", "Đỗ Văn Bắc"]),
        ("?q=an&role=reader", []),
        ("?sap=-name&q=pv", ["Phạm Văn An"]),
    ],
)
def test_the_list_is_searched_without_diacritics_and_filtered(
    cast: Cast, enter: Enter, query: str, expected: list[str]
) -> None:
    assert _names(enter(cast.chief), query) == expected


def test_a_unit_filters_with_what_lies_below(cast: Cast, units: Units, enter: Enter) -> None:
    assert "Phạm Văn An" in _names(enter(cast.chief), f"?unit={units.district}")
    assert _names(enter(cast.chief), f"?unit={units.department}") == ["Lê Thị Mai"]


def test_nonsense_in_the_address_changes_nothing(cast: Cast, enter: Enter) -> None:
    client = enter(cast.local)
    assert len(_names(client, "?unit=999999999999999999999&role=king&state=x&sap=;drop&trang=-1")) == 3


@pytest.mark.parametrize("who", ["office", "officer", "newcomer"])
def test_others_have_no_such_screen(cast: Cast, enter: Enter, who: str) -> None:
    client = enter(getattr(cast, who))
    assert client.get("/tai-khoan/").status_code == 403
    assert client.get("/tai-khoan/nguoi-dung.xlsx").status_code == 403
    assert client.get(f"/tai-khoan/{cast.chief.pk}/").status_code == 403


def test_the_export_is_the_list(cast: Cast, enter: Enter) -> None:
    client = enter(cast.local)
    sheet = client.get("/tai-khoan/nguoi-dung.xlsx?role=officer")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Họ và tên", "Phạm Văn An"]
    text = client.get("/tai-khoan/nguoi-dung.csv").getvalue().decode("utf-8-sig")
    assert text.count("\n") == 4
    assert client.get("/tai-khoan/nguoi-dung.exe").status_code == 404


def test_an_exported_cell_is_never_a_formula(cast: Cast, units: Units, make: Callable[..., User], enter: Enter) -> None:
    make("x.evil", "=HYPERLINK(1)", units.commune)
    text = enter(cast.local).get("/tai-khoan/nguoi-dung.csv").getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK" in text


def test_people_outside_do_not_exist(cast: Cast, enter: Enter) -> None:
    client = enter(cast.local)
    for address in ("", "sua/", "giao-vai-tro/"):
        assert client.get(f"/tai-khoan/{cast.neighbour.pk}/{address}").status_code == 404
    for button in ("dat-lai-mat-khau", "ngung", "mo-lai", "mo-khoa", "bo-xac-thuc-hai-buoc", "ket-thuc-phien"):
        assert client.post(f"/tai-khoan/{cast.neighbour.pk}/{button}/").status_code == 404
    assert User.objects.get(pk=cast.neighbour.pk).is_active


def test_a_new_person_gets_a_password_for_one_use(cast: Cast, units: Units, enter: Enter) -> None:
    form = {"full_name": "Ngô Thị Đào", "username": "Dao.NT", "unit": units.commune, "position": "", "email": ""}
    answer = enter(cast.local).post("/tai-khoan/them/", form)
    password = answer.context["password"]
    made = User.objects.get(username="dao.nt")
    assert password in answer.content.decode()
    assert made.must_change_password
    client = Client()
    client.post("/dang-nhap/", {"login": "dao.nt", "password": password})
    assert client.get("/tai-khoan/cua-toi/")["Location"] == "/tai-khoan/cua-toi/mat-khau/"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"username": "an.pv"}, "Đã có người dùng tên đăng nhập này"),
        ({"username": "Có Dấu"}, "Tên đăng nhập gồm"),
        ({"email": "AN.PV@vi-du.vn"}, "Đã có người dùng địa chỉ thư này"),
        ({"unit": "neighbour"}, "Chọn đơn vị"),
        ({"full_name": ""}, "Chưa điền"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said(
    cast: Cast, units: Units, enter: Enter, changed: dict[str, str], why: str
) -> None:
    good = {"full_name": "Ngô Thị Đào", "username": "dao.nt", "unit": units.commune, "email": ""}
    form = good | changed | ({"unit": units.neighbour} if "unit" in changed else {})
    answer = enter(cast.local).post("/tai-khoan/them/", form)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert User.objects.count() == 6


def test_editing_moves_a_person_only_within_reach(cast: Cast, units: Units, enter: Enter) -> None:
    client, address = enter(cast.local), f"/tai-khoan/{cast.officer.pk}/sua/"
    form = {"full_name": "Phạm Văn Ân", "unit": units.district, "position": "Văn thư", "email": ""}
    assert client.post(address, form).status_code == 422, "without the version that its page carries"
    assert client.post(address, as_opened(client, address, form)).status_code == 302
    cast.officer.refresh_from_db()
    assert (cast.officer.full_name, cast.officer.unit_id) == ("Phạm Văn Ân", units.district)
    assert client.post(address, form | {"unit": units.neighbour}).status_code == 422
    cast.officer.refresh_from_db()
    assert cast.officer.unit_id == units.district


# ------------------------------------------------------------------ nobody climbs
def _give(client: Client, person: User, role: Role, unit_id: int) -> int:
    form = {"role": role.value, "unit": unit_id, "valid_from": "01/01/2019", "last_day": ""}
    return client.post(f"/tai-khoan/{person.pk}/giao-vai-tro/", form).status_code


def test_a_role_given_on_the_screen_works_and_ends_at_once(cast: Cast, units: Units, enter: Enter) -> None:
    client = enter(cast.local)
    assert _give(client, cast.newcomer, Role.HEAD, units.commune) == 302
    subject = subject_for_user(cast.newcomer.pk, clock.today())
    assert subject is not None
    assert subject.scope("difficulty.answer").unit_ids == {units.commune}
    grant = Grant.objects.get(user=cast.newcomer)
    assert client.post(f"/tai-khoan/{cast.newcomer.pk}/vai-tro/{grant.pk}/thu-hoi/").status_code == 302
    subject = subject_for_user(cast.newcomer.pk, clock.today())
    assert subject is not None
    assert not subject.may("difficulty.answer")
    assert Grant.objects.filter(pk=grant.pk).exists()
    assert _give(client, cast.newcomer, Role.HEAD, units.commune) == 422  # the days before today are taken


def test_nothing_is_given_outside_the_own_reach_or_above_it(cast: Cast, units: Units, enter: Enter) -> None:
    client = enter(cast.local)
    for role in Role:
        assert _give(client, cast.newcomer, role, units.neighbour) == 422  # not among the choices
        assert _give(client, cast.newcomer, role, units.province) == 422
    assert _give(client, cast.newcomer, Role.OFFICE, units.commune) == 403
    assert not Grant.objects.filter(user=cast.newcomer).exists()
    assert _give(enter(cast.chief), cast.newcomer, Role.OFFICE, units.province) == 302


def test_nobody_gives_to_themselves_or_switches_themselves_off(cast: Cast, units: Units, enter: Enter) -> None:
    client = enter(cast.chief)
    assert _give(client, cast.chief, Role.OFFICE, units.province) == 403
    client.post(f"/tai-khoan/{cast.chief.pk}/ngung/")
    client.post(f"/tai-khoan/{cast.chief.pk}/dat-lai-mat-khau/")
    cast.chief.refresh_from_db()
    assert cast.chief.is_active
    assert cast.chief.check_password(PASSWORD)


def test_a_colleague_who_holds_more_cannot_be_taken_over(cast: Cast, units: Units, enter: Enter) -> None:
    """Even a role that only begins next year counts."""
    later = clock.today() + dt.timedelta(days=300)
    grants.give(
        cast.newcomer.pk, role=Role.READER, unit_id=units.province, valid_from=later, actor=PLATFORM, now=clock.now()
    )
    client = enter(cast.local)
    assert client.get(f"/tai-khoan/{cast.newcomer.pk}/").status_code == 200
    assert client.get(f"/tai-khoan/{cast.newcomer.pk}/sua/").status_code == 403
    for button in ("dat-lai-mat-khau", "ngung", "mo-khoa", "bo-xac-thuc-hai-buoc", "ket-thuc-phien"):
        assert client.post(f"/tai-khoan/{cast.newcomer.pk}/{button}/").status_code == 403
    cast.newcomer.refresh_from_db()
    assert cast.newcomer.is_active
    assert cast.newcomer.check_password(PASSWORD)


def test_a_role_ended_counts_no_more(cast: Cast, units: Units, enter: Enter) -> None:
    today = clock.today()
    grants.give(
        cast.newcomer.pk,
        role=Role.READER,
        unit_id=units.province,
        valid_from=today - dt.timedelta(days=9),
        last_day=today - dt.timedelta(days=1),
        actor=PLATFORM,
        now=clock.now(),
    )
    assert enter(cast.local).get(f"/tai-khoan/{cast.newcomer.pk}/sua/").status_code == 200


def test_a_grants_days_are_kept(cast: Cast, units: Units) -> None:
    first, last = clock.today() + dt.timedelta(days=2), clock.today() + dt.timedelta(days=4)
    grants.give(
        cast.newcomer.pk,
        role=Role.READER,
        unit_id=units.commune,
        valid_from=first,
        last_day=last,
        actor=PLATFORM,
        now=clock.now(),
    )
    held = []
    for ahead in range(7):
        subject = subject_for_user(cast.newcomer.pk, clock.today() + dt.timedelta(days=ahead))
        assert subject is not None
        held.append(subject.may("plan.read"))
    assert held == [False, False, True, True, True, False, False]


def test_resetting_ends_sessions_and_switching_off_ends_everything(cast: Cast, enter: Enter) -> None:
    theirs, screen = enter(cast.officer), enter(cast.local)
    answer = screen.post(f"/tai-khoan/{cast.officer.pk}/dat-lai-mat-khau/")
    assert theirs.get("/tai-khoan/cua-toi/").status_code == 302
    assert answer["Cache-Control"].count("no-store") == 1
    again = Client()
    again.post("/dang-nhap/", {"login": "an.pv", "password": answer.context["password"]})
    assert again.get("/tai-khoan/cua-toi/mat-khau/").status_code == 200
    screen.post(f"/tai-khoan/{cast.officer.pk}/ngung/")
    assert again.get("/tai-khoan/cua-toi/mat-khau/").status_code == 302
    screen.post(f"/tai-khoan/{cast.officer.pk}/mo-lai/")
    assert User.objects.get(pk=cast.officer.pk).is_active


def test_buttons_press_only_by_post(cast: Cast, enter: Enter) -> None:
    client = enter(cast.local)
    for button in ("dat-lai-mat-khau", "ngung", "mo-lai", "mo-khoa", "bo-xac-thuc-hai-buoc", "ket-thuc-phien"):
        assert client.get(f"/tai-khoan/{cast.officer.pk}/{button}/")["Location"] == f"/tai-khoan/{cast.officer.pk}/"


def test_a_given_password_must_meet_the_rules_except_in_a_demonstration(units: Units) -> None:
    person = {"username": "thu", "full_name": "Thử", "unit_id": units.commune, "actor": PLATFORM, "now": clock.now()}
    with pytest.raises(Refusal, match="quá ngắn"):
        people.create(**person, password="ngan")
    made = people.create(**person, password="ngan", is_demo=True, must_change_password=False)
    assert made.password is None
    assert User.objects.get(pk=made.user_id).check_password("ngan")


def test_no_statement_of_an_edit_repeats_the_passwords_hash(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        people.edit(cast.officer.pk, full_name="Phạm Văn An", position="Phó", actor=PLATFORM, now=clock.now())
    said = " ".join(query["sql"] for query in asked.captured_queries if not query["sql"].startswith("SELECT"))
    assert "UPDATE" in said
    assert User.objects.get(pk=cast.officer.pk).position == "Phó"
    assert "password" not in said
    assert cast.officer.password not in said


def test_a_one_time_password_loaded_again_is_no_other(cast: Cast, enter: Enter) -> None:
    client, address = enter(cast.local), f"/tai-khoan/{cast.officer.pk}/dat-lai-mat-khau/"
    assert client.post(address, {"once": "trang-nay"}).status_code == 200
    cast.officer.refresh_from_db()
    held = cast.officer.password
    again = client.post(address, {"once": "trang-nay"}, follow=True)
    cast.officer.refresh_from_db()
    assert cast.officer.password == held
    assert again.redirect_chain == [(f"/tai-khoan/{cast.officer.pk}/", 302)]
    assert "chỉ hiện một lần" in again.content.decode()


def test_a_new_account_sent_again_leads_to_the_account(cast: Cast, units: Units, enter: Enter) -> None:
    given = {"once": "trang-nay", "full_name": "Võ Mới", "username": "moi.v", "unit": units.commune}
    client = enter(cast.chief)
    assert client.post("/tai-khoan/them/", given).context["password"]
    again = client.post("/tai-khoan/them/", given, follow=True)
    assert again.redirect_chain == [(f"/tai-khoan/{User.objects.get(username='moi.v').pk}/", 302)]
    assert "chỉ hiện một lần" in again.content.decode()
