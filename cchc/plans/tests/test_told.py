"""What happens in plans is told to whom it concerns: through the event, the queue and the notice."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from cchc.kernel.events import publish
from cchc.kernel.history import attributed, settle
from cchc.kernel.jobs import inline
from cchc.notifications.models import Notice
from cchc.notifications.queries.reached import reached as due_now
from cchc.plans.actions import difficulties, milestones, occurring, targets
from cchc.plans.events import AssignmentsCreated
from cchc.plans.models import Assignment
from cchc.plans.tests.work_cases import MARCH, SETUP, Case
from cchc.plans.tests.work_door import by, posted, signed_in, text_of, with_roles


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-01")
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


def urged(case: Case, name: str, matter: str, words: str = "") -> Any:
    """Press the button of the page that says whom urging reaches, as that person."""
    return signed_in(case, name).post(reverse("notifications:urge", args=[matter]), {"words": words}, follow=True)


def test_who_urges_is_heard_by_worker_and_head_once_a_day(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    work = late(case)
    for _ in range(3):
        urged(case, "office", f"viec-{work.pk}", "Xong trước thứ Sáu")
    assert told(case, "clerk") == told(case, "head") == [("urged", f"/viec/{work.pk}/")]
    assert Notice.objects.filter(user=case.people["clerk"]).latest("pk").note.endswith(": Xong trước thứ Sáu")
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-02")
    urged(case, "office", f"viec-{work.pk}")
    assert len(told(case, "clerk")) == 2
    page = text_of(signed_in(case, "clerk").get(f"/viec/{work.pk}/"))
    assert "2 lần, gần nhất 02/03/2019" in page
    with attributed(SETUP):
        other = Assignment.objects.create(plan=case.plan, task=work.task, unit=case.units["S2"], due_on=work.due_on)
    urged(case, "office", f"viec-{other.pk}")
    sums = {name: text_of(signed_in(case, name).get(f"/nhiem-vu/{work.task_id}/")) for name in ("office", "clerk")}
    assert "Đã đôn đốc 3 lượt, gần nhất 02/03/2019." in sums["office"]
    assert "Đã đôn đốc 2 lượt, gần nhất 02/03/2019." in sums["clerk"]  # of the units in their scope only
    assert "Xong trước thứ Sáu" in page


def test_what_is_done_can_not_be_urged(case: Case) -> None:
    work = late(case)
    Assignment.objects.filter(pk=work.pk).update(done_on=MARCH, percent=100)
    page = urged(case, "office", f"viec-{work.pk}")
    assert page.status_code == 422
    assert "Không có việc nào đang mở" in text_of(page)


def test_whom_urging_reaches_is_said_before_and_after(case: Case) -> None:
    mine, lonely = late(case), late(case, "X2")  # nobody in X2 has an account
    case.assignment("S1", end_on=dt.date(2030, 1, 1), schedule_kind="deadline")
    matter, office = f"kehoach-{case.plan.pk}", signed_in(case, "office")
    before = text_of(office.get(reverse("notifications:urge", args=[matter])))
    assert "Đôn đốc 2 việc: tới 2 người ở 1 đơn vị" in before
    assert "1 đơn vị chưa có tài khoản, lời đôn đốc không tới được" in before
    assert not Notice.objects.exists()
    after = urged(case, "office", matter)
    assert "Đã đôn đốc 2 việc: 2 người ở 1 đơn vị được báo" in text_of(after)
    assert "1 đơn vị chưa có tài khoản nên chưa ai được báo" in text_of(after)
    assert told(case, "clerk") == [("urged", f"/viec/{mine.pk}/")]
    assert "chưa tới được ai" in text_of(office.get(f"/viec/{lonely.pk}/"))
    again = urged(case, "office", matter)
    assert "hôm nay đã được đôn đốc" in text_of(again)


def test_a_district_urges_its_communes_and_not_itself(case: Case) -> None:
    below, own = late(case, "X1"), late(case, "H")
    page = urged(case, "district", f"kehoach-{case.plan.pk}")
    assert "Đã đôn đốc 1 việc: 1 người ở 1 đơn vị được báo" in text_of(page)
    assert told(case, "commune") == [("urged", f"/viec/{below.pk}/")]
    assert urged(case, "district", f"viec-{own.pk}").status_code == 403
    assert "Đôn đốc" in text_of(signed_in(case, "district").get(f"/viec/{below.pk}/"))


@pytest.mark.parametrize("name", ["clerk", "head", "other"])
def test_a_unit_does_not_urge_itself_in_the_issuers_name(case: Case, name: str) -> None:
    work = late(case)
    assert urged(case, name, f"viec-{work.pk}").status_code in (403, 404)
    assert urged(case, name, f"kehoach-{case.plan.pk}").status_code in (403, 404)
    assert told(case, "clerk") == []


def test_open_work_is_a_source_of_reminders(case: Case) -> None:
    work = late(case)
    waiting = late(case)
    Assignment.objects.filter(pk=waiting.pk).update(is_pending=True)
    reached = list(due_now(MARCH))
    assert [(due.key, due.watcher_id, rung.days) for due, rung in reached if due.source == "assignment"] == [
        (f"plans.assignment:{work.pk}", case.units["P"].pk, 7)
    ]


# ------------------------------------------------------------------ acts for another unit
JUNE = dt.date(2019, 6, 30)


@pytest.mark.parametrize(("name", "whose"), [("office", "Tỉnh"), ("district", "Huyện")])
def test_who_sets_a_day_for_a_unit_is_named_and_the_unit_is_told(case: Case, name: str, whose: str) -> None:
    work = case.assignment("X1")
    page = posted(signed_in(case, name), "target", work.pk, target_on="30/06/2019", reason="")
    assert "thay đơn vị; đơn vị được báo" in text_of(page)
    assert told(case, "commune") == [("day_set", f"/viec/{work.pk}/")]
    shown = text_of(signed_in(case, "commune").get(f"/viec/{work.pk}/"))
    assert "đặt thay đơn vị" in shown
    assert "đơn vị tự đặt" not in shown
    assert whose in Notice.objects.get(user=case.people["commune"]).note


def test_a_unit_that_sets_its_own_day_again_takes_it_back_to_itself(case: Case) -> None:
    work = case.assignment("X1")
    targets.set_target(work.pk, JUNE, **by(case, "office"))
    targets.set_target(work.pk, dt.date(2019, 6, 1), reason="Sớm hơn", **by(case, "commune"))
    assert "đơn vị tự đặt" in text_of(signed_in(case, "commune").get(f"/viec/{work.pk}/"))
    assert told(case, "commune") == []


def test_a_day_of_an_event_that_others_record_is_told_to_the_unit(case: Case) -> None:
    work = case.assignment("X1", offset_days=10, schedule_kind="event", offset_unit="days", event="quyết định")
    occurring.record(work.pk, MARCH, **by(case, "office"))
    assert ("event_day", f"/viec/{work.pk}/") in told(case, "commune")


@pytest.mark.parametrize("name", ["office", "district"])
def test_nobody_asks_complains_or_plans_steps_in_the_name_of_another_unit(case: Case, name: str) -> None:
    work = case.assignment("X1", end_on=JUNE, is_optional=True)
    step = milestones.add(work.pk, "Dự thảo", dt.date(2019, 5, 1), **by(case, "commune"))
    raised = difficulties.raise_one(work.pk, "Thiếu máy", **by(case, "commune"))
    others, own = signed_in(case, name), signed_in(case, "commune")
    for door in ("extension_ask", "difficulty_raise", "milestone_add", "decline"):
        address = reverse(f"plans:{door}", args=[work.pk])
        assert address not in others.get(f"/viec/{work.pk}/").content.decode()
        assert address in own.get(f"/viec/{work.pk}/").content.decode()
        assert (others.get(address).status_code, own.get(address).status_code) == (403, 200)
    assert others.post(reverse("plans:milestone", args=[step]), {"lam": "dat"}).status_code == 403
    assert others.post(reverse("plans:difficulty", args=[raised]), {"lam": "rut"}).status_code == 403


def test_setting_a_day_is_told_as_one_act(case: Case) -> None:
    work = case.assignment("X1")
    posted(signed_in(case, "commune"), "target", work.pk, target_on="30/06/2019", reason="")
    settle()
    page = text_of(signed_in(case, "commune").get(reverse("plans:assignment_history", args=[work.pk])))
    assert "đăng ký ngày hoàn thành 30/06/2019 cho việc" in page
    assert "cập nhật tiến độ" not in page
