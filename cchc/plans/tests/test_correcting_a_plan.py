"""A corrected document is applied to its plan: the work that was done stays."""

import datetime as dt
from typing import Any

import pytest

from cchc.kernel.refusal import Refusal
from cchc.plans.actions import adoption, cancelling, confirming, progress, reading
from cchc.plans.actions._open import open_doubts
from cchc.plans.models import Assignment, Occurrence, Plan, Report, Task, TaskGroup
from cchc.plans.queries.adopted import outcome
from cchc.plans.queries.corrections import corrections
from cchc.plans.queries.dashboard import overview
from cchc.plans.queries.rereading import adopted_before
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.drafts import DAY, schedule
from cchc.plans.tests.reading_cases import BOOK, OFFICE, RADIO, VIDEO, Readings, clear, led_by, work
from cchc.plans.tests.work_cases import Case, actor, at

pytestmark = pytest.mark.django_db

MARCH = dt.date(2019, 3, 1)
JUNE, QUARTER = schedule("deadline", end="2019-06-30"), schedule("deadline", end="2019-09-30")


@pytest.fixture
def readings(db: None) -> Readings:
    return Readings(Case.make())


def of(plan: Plan, code: str, unit: str) -> Assignment:
    return Assignment.objects.get(plan=plan, task__code=code, unit__slug=f"thu-{unit.lower()}")


def reported(readings: Readings, assignment: Assignment, percent: int = 40) -> None:
    said = (
        Said(percent, "Đã họp", reference_number="1/BC", reference_date=MARCH)
        if percent == 100
        else Said(percent, "Đã họp")
    )
    progress.report(assignment.pk, said, actor=actor(readings.case.people["clerk"]), now=at(MARCH))


def test_the_same_document_again_changes_no_row_of_work(readings: Readings) -> None:
    rows = [clear("1.a", "S1", "S2", title=RADIO, schedule=JUNE), clear("1.b", "H", title=VIDEO)]
    plan = readings.adopted(*rows)
    reported(readings, of(plan, "1.a", "S1"))
    before = [list(model.objects.order_by("pk").values()) for model in (Assignment, Occurrence, Report)]
    codes = list(Task.objects.filter(plan=plan).order_by("pk").values("pk", "code", "title", "position"))
    assert readings.correct(plan, *rows) == plan
    assert [list(model.objects.order_by("pk").values()) for model in (Assignment, Occurrence, Report)] == before
    assert list(Task.objects.filter(plan=plan).order_by("pk").values("pk", "code", "title", "position")) == codes


