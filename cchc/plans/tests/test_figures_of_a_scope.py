"""Figures of a scope are of that scope: a district's tasks are those it leads or helps, its money what it carries."""

import pytest
from django.urls import reverse

from cchc.kernel.history import attributed
from cchc.plans.models import Assignment, Task, TaskPartner
from cchc.plans.queries.figures import Sums, TaskLine
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import signed_in, text_of, with_roles

MILLION = 1_000_000


def line(**columns: object) -> TaskLine:
    usual = {"budget_kind": "money", "total": None, "per": "", "withdrawn_at": None}
    return TaskLine(1, 1, "1.a", "Việc", **usual | columns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("task", "mine", "sums"),
    [
        (line(total=40 * MILLION, leads=1), 1, Sums(1, 40 * MILLION, 40 * MILLION)),
        (line(total=40 * MILLION, leads=1), 0, Sums()),  # somebody else's
        (line(total=40 * MILLION, leads=1, is_partner=True), 0, Sums(1)),  # helps, and pays nothing
        (line(total=80 * MILLION, leads=31), 2, Sums(1, shared=1)),  # task 8.c of plan 272: one sum for 31 units
        (line(total=80 * MILLION, leads=2), 2, Sums(1, 80 * MILLION, 80 * MILLION)),
        (line(amount=50 * MILLION, per="huyện", leads=12), 1, Sums(1, 50 * MILLION)),  # task 1.b: "50tr/huyện"
        (line(total=120 * MILLION, amount=5 * MILLION, per="kỳ", leads=1), 1, Sums(1, 120 * MILLION)),
        (line(budget_kind="words", leads=3), 1, Sums(1)),
        (line(total=40 * MILLION, leads=1, withdrawn_at=at(MARCH)), 1, Sums()),
    ],
)
def test_what_units_carry_of_a_task(task: TaskLine, mine: int, sums: Sums) -> None:
    assert task.carried_by(mine) == sums


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """Four tasks: the district's, its commune's, one of a department that the district helps, one of none of theirs."""
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    case = with_roles()
    money = {"budget_kind": "money", "amount": 50 * MILLION, "per": "huyện"}
    own = case.assignment("H", title="Của huyện", **money)
    Assignment.objects.filter(pk=own.pk).update(spent=7 * MILLION)
    case.assignment("X1", title="Của xã", budget_kind="money", total=20 * MILLION)
    helped = case.assignment("S1", title="Huyện phối hợp", budget_kind="money", total=100 * MILLION)
    case.assignment("S2", title="Không liên quan", budget_kind="money", total=300 * MILLION)
    with attributed(SETUP):
        TaskPartner.objects.create(task=helped.task, unit=case.units["H"])
    return case


def test_a_district_sees_its_own_tasks_and_money_and_the_page_says_whose(case: Case) -> None:
    client = signed_in(case, "district")
    page = client.get(reverse("plans:dashboard", args=[case.plan.pk]))
    assert page.context["overview"].sums == Sums(3, 70 * MILLION, 20 * MILLION)
    seen = text_of(page)
    assert "Số liệu của Huyện Bến và các đơn vị trực thuộc" in seen
    assert "3 nhiệm vụ mà đơn vị trong phạm vi chủ trì hoặc phối hợp" in seen
    assert "70 triệu đồng kế hoạch giao cho đơn vị trong phạm vi" in seen
    listed = client.get(reverse("plans:tasks", args=[case.plan.pk]), {"pham-vi": "cua-toi"}).context["page"]
    assert [task.title for task in listed.object_list] == ["Của huyện", "Của xã", "Huyện phối hợp"]


def test_the_province_sees_the_document(case: Case) -> None:
    page = signed_in(case, "office").get(reverse("plans:dashboard", args=[case.plan.pk]))
    assert page.context["overview"].sums == Sums(4, 420 * MILLION, 420 * MILLION)
    assert "Số liệu của toàn tỉnh" in text_of(page)
    listed = signed_in(case, "office").get(reverse("plans:tasks", args=[case.plan.pk]), {"pham-vi": "cua-toi"})
    assert listed.context["page"].paginator.count == Task.objects.filter(plan=case.plan).count()


def test_the_year_of_one_unit_is_its_own(case: Case) -> None:
    page = signed_in(case, "commune").get(reverse("plans:year", args=[2019]))
    assert (page.context["seen"].tally.total, page.context["seen"].units) == (1, 1)
    assert "Số liệu riêng của Xã Một" in text_of(page)
