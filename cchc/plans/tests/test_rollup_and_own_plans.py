"""A unit's own plan: drawn up from the plan above, given out, rolled up, handed in."""

import datetime as dt
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from cchc.kernel.history import attributed
from cchc.kernel.refusal import Refusal
from cchc.plans.actions import confirming, own_plans, own_tasks, progress
from cchc.plans.actions.own_plans import Signed
from cchc.plans.models import Assignment, Occurrence, Plan, Report, Task
from cchc.plans.models.plans import SCHEDULE
from cchc.plans.queries import work
from cchc.plans.rules.own_task import OwnTask
from cchc.plans.rules.reporting import Said
from cchc.plans.states import PlanState
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, actor, at

pytestmark = pytest.mark.django_db

bring_back = import_module("cchc.plans.migrations.0009_own_plans_begin").bring_back
JUNE = dt.date(2019, 6, 30)
SIGNED = Signed("15/KH-UBND", MARCH)


@pytest.fixture
def case(db: None) -> Case:
    return Case.make()


def by(case: Case, name: str = "district", day: dt.date = MARCH) -> Any:
    return {"actor": actor(case.people[name]), "now": at(day)}


def draw_up(case: Case, *chosen: Assignment) -> int:
    title = "Cải cách hành chính huyện Bến 2019"
    return own_plans.draw_up(case.plan.pk, case.units["H"].pk, title, [a.pk for a in chosen], **by(case))


def own(case: Case, *leads: str, **given: Any) -> OwnTask:
    columns = {"group": "Tuyên truyền", "title": "Tập huấn cấp xã", "products": ("Hội nghị",), "end_on": JUNE, **given}
    return OwnTask(lead_ids=tuple(case.units[lead].pk for lead in leads), **columns)


def test_a_draft_takes_over_the_units_own_open_assignments_only(case: Case) -> None:
    mine, theirs = case.assignment("H", end_on=JUNE), case.assignment("S1", end_on=JUNE)
    plan = Plan.objects.get(pk=draw_up(case, mine, theirs))
    task = Task.objects.get(plan=plan)
    assert (plan.state, plan.parent, plan.year, plan.issuer) == (PlanState.DRAFT, case.plan, 2019, "Huyện Bến")
    assert (task.implements, task.code, task.end_on) == (mine, mine.task.code, JUNE)
    assert task.lead["unit_ids"] == [case.units["H"].pk]
    assert not Assignment.objects.filter(plan=plan).exists(), "a draft gives nothing out"
    with pytest.raises(Refusal, match="đã có kế hoạch riêng"):
        draw_up(case)


OTHER_COLUMNS = (
    {"id", "plan", "group", "parent", "implements", "code", "position", "title", "products", "lead", "partners"}
    | {"budget_kind", "budget_text", "amount", "per", "count", "total", "funding", "note", "folded"}
    | {"source_page", "source_row", "withdrawn_at"}
)
EVENT: dict[str, Any] = {
    **{"schedule_kind": "event", "schedule_text": "10 ngày làm việc sau khi có kết quả"},
    **{"event": "sau khi có kết quả", "offset_days": 10, "offset_unit": "working_days"},
}
TWICE_A_MONTH: dict[str, Any] = {
    **{"schedule_kind": "recurring", "schedule_text": "Ngày 15 hằng tháng", "rrule": "FREQ=MONTHLY;BYMONTHDAY=15,-1"},
    **{"start_on": dt.date(2019, 3, 1), "end_on": dt.date(2019, 12, 31)},
}


def schedule_of(task: Task) -> dict[str, Any]:
    return {name: getattr(task, name) for name in SCHEDULE}


def test_a_column_of_the_task_belongs_to_its_schedule_or_does_not() -> None:
    assert {field.name for field in Task._meta.concrete_fields} == OTHER_COLUMNS | set(SCHEDULE)


