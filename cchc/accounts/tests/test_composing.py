"""Roles as data: what a decision changes, what it leaves, and what nobody may decide."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.access.held import granted
from cchc.accounts.actions import grants, roles
from cchc.accounts.forms.roles import token
from cchc.accounts.models import ComposedRole, Grant, SecondFactorRule, User
from cchc.accounts.queries import people, subject_for_user
from cchc.accounts.queries import roles as queries
from cchc.accounts.rules import composing
from cchc.accounts.rules.composing import Composition
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.conftest import Cast, Units
from cchc.kernel import clock, history, rights
from cchc.kernel.refusal import Refusal

WORDS = st.frozensets(st.sampled_from(sorted(rights.of_roles())))


# ------------------------------------------------------------------ the rule
@given(st.sampled_from(Role), WORDS)
def test_what_was_decided_is_what_is_held(base: Role, words: frozenset[str]) -> None:
    decided = Composition(base, words, rights.of_roles())
    assert composing.held(base, decided) == words
    assert composing.held("mot-cua", decided) == words


@given(st.sampled_from(Role), WORDS, WORDS)
def test_a_module_that_comes_later_gives_only_to_the_roles_it_names(
    base: Role, words: frozenset[str], known_then: frozenset[str]
) -> None:
    decided = Composition(base, words & known_then, known_then)
    assert composing.held(base, decided) == (words & known_then) | (rights.held_by(base) - known_then)
    assert composing.held("mot-cua", decided) == words & known_then


def test_a_word_whose_module_is_gone_allows_nothing() -> None:
    gone = Composition(Role.READER, frozenset({"search", "petition.read"}), rights.of_roles() | {"petition.read"})
    assert composing.held(Role.READER, gone) == {"search"}


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("plan.adopt", Role.OFFICE),  # decides for other units
        ("report.outline", Role.OFFICE),
        ("account.write", Role.ADMINISTRATOR),
        ("role.write", Role.ADMINISTRATOR),
        ("unit.write", None),
        ("assignment.read", None),
    ],
)
def test_what_decides_for_others_stays_with_one_role(word: str, role: Role | None) -> None:
    assert composing.reserved(word) == role
    assert bool(composing.misplaced(Role.OFFICER, [word])) == (role is not None)


# ------------------------------------------------------------------ the actions
@pytest.fixture
def by(cast: Cast) -> dict:
    return {"actor": history.Actor(cast.chief.pk, "Trần Thị Hà", "10.0.0.1"), "now": clock.now()}


def one_stop(by: dict, *words: str, base: Role = Role.OFFICER, name: str = "Cán bộ một cửa") -> str:
    return roles.compose(name=name, means="", base=base, words=words or ("document.read",), **by)


def may(user: User, word: str) -> bool:
    subject = subject_for_user(user.pk, clock.today())
    assert subject is not None
    return subject.may(word)


@pytest.mark.django_db
def test_a_change_reaches_everybody_who_holds_the_role(cast: Cast, by: dict) -> None:
    assert may(cast.officer, "report.write")
    roles.change("officer", words=rights.held_by(Role.OFFICER) - {"report.write"}, **by)
    assert not may(cast.officer, "report.write")
    assert not may(cast.neighbour, "report.write")
    assert may(cast.officer, "assignment.report")


@pytest.mark.django_db
def test_a_role_of_the_province_is_told_and_guarded_as_the_one_it_is_made_after(
    cast: Cast, units: Units, by: dict
) -> None:
    code = one_stop(by, "document.read", "search", base=Role.HEAD, name="Phó chánh văn phòng")
    today = clock.today()
    grants.give(cast.newcomer.pk, role=code, unit_id=units.commune, valid_from=today, **by)
    assert may(cast.newcomer, "document.read")
    assert not may(cast.newcomer, "document.sign")
    assert people.holders([Role.HEAD], today, [units.commune]) == {(units.commune, Role.HEAD): [cast.newcomer.pk]}
    assert [one[0] for one in people.heads(units.commune, today)] == [cast.newcomer.pk]
    SecondFactorRule.objects.create(role=Role.HEAD, valid_from=today)
    assert people.owes_second_factor(cast.newcomer.pk, today)
    subject = subject_for_user(cast.newcomer.pk, today)
    assert subject is not None
    assert subject.role_label.startswith("Phó chánh văn phòng · ")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": []}, "Hãy chọn ít nhất một quyền"),
        ({"words": ["khong.co"]}, "Hãy chọn ít nhất một quyền"),
        ({"words": ["own_account"]}, "Hãy chọn ít nhất một quyền"),
        ({"words": ["plan.adopt"]}, "chỉ dành cho vai trò Cơ quan thường trực"),
        ({"words": ["account.write"]}, "chỉ dành cho vai trò Quản trị"),
        ({"name": "  "}, "Hãy đặt tên"),
        ({"name": "người xem"}, "Đã có vai trò tên"),
        ({"name": "CÁN BỘ MỘT CỬA"}, "Đã có vai trò tên"),
    ],
)
def test_what_is_refused(by: dict, wrong: dict, sentence: str) -> None:
    one_stop(by)
    given = {"name": "Vai trò khác", "means": "", "base": Role.OFFICER, "words": ["document.read"]} | wrong
    with pytest.raises(Refusal, match=sentence):
        roles.compose(**given, **by)


@pytest.mark.django_db
def test_nobody_changes_a_role_of_their_own(cast: Cast, by: dict) -> None:
    with pytest.raises(Refusal, match="không tự sửa được"):
        roles.change("administrator", words=rights.held_by(Role.ADMINISTRATOR) | {"assignment.read"}, **by)


@pytest.mark.django_db
def test_a_role_goes_out_of_use_once_nobody_holds_it(cast: Cast, units: Units, by: dict) -> None:
    code = one_stop(by)
    given = {"role": code, "unit_id": units.commune, "valid_from": clock.today()}
    grant = grants.give(cast.newcomer.pk, **given, **by)
    with pytest.raises(Refusal, match="còn được giao 1 lần"):
        roles.retire(code, **by)
    grants.end(grant, **by)
    roles.retire(code, **by)
    with pytest.raises(Refusal, match="đã ngừng dùng"):
        grants.give(cast.newcomer.pk, **given, **by)
    with pytest.raises(Refusal, match="Không có vai trò"):
        grants.give(cast.newcomer.pk, **(given | {"role": "khong-co"}), **by)
    with pytest.raises(Refusal, match="có sẵn"):
        roles.retire("reader", **by)


# ------------------------------------------------------------------ the pages
@pytest.mark.django_db
def test_whom_a_change_reaches_is_said_before_it_is_done(cast: Cast, enter) -> None:
    client: Client = enter(cast.chief)
    words = sorted(rights.held_by(Role.OFFICER) - {"report.write"})
    page = client.get("/tai-khoan/vai-tro/officer/sua/")
    assert "Đang giao cho 2 người" in page.content.decode()
    seen = page.context["form"].seen
    first = client.post("/tai-khoan/vai-tro/officer/sua/", {"words": words, "seen": seen})
    html = first.content.decode()
    assert first.status_code == 200
    assert "Bớt quyền: Lập báo cáo định kỳ." in html
    assert cast.officer.full_name in html
    assert not ComposedRole.objects.exists()
    reviewed = first.context["form"]["reviewed"].value()
    other = client.post("/tai-khoan/vai-tro/officer/sua/", {"words": words[1:], "seen": seen, "reviewed": reviewed})
    assert other.status_code == 200, "other words than those that were shown are shown first"
    done = client.post("/tai-khoan/vai-tro/officer/sua/", {"words": words, "seen": seen, "reviewed": reviewed})
    assert done.status_code == 302
    assert ComposedRole.objects.get().words == words
    assert cast.officer.full_name in client.get("/tai-khoan/vai-tro/officer/").content.decode()


@pytest.mark.django_db
def test_what_another_has_decided_meanwhile_is_shown_first(cast: Cast, by: dict, enter) -> None:
    client: Client = enter(cast.chief)
    words, address = sorted(rights.held_by(Role.OFFICER)), "/tai-khoan/vai-tro/officer/sua/"
    seen = client.get(address).context["form"].seen
    roles.change("officer", words=words[1:], **by)
    history.settle()
    mine = {"words": words[:-1], "seen": seen, "reviewed": token(words[:-1])}
    answer = client.post(address, mine)
    assert answer.status_code == 422
    assert "Trần Thị Hà" in answer.content.decode()
    assert ComposedRole.objects.get().words == words[1:]
    again = mine | {"seen": answer.context["form"].seen}
    assert client.post(address, again).status_code == 302
    assert ComposedRole.objects.get().words == words[:-1]


@pytest.mark.django_db
def test_a_role_is_composed_given_and_put_out_of_use(cast: Cast, units: Units, enter) -> None:
    client: Client = enter(cast.chief)
    given = {"name": "Cán bộ một cửa", "means": "Tiếp nhận hồ sơ", "base": "officer", "words": ["document.read"]}
    assert client.post("/tai-khoan/vai-tro/them/", {**given, "words": ["plan.adopt"]}).status_code == 422
    assert client.post("/tai-khoan/vai-tro/them/", given)["Location"] == "/tai-khoan/vai-tro/can-bo-mot-cua/"
    grant = {"role": "can-bo-mot-cua", "unit": units.commune, "valid_from": f"{clock.today():%d/%m/%Y}"}
    assert client.post(f"/tai-khoan/{cast.newcomer.pk}/giao-vai-tro/", grant).status_code == 302
    history.settle()
    for address in ("/tai-khoan/", f"/tai-khoan/{cast.newcomer.pk}/", "/tai-khoan/vai-tro/", "/nhat-ky/"):
        assert "Cán bộ một cửa" in client.get(address).content.decode(), address
    assert client.get("/tai-khoan/?role=can-bo-mot-cua").context["page"].paginator.count == 1
    Grant.objects.filter(role="can-bo-mot-cua").update(valid_to=clock.today())
    client.post("/tai-khoan/vai-tro/can-bo-mot-cua/ngung/")
    assert queries.known()["can-bo-mot-cua"].is_retired


@pytest.mark.django_db
def test_only_an_administrator_of_the_whole_province_composes(cast: Cast, enter) -> None:
    for address in ("", "them/", "officer/", "officer/sua/"):
        assert enter(cast.chief).get(f"/tai-khoan/vai-tro/{address}").status_code == 200
        assert enter(cast.local).get(f"/tai-khoan/vai-tro/{address}").status_code == 404
        assert enter(cast.office).get(f"/tai-khoan/vai-tro/{address}").status_code == 403
    assert enter(cast.chief).get("/tai-khoan/vai-tro/khong-co/").status_code == 404


# ------------------------------------------------------------------ the upgrade
@pytest.mark.django_db
def test_the_upgrade_changes_nothing_for_anybody(cast: Cast, units: Units) -> None:
    """Grants of every role, made before there were composed roles, allow after it what the modules declare."""
    executor = MigrationExecutor(connection)
    executor.migrate([("accounts", "0004_slower_not_shut")])
    before = executor.loader.project_state([("accounts", "0004_slower_not_shut")]).apps.get_model("accounts", "Grant")
    for role in Role:
        before.objects.get_or_create(
            user_id=cast.newcomer.pk, role=role.value, unit_id=units.commune, valid_from=dt.date(2019, 1, 1)
        )
    kept = list(before.objects.order_by("pk").values_list("pk", "role", "unit_id", "valid_from", "valid_to"))
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("accounts"))
    assert list(Grant.objects.order_by("pk").values_list("pk", "role", "unit_id", "valid_from", "valid_to")) == kept
    held = granted(Grant.objects.filter(user=cast.newcomer))
    assert {one.role: one.words for one in held} == {role.value: rights.held_by(role) for role in Role}
    assert all(replace(one, composed=None) == one for one in held)
