"""The form of a task of a unit's own plan asks before it takes a day far from the plan's year."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from cchc.kernel.refusal import Refusal
from cchc.plans.actions import own_plans, own_tasks
from cchc.plans.models import Plan, Task
from cchc.plans.rules.own_task import OwnTask
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import by, signed_in, text_of, with_roles

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    return with_roles()


def window(case: Case, start: dt.date, **given: Any) -> OwnTask:
    columns = {"title": "Tập huấn", "end_on": dt.date(2019, 6, 30), **given}
    leads = (case.units["H"].pk,)
    return OwnTask(
        "Tuyên truyền", products=("Hội nghị",), lead_ids=leads, schedule_kind="window", start_on=start, **columns
    )


def drawn_up(case: Case) -> int:
    return own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Kế hoạch huyện Bến", [], **by(case, "district"))


def test_the_page_asks_about_a_far_first_day_and_takes_the_answer(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    plan = drawn_up(case)
    client, address = signed_in(case, "district"), reverse("plans:own_task_add", args=[plan])
    assert "is_meant" not in client.get(address).content.decode()
    typed = {
        "group": "Tuyên truyền", "title": "Tập huấn", "products": "Hội nghị", "leads": [case.units["H"].pk],
        "schedule_kind": "window", "start_on": "01/03/2009", "end_on": "30/06/2019",
    }  # fmt: skip
    asked = client.post(address, typed)
    assert "01/03/2009 cách xa năm 2019" in text_of(asked)
    assert 'name="is_meant"' in asked.content.decode()
    assert not Task.objects.filter(plan=plan).exists()
    assert client.post(address, {**typed, "is_meant": "on"}).status_code == 302
    assert Task.objects.get(plan=plan).start_on == dt.date(2009, 3, 1)


@pytest.mark.parametrize(
    ("title", "start", "is_asked"),
    [
        ("Kế hoạch năm 2019", dt.date(2018, 1, 1), False),
        ("Kế hoạch năm 2019", dt.date(2017, 12, 31), True),
        ("Kế hoạch năm 2019", dt.date(2009, 6, 1), True),  # a slip of one figure
        ("Kế hoạch giai đoạn 2016 - 2020", dt.date(2016, 6, 1), False),  # a period widens the year
    ],
)
def test_a_first_day_far_from_the_plans_year_is_asked_about_never_refused(
    case: Case, title: str, start: dt.date, is_asked: bool
) -> None:
    Plan.objects.filter(pk=case.plan.pk).update(title=title)
    plan = drawn_up(case)
    if is_asked:
        with pytest.raises(Refusal, match=f"{start:%d/%m/%Y} cách xa năm 2019") as asked:
            own_tasks.add(plan, window(case, start), **by(case, "district"))
        assert asked.value.field == "start_on"
    task = own_tasks.add(plan, window(case, start, is_meant=is_asked), **by(case, "district"))
    own_tasks.change(
        task, window(case, start, title="Tên khác"), **by(case, "district")
    )  # what stands is not asked again
    if is_asked:
        with pytest.raises(Refusal, match="cách xa năm"):
            own_tasks.change(task, window(case, start - dt.timedelta(days=1)), **by(case, "district"))