def test_what_is_taken_over_and_changed_keeps_every_column_of_its_schedule(case: Case) -> None:
    assert set(EVENT) | set(TWICE_A_MONTH) == set(SCHEDULE)
    plan = draw_up(case, case.assignment("H", **EVENT), case.assignment("H", **TWICE_A_MONTH))
    tasks = list(Task.objects.filter(plan=plan).select_related("implements__task"))
    assert len(tasks) == 2
    for task in tasks:
        above = task.implements and task.implements.task
        assert above
        assert schedule_of(task) == schedule_of(above)
        same = (
            {"schedule_kind": "kept", "end_on": None}
            if task.schedule_kind == "event"
            else {"schedule_kind": "recurring", "rule": task.rrule, "start_on": task.start_on, "end_on": task.end_on}
        )
        own_tasks.change(task.pk, own(case, "H", **same, title="Tên khác"), **by(case))
        task.refresh_from_db()
        assert (task.title, schedule_of(task)) == ("Tên khác", schedule_of(above))
    with pytest.raises(Refusal, match="loại thời gian"):
        own_tasks.add(plan, own(case, "H", schedule_kind="kept"), **by(case))
    own_tasks.change(tasks[0].pk, own(case, "H"), **by(case))
    tasks[0].refresh_from_db()
    assert (tasks[0].schedule_kind, tasks[0].offset_days, tasks[0].event) == ("deadline", None, "")


def test_a_rule_that_only_the_document_says_keeps_its_days_or_is_chosen_anew(case: Case) -> None:
    rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"  # "ngày làm việc cuối cùng hằng tháng": no choice says it
    words = {"schedule_kind": "recurring", "schedule_text": "Ngày làm việc cuối cùng hằng tháng", "rrule": rule}
    plan = draw_up(case, case.assignment("H", **words))
    task = Task.objects.get(plan=plan)
    kept: dict[str, Any] = {"schedule_kind": "recurring", "rule": rule, "end_on": None}
    own_tasks.change(task.pk, own(case, "H", **kept, title="Tên khác"), **by(case))
    task.refresh_from_db()
    assert (task.title, task.rrule, task.schedule_text) == ("Tên khác", rule, words["schedule_text"])
    with pytest.raises(Refusal, match="hãy chọn lại chu kỳ"):
        own_tasks.change(task.pk, own(case, "H", **{**kept, "end_on": JUNE}), **by(case))
    with pytest.raises(Refusal, match="Hãy chọn chu kỳ"):
        own_tasks.add(plan, own(case, "H", **kept), **by(case))


def test_choosing_again_adds_what_is_missing_once(case: Case) -> None:
    one, two = case.assignment("H"), case.assignment("H")
    plan = draw_up(case, one)
    assert own_tasks.choose(plan, [one.pk, two.pk], **by(case)) == 1
    assert own_tasks.choose(plan, [one.pk, two.pk], **by(case)) == 0


def test_a_task_of_its_own_is_led_from_within_and_ends_in_time(case: Case) -> None:
    plan = draw_up(case)
    for wrong, field in (
        (own(case, "S1"), "leads"),
        (own(case), "leads"),
        (own(case, "X1", title=" "), "title"),
        (own(case, "X1", products=(" ",)), "products"),
        (own(case, "X1", end_on=dt.date(2020, 2, 1)), "end_on"),
        (own(case, "X1", end_on=None), "end"),
        (own(case, "X1", schedule_kind="recurring", end_on=None), "every"),
    ):
        with pytest.raises(Refusal) as refused:
            own_tasks.add(plan, wrong, **by(case))
        assert refused.value.field == field
    task = Task.objects.get(pk=own_tasks.add(plan, own(case, "X1", "X2"), **by(case)))
    assert (task.code, task.lead["text"], task.implements) == ("1.R1", "Xã Một, Xã Hai", None)
    own_tasks.change(task.pk, own(case, "X1", title="Tập huấn lại"), **by(case))
    task.refresh_from_db()
    assert (task.title, task.lead["text"]) == ("Tập huấn lại", "Xã Một")
    own_tasks.drop(task.pk, **by(case))
    with pytest.raises(Refusal, match="vừa được bỏ"):
        own_tasks.change(task.pk, own(case, "X1"), **by(case))


