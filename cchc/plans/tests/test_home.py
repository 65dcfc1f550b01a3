"""Where a reader lands, and what “Tổng quan” is."""

import datetime as dt

import pytest
from django.urls import reverse

from cchc.accounts.models import ComposedRole, Grant
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import signed_in, text_of, with_roles

YEAR, MINE = "/tong-quan/2019/", "/viec-cua-toi/"


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """S1 carries work, X1 and S2 carry none."""
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    case = with_roles()
    case.assignment(end_on=dt.date(2019, 6, 30), schedule_kind="deadline")
    return case


@pytest.mark.parametrize(
    ("who", "lands"),
    [("clerk", MINE), ("other", YEAR), ("commune", YEAR), ("head", YEAR), ("district", YEAR), ("office", YEAR)],
)
def test_who_carries_work_lands_on_it_and_everybody_else_on_the_overview(case: Case, who: str, lands: str) -> None:
    client = signed_in(case, who)
    assert client.get("/").url == lands
    assert client.get(reverse("plans:running")).url == YEAR
    page = client.get(YEAR)
    assert page.status_code == 200
    assert '<a href="/tong-quan/" aria-current="page">' in page.content.decode()


@pytest.mark.parametrize(
    ("words", "lands"),
    [
        (["assignment.read", "inbox.read"], MINE),
        (["assignment.read"], "/viec/"),
        ([], YEAR),
    ],
)
def test_a_role_of_the_province_lands_where_it_may_look(case: Case, words: list[str], lands: str) -> None:
    held = sorted(["plan.read", "assignment.report", *words])
    ComposedRole.objects.create(code="to", base="officer", name="Tổ giúp việc", words=held, decided=held)
    Grant.objects.filter(user=case.people["clerk"]).update(role="to")
    client = signed_in(case, "clerk")
    assert client.get("/").url == lands
    assert client.get("/", follow=True).status_code == 200


def test_a_task_whose_day_has_passed_leads_to_asking_for_an_extension(case: Case) -> None:
    late = case.assignment(end_on=dt.date(2019, 1, 31), schedule_kind="deadline")
    client = signed_in(case, "clerk")
    asked = client.get(f"/viec/{late.pk}/ngay/", follow=True)
    assert asked.redirect_chain[-1][0] == f"/viec/{late.pk}/gia-han/"
    assert "Không còn ngày nào đơn vị tự đặt được" in text_of(asked)
    seen = text_of(client.get(f"/viec/{late.pk}/"))
    assert "Xin gia hạn" in seen
    assert "Đăng ký ngày hoàn thành" not in seen
