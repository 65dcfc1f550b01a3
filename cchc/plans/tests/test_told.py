"""What happens in plans is told to whom it concerns: through the event, the queue and the notice."""

import datetime as dt

import pytest

from cchc.kernel.events import publish
from cchc.kernel.history import attributed
from cchc.kernel.jobs import inline
from cchc.kernel.refusal import Refusal
from cchc.notifications.models import Notice
from cchc.notifications.queries import sources
from cchc.plans.actions import difficulties, urging
from cchc.plans.events import AssignmentsCreated
from cchc.plans.models import Assignment
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, at
from cchc.plans.tests.work_door import by, posted, signed_in, text_of, with_roles


@pytest.fixture
def case(db: None) -> Case:
    return with_roles()


def told(case: Case, name: str) -> list[tuple[str, str]]:
    inline.run_waiting()
    rows = Notice.objects.filter(user=case.people[name]).order_by("pk")
    return list(rows.values_list("what", "path"))


def late(case: Case, unit: str = "S1") -> Assignment:
    return case.assignment(unit, end_on=dt.date(2019, 2, 1), schedule_kind="deadline")


def test_new_work_is_told_once_a_unit(case: Case) -> None:
    works = [late(case), late(case), late(case, "S2")]
    with attributed(SETUP):
        publish(AssignmentsCreated(case.plan.pk, tuple(work.pk for work in works)))
    assert told(case, "clerk") == [("assigned", "/viec/")]
    assert Notice.objects.get(user=case.people["clerk"]).title == "2 việc trong kế hoạch 272/KH-UBND"
    assert told(case, "other") == [("assigned", "/viec/")]


def test_a_difficulty_goes_to_who_can_decide_and_its_answer_comes_back(case: Case) -> None:
    work = late(case)
    number = difficulties.raise_one(work.pk, "Thiếu kinh phí", **by(case, "clerk"))
    assert told(case, "office") == [("difficulty", f"/vuong-mac/{number}/")]
    assert told(case, "clerk") == []
    difficulties.answer(number, "Cấp bổ sung", **by(case, "office"))
    assert told(case, "clerk") == [("answered", f"/vuong-mac/{number}/")]
    assert Notice.objects.get(user=case.people["clerk"]).note == "Cấp bổ sung"


def test_who_urges_is_heard_by_worker_and_head_once_a_day(case: Case) -> None:
    work = late(case)
    for _ in range(3):
        urging.urge([work.pk], **by(case, "office"))
    assert told(case, "clerk") == told(case, "head") == [("urged", f"/viec/{work.pk}/")]
    urging.urge([work.pk], actor=by(case, "office")["actor"], now=at(MARCH + dt.timedelta(1)))
    assert len(told(case, "clerk")) == 2


def test_what_is_done_can_not_be_urged(case: Case) -> None:
    work = late(case)
    Assignment.objects.filter(pk=work.pk).update(done_on=MARCH, percent=100)
    with pytest.raises(Refusal, match="Không có việc nào đang mở"):
        urging.urge([work.pk], **by(case, "office"))


def test_the_office_urges_all_that_is_late_with_one_button(case: Case) -> None:
    mine, theirs = late(case), late(case, "S2")
    calm = case.assignment("S1", end_on=dt.date(2030, 1, 1), schedule_kind="deadline")
    page = posted(signed_in(case, "office"), "urge_late", case.plan.pk)
    assert "Đã đôn đốc 2 việc trễ" in text_of(page)
    assert told(case, "clerk") == [("urged", f"/viec/{mine.pk}/")]
    assert told(case, "other") == [("urged", f"/viec/{theirs.pk}/")]
    assert "Đã đôn đốc" in text_of(posted(signed_in(case, "office"), "urge", calm.pk))


@pytest.mark.parametrize("name", ["clerk", "head", "other"])
def test_a_unit_does_not_urge_itself_in_the_issuers_name(case: Case, name: str) -> None:
    work = late(case)
    assert posted(signed_in(case, name), "urge", work.pk).status_code in (403, 404)
    assert posted(signed_in(case, name), "urge_late", case.plan.pk).status_code in (403, 404)
    assert told(case, "clerk") == []


def test_open_work_is_a_source_of_reminders(case: Case) -> None:
    work = late(case)
    waiting = late(case)
    Assignment.objects.filter(pk=waiting.pk).update(is_pending=True)
    reached = list(sources.reached(MARCH))
    assert [(due.key, due.watcher_id, rung.days) for due, rung in reached if due.matter == "assignment"] == [
        (f"plans.assignment:{work.pk}", case.units["P"].pk, 7)
    ]