def test_what_carries_out_an_assignment_ends_by_its_due_day(case: Case) -> None:
    one = case.assignment("H", end_on=JUNE)
    plan = draw_up(case, one)
    task = Task.objects.get(plan=plan)
    with pytest.raises(Refusal, match="muộn nhất là 30/06/2019"):
        own_tasks.change(task.pk, own(case, "X1", end_on=dt.date(2019, 7, 1)), **by(case))


def test_issuing_gives_each_lead_its_assignment_and_closes_the_draft(case: Case) -> None:
    plan = draw_up(case)
    own_tasks.add(plan, own(case, "X1", "X2"), **by(case))
    own_tasks.add(
        plan, own(case, "X1", schedule_kind="recurring", rule="FREQ=MONTHLY;INTERVAL=3", end_on=None), **by(case)
    )
    made = own_plans.adopt(plan, SIGNED, **by(case))
    given = Assignment.objects.filter(plan=plan)
    assert sorted(given.values_list("pk", flat=True)) == sorted(made)
    assert sorted(row.unit_id for row in given) == sorted(case.units[key].pk for key in ("X1", "X2", "X1"))
    assert Occurrence.objects.filter(assignment__in=given).count() == 4
    assert set(given.values_list("due_on", flat=True)) == {JUNE, dt.date(2019, 3, 31)}
    for forbidden in (
        lambda: own_tasks.add(plan, own(case, "X1"), **by(case)),
        lambda: own_plans.adopt(plan, SIGNED, **by(case)),
        lambda: own_plans.drop(plan, **by(case)),
    ):
        with pytest.raises(Refusal, match="đã ban hành"):
            forbidden()


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        (Signed(" ", MARCH), "số, ký hiệu"),
        (Signed("1/KH", dt.date(2019, 3, 2)), "tương lai"),
        (Signed("1/KH", dt.date(2018, 12, 5)), "trước kế hoạch cấp trên"),
        (SIGNED, "chưa có nhiệm vụ"),
    ],
)
def test_an_issue_is_refused(case: Case, signed: Signed, told: str) -> None:
    plan = draw_up(case)
    with pytest.raises(Refusal, match=told):
        own_plans.adopt(plan, signed, **by(case))


def test_a_number_that_is_spelled_otherwise_is_taken_too(case: Case) -> None:
    plan = draw_up(case)
    own_tasks.add(plan, own(case, "X1"), **by(case))
    with attributed(SETUP):
        Plan.objects.create(
            unit=case.units["H"], number="015/KH–UBND", year=2019, issued_on=MARCH, issuer="UBND huyện Bến",
            title="Kế hoạch khác", state=PlanState.ADOPTED,
        )  # fmt: skip
    with pytest.raises(Refusal, match="đã có kế hoạch số 015/KH–UBND"):
        own_plans.adopt(plan, SIGNED, **by(case))
    assert own_plans.adopt(plan, Signed("16/KH-UBND", MARCH), **by(case))


def test_the_plan_of_the_province_is_no_draft(case: Case) -> None:
    for forbidden in (
        lambda: own_plans.adopt(case.plan.pk, SIGNED, **by(case)),
        lambda: own_plans.drop(case.plan.pk, **by(case)),
        lambda: own_tasks.choose(case.plan.pk, [], **by(case)),
    ):
        with pytest.raises(Refusal, match="không phải kế hoạch riêng"):
            forbidden()


