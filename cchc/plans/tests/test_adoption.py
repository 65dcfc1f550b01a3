"""A reviewed reading becomes a plan, whole or not at all."""

import datetime as dt
from typing import Any

import pytest

from cchc.kernel.events import kind
from cchc.kernel.models import Event as EventRow
from cchc.kernel.refusal import Refusal
from cchc.plans import events
from cchc.plans.actions import adoption, mending
from cchc.plans.actions._facts import recompute
from cchc.plans.actions._open import Overtaken
from cchc.plans.models import Assignment, Occurrence, Plan, Reading, Task, TaskGroup, TaskPartner
from cchc.plans.rules.mending import TaskMend
from cchc.plans.tests.drafts import bearers, schedule, task
from cchc.plans.tests.reading_cases import NOW, OFFICE, Readings, clear, led_by, work
from cchc.plans.tests.work_cases import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def readings(db: None) -> Readings:
    return Readings(Case.make())


def told(event: type[Any]) -> int:
    return EventRow.objects.filter(kind=kind(event)).count()


def test_every_row_becomes_a_task_and_every_lead_gets_its_share(readings: Readings) -> None:
    waiting = readings.waiting(
        clear(
            "1.a",
            "S1",
            "H",
            partners=led_by("H", "X1"),
            schedule=schedule("window", start="2019-04-01", end="2019-06-30"),
        ),
        clear("1.b", "X1", "X2", products=["Kế hoạch", "Báo cáo"], note="NS tỉnh"),
    )
    plan = adoption.adopt(waiting.pk, **OFFICE)
    assert (plan.number, plan.year, plan.state, plan.adopted_at) == ("9/KH-UBND", 2019, "adopted", NOW)
    assert work(plan) == {"1.a": ["S1", "H"], "1.b": ["X1", "X2"]}
    first = Task.objects.get(plan=plan, code="1.a")
    assert [p.unit for p in TaskPartner.objects.filter(task=first)] == [readings.case.units["X1"]], (
        "a lead is no partner"
    )
    assert set(Assignment.objects.filter(task=first).values_list("due_on", flat=True)) == {dt.date(2019, 6, 30)}
    assert Task.objects.get(plan=plan, code="1.b").products == ["Kế hoạch", "Báo cáo"]
    assert [group.title for group in TaskGroup.objects.filter(plan=plan).order_by("position")] == [
        "Thông tin",
        "Thể chế",
    ]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.plan, waiting.closed_at) == ("adopted", plan, NOW)
    assert (told(events.PlanAdopted), told(events.AssignmentsCreated)) == (1, 1)


@pytest.mark.parametrize(
    ("issued_on", "year", "by"),
    [("2018-12-06", 2019, "2019-01-31"), ("2019-01-20", 2019, "2019-02-19"), ("2026-01-01", 2026, "2026-01-31")],
)
def test_what_has_no_day_asks_for_one_by_the_later_of_two_days(
    readings: Readings, issued_on: str, year: int, by: str
) -> None:
    plan = readings.adopted(clear("1.a"), issued_on=issued_on, year=year, title=f"Cải cách hành chính năm {year}")
    assert plan.target_by == dt.date.fromisoformat(by)
    assert Assignment.objects.get(plan=plan).due_on is None


def test_a_recurring_task_gives_each_unit_its_periods(readings: Readings) -> None:
    twice = schedule("recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=15,-1")
    plan = readings.adopted(clear("1.c", "S1", "S2", schedule=twice))
    given = list(Assignment.objects.filter(plan=plan))
    assert len(given) == 2
    for assignment in given:
        periods = Occurrence.objects.filter(assignment=assignment).order_by("due_on")
        assert (periods.count(), periods[0].due_on) == (24, dt.date(2019, 1, 15))
        assert assignment.due_on == dt.date(2019, 1, 15)


