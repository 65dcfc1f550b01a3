"""Figures of a scope are of that scope: a district's tasks are those it leads or helps, its money what it carries."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from cchc.kernel.history import attributed
from cchc.plans.actions import difficulties
from cchc.plans.models import Assignment, Occurrence, Plan, Task, TaskPartner
from cchc.plans.pages.drawings import tone
from cchc.plans.queries.figures import Sums, TaskLine
from cchc.plans.rules.tally import Tally
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import by, signed_in, text_of, with_roles

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
    listed = client.get(reverse("plans:tasks", args=[case.plan.pk])).context["list"].page
    assert [task.title for task in listed.object_list] == ["Của huyện", "Của xã", "Huyện phối hợp"]


def test_the_province_sees_the_document(case: Case) -> None:
    page = signed_in(case, "office").get(reverse("plans:dashboard", args=[case.plan.pk]))
    assert page.context["overview"].sums == Sums(4, 420 * MILLION, 420 * MILLION)
    assert "Số liệu của toàn tỉnh" in text_of(page)
    listed = signed_in(case, "office").get(reverse("plans:tasks", args=[case.plan.pk]))
    assert listed.context["list"].page.paginator.count == Task.objects.filter(plan=case.plan).count()


def test_the_year_of_one_unit_is_its_own(case: Case) -> None:
    page = signed_in(case, "commune").get(reverse("plans:year", args=[2019]))
    assert (page.context["seen"].tally.total, page.context["seen"].units) == (1, 1)
    assert "Số liệu riêng của Xã Một" in text_of(page)


@pytest.mark.parametrize(("name", "mine"), [("district", 3), ("commune", 1)])
@pytest.mark.parametrize("page", ["tasks", "timeline"])
def test_every_page_of_a_plan_counts_the_same_tasks(case: Case, page: str, name: str, mine: int) -> None:
    """The plan's page, its table and its timeline: those in scope; the whole plan only when asked for, and named."""
    client, address = signed_in(case, name), reverse(f"plans:{page}", args=[case.plan.pk])
    told = client.get(reverse("plans:dashboard", args=[case.plan.pk])).context["overview"].sums.tasks
    for asked, count in (({}, mine), ({"pham-vi": "ca-ke-hoach"}, 4)):
        seen = client.get(address, asked)
        listed = seen.context["list"].page.paginator.count if page == "tasks" else len(_shown(seen.context))
        assert listed == count
    assert told == mine
    assert (
        "Huyện Bến" in text_of(client.get(address)) if name == "district" else "Xã Một" in text_of(client.get(address))
    )


def _shown(context: Any) -> list[str]:
    return [*(row.label for row in context["drawing"].rows), *(task.title for task in context["undated"])]


def test_nothing_is_neither_open_nor_done() -> None:
    assert tone(Tally()) == "neutral"


def test_a_task_that_the_scope_only_helps_in_has_a_shape_of_its_own(case: Case) -> None:
    Task.objects.filter(title="Huyện phối hợp").update(
        schedule_kind="window", start_on=dt.date(2019, 1, 1), end_on=dt.date(2019, 2, 1)
    )
    page = text_of(signed_in(case, "district").get(reverse("plans:timeline", args=[case.plan.pk])))
    assert "đơn vị trong phạm vi không chủ trì" in page
    assert "0/0" not in page


def test_the_home_of_one_unit_says_nothing_of_units_and_lists_no_plan_without_its_work(case: Case) -> None:
    with attributed(SETUP):
        Plan.objects.create(
            unit=case.units["P"], number="01/TB-UBND", issued_on=MARCH, title="Kết luận", year=2019, state="adopted"
        )
        Assignment.objects.filter(unit=case.units["X1"]).update(due_on=dt.date(2019, 2, 1))
    address = reverse("plans:year", args=[2019])
    own, whole = (text_of(signed_in(case, name).get(address)) for name in ("commune", "office"))
    assert "01/TB-UBND" not in own
    assert "01/TB-UBND" in whole
    assert "1 đơn vị" not in own
    assert "1 việc đang trễ ở 1 đơn vị" in whole


def test_the_timeline_tells_periods_that_are_done_to_be_confirmed_late_and_ahead(case: Case) -> None:
    def recurring(unit: str) -> Task:
        work = case.assignment(unit, title=f"Báo cáo tháng của {unit}", schedule_kind="recurring")
        day = dt.timedelta(days=1)
        stands: tuple[tuple[int, dict[str, Any]], ...] = (
            (-60, {"done_on": MARCH - 50 * day}),
            (-30, {"is_pending": True}),
            (-10, {}),
            (-9, {"extended_to": MARCH}),
            (20, {}),
        )
        with attributed(SETUP):
            for days, how in stands:
                due = MARCH + days * day
                Occurrence.objects.create(assignment=work, start_on=due - 5 * day, due_on=due, **how)
        return work.task

    mine, other = recurring("H"), recurring("S1")
    with attributed(SETUP):
        TaskPartner.objects.create(task=other, unit=case.units["H"])
    drawn = signed_in(case, "district").get(reverse("plans:timeline", args=[case.plan.pk])).context["drawing"]
    marks = {row.label: [mark.status for mark in row.marks] for row in drawn.rows}
    assert marks[f"{mine.code} {mine.title}"] == ["done", "info", "late", "open", "open"]
    assert marks[f"{other.code} {other.title}"] == ["neutral"] * 5
    words = [part.word for part in drawn.colours]
    assert words[:5] == ["mọi việc đã xong", "chờ xác nhận", "còn hạn", "có nguy cơ", "có việc trễ"]


def test_the_year_leads_whoever_heads_a_unit_to_the_difficulties_that_wait_for_it(case: Case) -> None:
    address, work = reverse("plans:year", args=[2019]), list(Assignment.objects.filter(task__title="Của xã"))
    words = "vướng mắc chờ đơn vị bạn giải quyết"
    assert words not in text_of(signed_in(case, "district").get(address))
    for count, kind in enumerate(["Thiếu máy tính", "Thiếu người"], 1):
        difficulties.raise_one(work[0].pk, kind, **by(case, "commune"))
        client = signed_in(case, "district")
        page, listed = client.get(address), client.get(reverse("plans:difficulties"))
        assert f"{count} {words}" in text_of(page)
        assert f'href="{reverse("plans:difficulties")}"' in page.content.decode()
        assert f"{count} {words}" in text_of(listed), "the list that it leads to says the same"
    assert words not in text_of(signed_in(case, "commune").get(address))