def test_completion_rolls_up_as_the_mean_and_the_product_stays_an_act_of_the_unit(case: Case) -> None:
    above = case.assignment("H", end_on=JUNE)
    plan = draw_up(case, above)
    task = Task.objects.get(plan=plan)
    own_tasks.change(task.pk, own(case, "X1", "X2"), **by(case))
    own_plans.adopt(plan, SIGNED, **by(case))
    one, two = Assignment.objects.filter(plan=plan).order_by("unit__slug")
    progress.report(one.pk, Said(50, "Một nửa"), **by(case, "commune"))
    above.refresh_from_db()
    assert (above.percent, above.is_started, above.done_on) == (25, True, None)
    for each in (one, two):
        report = progress.report(
            each.pk, Said(100, reference_number="1/BC", reference_date=MARCH), **by(case, "commune")
        )
        confirming.confirm(report, **by(case))
    above.refresh_from_db()
    assert (above.percent, above.done_on) == (100, None)
    final = progress.report(above.pk, Said(100, reference_number="2/BC", reference_date=MARCH), **by(case))
    confirming.confirm(final, **by(case, "office"))
    above.refresh_from_db()
    assert above.done_on == MARCH


def test_the_document_itself_is_handed_in_where_the_unit_says_so(case: Case) -> None:
    asks_for_a_plan, other = case.assignment("H", end_on=JUNE), case.assignment("S1")
    plan = draw_up(case, asks_for_a_plan)
    with pytest.raises(Refusal, match="không phải của đơn vị"):
        own_plans.adopt(plan, Signed("15/KH-UBND", MARCH, other.pk), **by(case))
    own_plans.adopt(plan, Signed("15/KH-UBND", MARCH, asks_for_a_plan.pk), **by(case))
    report = Report.objects.get(assignment=asks_for_a_plan)
    assert (report.percent, report.reference_number, report.reference_date) == (100, "15/KH-UBND", MARCH)
    asks_for_a_plan.refresh_from_db()
    assert asks_for_a_plan.is_pending


def test_a_draft_thrown_away_can_be_started_again(case: Case) -> None:
    one = case.assignment("H")
    own_plans.drop(draw_up(case, one), **by(case))
    assert Plan.objects.filter(parent=case.plan).count() == 0
    draw_up(case, one)


# ------------------------------------------------------------------ what was reported before the own plan was issued
def reported(case: Case, percent: int = 60) -> Assignment:
    """Return work of the district on which it has reported so far."""
    above: Assignment = case.assignment("H", end_on=JUNE)
    progress.report(above.pk, Said(percent, "Đã làm"), **by(case))
    return above


def issued(case: Case, *above: Assignment, leads: tuple[str, ...] = ("H",), day: dt.date = MARCH) -> list[Assignment]:
    """Return the work of the plan that the district issues on that day, each task led by these units."""
    plan = draw_up(case, *above)
    for task in Task.objects.filter(plan=plan) if leads != ("H",) else ():
        own_tasks.change(task.pk, own(case, *leads), **by(case))
    own_plans.adopt(plan, SIGNED, **by(case, day=day))
    return list(Assignment.objects.filter(plan=plan).order_by("unit__slug"))


def test_issuing_keeps_what_was_reported_and_the_units_own_work_begins_with_it(case: Case) -> None:
    above = reported(case)
    (below,) = issued(case, above)
    above.refresh_from_db()
    assert (above.percent, below.percent, below.is_started) == (60, 60, True)
    begun = Report.objects.get(assignment=below)
    assert (begun.percent, begun.reported_by_id) == (60, case.people["district"].pk)
    assert begun.done_text == f"Mức đã báo cáo ở việc {above.task.code} của 272/KH-UBND."
    with pytest.raises(Refusal, match="thấp hơn lần trước"):
        progress.report(below.pk, Said(50), **by(case))
    progress.report(below.pk, Said(75, "Thêm"), **by(case))
    above.refresh_from_db()
    assert above.percent == 75


def test_a_share_of_another_unit_begins_with_nothing_and_counts_once_it_reports(case: Case) -> None:
    above = reported(case)
    one, two = issued(case, above, leads=("X1", "X2"))
    above.refresh_from_db()
    assert (above.percent, one.percent, one.is_started, two.percent) == (60, 0, False, 0)
    progress.report(one.pk, Said(80, "Gần xong"), **by(case, "commune"))
    above.refresh_from_db()
    assert above.percent == 70, "80 of the one, and for the other what the district had reported"