def test_a_renumbered_task_keeps_its_reports_and_the_new_one_fans_out(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", title=RADIO), clear("1.b", "S2", title=VIDEO))
    radio, video = of(plan, "1.a", "S1"), of(plan, "1.b", "S2")
    reported(readings, radio)
    readings.correct(plan, clear("1.a", "S2", title=VIDEO), clear("1.b", "H", title=BOOK), clear("1.c", title=RADIO))
    assert work(plan) == {"1.a": ["S2"], "1.b": ["H"], "1.c": ["S1"]}
    assert of(plan, "1.c", "S1").pk == radio.pk
    assert of(plan, "1.a", "S2").pk == video.pk
    assert of(plan, "1.c", "S1").percent == 40


def test_a_vanished_task_is_withdrawn_and_what_was_done_stays(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", "S1", "S2", title=RADIO), clear("1.b", title=VIDEO))
    done = of(plan, "1.a", "S1")
    reported(readings, done, 100)
    office = actor(readings.case.people["office"])
    confirming.confirm(Report.objects.get(assignment=done).pk, actor=office, now=at(MARCH, 11))
    readings.correct(plan, clear("1.a", title=VIDEO))
    assert Task.objects.get(title=RADIO).withdrawn_at is not None
    states = dict(Assignment.objects.filter(task__title=RADIO).values_list("unit__slug", "cancel_reason"))
    assert states == {"thu-s1": "", "thu-s2": "Kế hoạch sửa đổi không còn nhiệm vụ này"}
    assert Report.objects.filter(assignment=done).count() == 1


def test_a_unit_that_no_longer_leads_loses_what_it_has_not_begun(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", "S1", "S2", "H", title=RADIO))
    reported(readings, of(plan, "1.a", "S1"))
    last = readings.waiting(clear("1.a", "H", "X1", title=RADIO), plan=plan)
    shown = corrections(last)
    assert shown is not None
    assert (shown.kept, shown.added, shown.cancelled, shown.flagged) == (1, 1, 1, 1), "what the page says beforehand"
    adoption.adopt(last.pk, **OFFICE)
    assert work(plan) == {"1.a": ["S1", "H", "X1"]}, "S1 has reported and stays until the office decides"
    last.refresh_from_db()
    assert [one.unit_id for one in outcome(last, plan.pk).not_leading] == [readings.case.units["S1"].pk]


def test_money_of_a_task_and_of_those_below_it_is_asked_about_and_counted_once(readings: Readings) -> None:
    def costs(code: str, unit: str, millions: int, **more: Any) -> dict[str, Any]:
        amount = millions * 10**6
        budget = {"text": f"{millions} triệu", "kind": "money", "amount": amount, "per": None, "count": None}
        return clear(code, unit, budget={**budget, "total": amount}, **more)

    rows = (costs("5", "S1", 100), costs("5.1", "S1", 60, parent="5"), costs("5.2", "S2", 40, parent="5"))
    waiting = readings.waiting(*rows, costs("6", "S1", 7))
    (doubt,) = open_doubts(waiting)
    assert (doubt.where, doubt.field, doubt.blocks, doubt.may_stand) == ("5", "budget", True, True)
    with pytest.raises(Refusal, match="đang tính là 1 khoản, hãy xem có đúng không"):
        adoption.adopt(waiting.pk, **OFFICE)
    reading.settle(waiting.pk, doubt.key, **OFFICE)
    plan = adoption.adopt(waiting.pk, **OFFICE)
    waiting.refresh_from_db()
    assert outcome(waiting, plan.pk).money == 107 * 10**6
    live = Assignment.objects.filter(plan=plan)
    assert overview(plan, live, DAY, DAY).sums.planned == 107 * 10**6
    mine = readings.case.units["S2"].pk  # leads a child alone: its 40 million are its own
    assert overview(plan, live.filter(unit_id=mine), DAY, DAY, unit_ids=[mine]).sums.planned == 40 * 10**6


def test_a_unit_that_leads_again_gets_its_work_back(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", "S1", "S2", title=RADIO))
    lost = of(plan, "1.a", "S2")
    readings.correct(plan, clear("1.a", "S1", title=RADIO))
    assert of(plan, "1.a", "S2").cancelled_at is not None
    readings.correct(plan, clear("1.a", "S1", "S2", title=RADIO))
    again = of(plan, "1.a", "S2")
    assert (again.pk, again.cancelled_at, again.cancel_reason) == (lost.pk, None, "")


def test_what_the_office_has_cancelled_stays_cancelled(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", "S1", "S2", title=RADIO))
    cancelling.cancel(of(plan, "1.a", "S2").pk, "Không có viên chức", **OFFICE)
    readings.correct(plan, clear("1.a", "S1", "S2", title=RADIO, note="sửa"))
    assert of(plan, "1.a", "S2").cancel_reason == "Không có viên chức"


def test_a_new_deadline_moves_the_due_day_of_what_is_under_way(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", title=RADIO, schedule=JUNE))
    readings.correct(plan, clear("1.a", title=RADIO, schedule=QUARTER))
    assert of(plan, "1.a", "S1").due_on == dt.date(2019, 9, 30)


def test_new_periods_keep_those_that_were_reported(readings: Readings) -> None:
    monthly = schedule("recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=-1")
    plan = readings.adopted(clear("1.a", title=RADIO, schedule=monthly))
    one = of(plan, "1.a", "S1")
    january = Occurrence.objects.filter(assignment=one).earliest("due_on")
    said = Said(100, "Đã phát", reference_number="1/BC", reference_date=dt.date(2019, 1, 20))
    sending = progress.Sending(occurrence_id=january.pk)
    progress.report(one.pk, said, sending, actor=actor(readings.case.people["clerk"]), now=at(dt.date(2019, 1, 31)))
    quarterly = schedule("recurring", rrule="FREQ=MONTHLY;INTERVAL=3")
    readings.correct(plan, clear("1.a", title=RADIO, schedule=quarterly))
    due = list(Occurrence.objects.filter(assignment=one).order_by("due_on").values_list("due_on", flat=True))
    assert due == [dt.date(2019, *day) for day in ((1, 31), (3, 31), (6, 30), (9, 30), (12, 31))]
    assert of(plan, "1.a", "S1").due_on == dt.date(2019, 3, 31)


def test_groups_that_swap_numbers_stay_the_groups_they_are(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", title=RADIO))
    ids = dict(TaskGroup.objects.filter(plan=plan).values_list("title", "pk"))
    swapped = readings.waiting(clear("1.a", title=RADIO), plan=plan)
    swapped.draft["groups"][0]["no"], swapped.draft["groups"][1]["no"] = "2", "1"
    swapped.save()
    adoption.adopt(swapped.pk, **OFFICE)
    now = {group.title: (group.pk, group.no) for group in TaskGroup.objects.filter(plan=plan)}
    assert now == {"Thông tin": (ids["Thông tin"], "2"), "Thể chế": (ids["Thể chế"], "1")}


def test_the_frame_follows_the_corrected_document(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", title=RADIO))
    readings.correct(plan, clear("1.a", title=RADIO), number="9a/KH-UBND", issued_on="2019-01-20")
    plan.refresh_from_db()
    assert (plan.number, plan.issued_on, plan.target_by) == ("9a/KH-UBND", dt.date(2019, 1, 20), dt.date(2019, 2, 19))
    last = adopted_before(plan.pk)
    assert last is not None
    assert last.draft["number"] == "9a/KH-UBND"


def test_a_lead_left_to_the_units_makes_their_shares_optional(readings: Readings) -> None:
    plan = readings.adopted(clear("1.a", "H", title=RADIO))
    bound = led_by("H", condition="có điều kiện", optional=True)
    readings.correct(plan, clear("1.a", title=RADIO, lead=bound))
    assert of(plan, "1.a", "H").is_optional


def test_a_plan_that_was_never_read_can_not_be_corrected(readings: Readings) -> None:
    with pytest.raises(Refusal, match="không có bản bóc tách đã phê duyệt"):
        readings.correct(readings.case.plan, clear("1.a"))