@pytest.mark.parametrize(("issued_on", "count"), [("2019-01-10", 12), ("2019-10-31", 3), ("2019-11-01", 2)])
def test_no_period_was_due_before_the_plan_was_issued(readings: Readings, issued_on: str, count: int) -> None:
    monthly = schedule("recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
    plan = readings.adopted(clear("1.c", "S1", schedule=monthly), issued_on=issued_on)
    periods = Occurrence.objects.filter(assignment__plan=plan).order_by("due_on")
    assert periods.count() == count
    assert periods[0].start_on == dt.date.fromisoformat(issued_on), (
        "what is due on the day of issue is still to be done"
    )
    assert all(period.start_on <= period.due_on for period in periods)


def test_the_derived_columns_are_what_the_rules_derive(readings: Readings) -> None:
    plan = readings.adopted(
        clear("1.a", schedule=schedule("deadline", end="2019-01-31")),
        clear("1.b", schedule=schedule("recurring", rrule="FREQ=MONTHLY;INTERVAL=3")),
    )
    before = list(Assignment.objects.filter(plan=plan).order_by("pk").values())
    recompute([row["id"] for row in before])
    assert list(Assignment.objects.filter(plan=plan).order_by("pk").values()) == before


def test_a_row_below_hangs_under_its_parent(readings: Readings) -> None:
    plan = readings.adopted(clear("1", "S1", "S2"), clear("1.1", "S1", parent="1"))
    assert Task.objects.get(plan=plan, code="1.1").parent.code == "1"
    assert work(plan) == {"1": ["S2"], "1.1": ["S1"]}


REFUSED: list[tuple[str, list[dict[str, Any]], dict[str, Any]]] = [
    ("Không có đơn vị nào tên “Sở Lạ”", [task("1.a", lead=bearers("Sở Lạ", unresolved=["Sở Lạ"]))], {}),
    ("Chưa có đơn vị chủ trì", [task("1.a", lead=bearers())], {}),
    ("không có trong danh mục vào ngày", [task("1.a", lead=bearers("Sở cũ", ["KHÔNG-CÒN"]))], {}),
    ("“có điều kiện” không nêu tên", [clear("1.a", lead=led_by("H", condition="có điều kiện"))], {}),
    ("cần ngày phải hoàn thành", [clear("1.a", schedule=schedule("deadline", end="2019-02-30"))], {}),
    ("trước ngày bắt đầu", [clear("1.a", schedule=schedule("window", start="2019-05-01", end="2019-04-01"))], {}),
    ("Quy tắc lặp không đúng", [clear("1.a", schedule=schedule("recurring", rrule="mỗi khi rảnh"))], {}),
    ("không có kỳ nào", [clear("1.a", schedule=schedule("recurring", rrule="FREQ=MONTHLY;UNTIL=20181231"))], {}),
    ("có ở 2 nhiệm vụ", [clear("1.a"), clear("1.a")], {}),
    ("chưa có nội dung", [clear("1.a", title="")], {}),
    ("không có nhiệm vụ nào", [], {}),
    ("không cho biết ngày ban hành", [clear("1.a")], {"issued_on": None}),
    ("không cho biết năm", [clear("1.a")], {"year": None}),
    ("không cho biết trích yếu", [clear("1.a")], {"title": ""}),
    ("đã có kế hoạch số 272/KH-UBND năm 2019", [clear("1.a")], {"number": "272/KH-UBND"}),
]


@pytest.mark.parametrize(("why", "tasks", "frame"), REFUSED, ids=[why for why, _tasks, _frame in REFUSED])
def test_what_can_not_be_carried_out_is_refused_and_writes_nothing(
    readings: Readings, why: str, tasks: list[dict[str, Any]], frame: dict[str, Any]
) -> None:
    waiting = readings.waiting(*tasks, **frame)
    plans = Plan.objects.count()
    with pytest.raises(Refusal) as refusal:
        adoption.adopt(waiting.pk, **OFFICE)
    assert why in refusal.value.message
    assert (Plan.objects.count(), Task.objects.count(), Assignment.objects.count()) == (plans, 0, 0)
    assert Reading.objects.get(pk=waiting.pk).state == "open"


def test_what_only_asks_does_not_stop_the_plan(readings: Readings) -> None:
    readings.adopted(clear("1.a"), doubts=[{"where": "1.a", "field": "schedule", "why": "Có lẽ là quý II"}])


def test_a_reading_is_adopted_once(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"))
    adoption.adopt(waiting.pk, **OFFICE)
    with pytest.raises(Refusal, match="đã được phê duyệt hoặc đã bỏ"):
        adoption.adopt(waiting.pk, **OFFICE)


def test_what_has_changed_since_it_was_checked_is_not_adopted(readings: Readings) -> None:
    waiting = readings.waiting(clear("1.a"))
    mending.mend_task(waiting.pk, 1, "1", TaskMend(note="mới"), **OFFICE)
    with pytest.raises(Overtaken):
        adoption.adopt(waiting.pk, 1, **OFFICE)
    assert adoption.adopt(waiting.pk, 2, **OFFICE).number == "9/KH-UBND"


def test_a_failure_halfway_leaves_nothing(readings: Readings, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = readings.waiting(clear("1.a"))

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(adoption, "publish", broken)
    plans = Plan.objects.count()
    with pytest.raises(RuntimeError):
        adoption.adopt(waiting.pk, **OFFICE)
    assert (Plan.objects.count(), Task.objects.count(), Assignment.objects.count()) == (plans, 0, 0)