@pytest.mark.parametrize("percent", [0, 75])
def test_a_percentage_on_work_that_follows_from_the_own_plan_is_refused_and_never_taken_in_silence(
    case: Case, percent: int
) -> None:
    above = reported(case)
    issued(case, above)
    with pytest.raises(Refusal, match="tính từ kế hoạch riêng") as refused:
        progress.report(above.pk, Said(percent, "Thêm"), **by(case))
    assert refused.value.field == "percent"
    with pytest.raises(Refusal, match="Ghi mức hoàn thành"):
        progress.report(case.assignment("H").pk, Said(0, "Thêm", is_derived=True), **by(case))


def test_words_on_it_are_taken_and_move_no_figure(case: Case) -> None:
    above = reported(case)
    one, _two = issued(case, above, leads=("X1", "X2"))
    progress.report(one.pk, Said(80, "Gần xong"), **by(case, "commune"))
    for _each in range(2):
        note = progress.report(above.pk, Said(0, "Đã họp giao ban", is_derived=True), **by(case))
        above.refresh_from_db()
        assert (above.percent, Report.objects.get(pk=note).percent) == (70, 70)
    whole = Said(100, reference_number="2/BC", reference_date=MARCH)
    progress.report(above.pk, whole, **by(case))
    above.refresh_from_db()
    assert (above.percent, above.is_pending) == (100, True)


def test_once_all_of_the_own_plan_is_done_any_report_hands_in_the_product(case: Case) -> None:
    above = reported(case)
    (below,) = issued(case, above)
    whole = {"reference_number": "2/BC", "reference_date": MARCH}
    progress.report(below.pk, Said(100, **whole), **by(case))  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="cần có sản phẩm"):
        progress.report(above.pk, Said(0, "Xong", is_derived=True), **by(case))
    progress.report(above.pk, Said(0, "Xong", is_derived=True, **whole), **by(case))  # type: ignore[arg-type]
    assert Report.objects.get(assignment=above, state="sent").is_derived is False


def test_a_period_that_ended_before_the_plan_was_issued_is_not_owed_in_it(case: Case) -> None:
    weekly = {"schedule_kind": "recurring", "rrule": "FREQ=WEEKLY;BYDAY=SU", "end_on": dt.date(2019, 3, 31)}
    sundays = [(dt.date(2019, 2, 25), dt.date(2019, 3, 3)), (dt.date(2019, 3, 4), dt.date(2019, 3, 10))]
    above = case.assignment("H", periods=sundays, **weekly)
    monday = dt.date(2019, 3, 4)  # signed on Friday 1 March, given out on Monday
    (below,) = issued(case, above, day=monday)
    assert below.due_on == dt.date(2019, 3, 10)
    assert not Report.objects.filter(assignment=below).exists()
    above.refresh_from_db()
    assert above.due_on == dt.date(2019, 3, 3), "the work above keeps its own periods"


def test_what_was_wiped_before_stands_again(case: Case) -> None:
    above = reported(case)
    one, _two = issued(case, above, leads=("X1", "X2"))
    waiting = reported(case, 20)
    with attributed(SETUP):
        Assignment.objects.filter(pk=above.pk).update(percent=0)
        Assignment.objects.filter(pk=one.pk).update(percent=30, is_started=True)
    bring_back(apps, None)
    above.refresh_from_db()
    waiting.refresh_from_db()
    assert (above.percent, waiting.percent) == (45, 20)


def test_a_work_that_the_unit_carries_out_itself_is_one_line_of_its_work(case: Case) -> None:
    above = reported(case)
    shared = reported(case, 20)
    issued(case, above)
    mine = work.Work(frozenset({case.units["H"].pk}), MARCH)
    lines = mine.rows("tat-ca", ("pk", "pk"), slice(0, 50))
    assert {line.row.id: line.own_works for line in lines} == {above.pk: 1, shared.pk: 0}
    assert mine.counts()["can-lam"] == 2
    with attributed(SETUP):
        Assignment.objects.filter(pk=above.pk).update(cancelled_at=at(MARCH), cancel_reason="Thôi")
    assert mine.counts()["tat-ca"] == 3, "its own work is asked for again"
