"""Reporting, confirming, dates, difficulties, extensions and cancelling, on the real database."""

import datetime as dt
import uuid
from typing import Any

import pytest

from cchc.kernel.events import kind
from cchc.kernel.files import contents
from cchc.kernel.models import Event as EventRow
from cchc.kernel.refusal import Refusal
from cchc.plans import events
from cchc.plans.actions import cancelling, confirming, difficulties, extensions, milestones, progress, targets
from cchc.plans.actions.progress import Sending, Upload
from cchc.plans.models import Assignment, Difficulty, DifficultyStep, Extension, Milestone, Occurrence, Report
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import MARCH, Case, actor, at

pytestmark = pytest.mark.django_db

JUNE = dt.date(2019, 6, 30)
WHOLE = Said(100, "Đã ban hành", reference_number="45/KH-SNV", reference_date=MARCH)


@pytest.fixture
def case(db: None) -> Case:
    return Case.make()


def by(case: Case, name: str, day: dt.date = MARCH, hour: int = 9) -> Any:
    return {"actor": actor(case.people[name]), "now": at(day, hour)}


def fresh(assignment: Assignment) -> Assignment:
    return Assignment.objects.get(pk=assignment.pk)


def told(event: type[Any]) -> int:
    return EventRow.objects.filter(kind=kind(event)).count()


# ------------------------------------------------------------------ reports
def test_a_report_moves_percentage_and_money(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    progress.report(one.pk, Said(40, "Đã họp", spent=5_000_000), **by(case, "clerk"))
    progress.report(one.pk, Said(30, "Rà lại", spent=1_000_000), **by(case, "clerk", hour=10))
    now = fresh(one)
    assert (now.percent, now.spent, now.is_started, now.reported_at) == (30, 6_000_000, True, at(MARCH, 10))
    assert told(events.ReportSent) == 2


def test_the_product_waits_until_somebody_else_confirms_it(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(one.pk, WHOLE, **by(case, "office"))
    assert (fresh(one).is_pending, fresh(one).done_on) == (True, None)
    with pytest.raises(Refusal, match="do chính bạn gửi"):
        confirming.confirm(report, **by(case, "office"))
    confirming.confirm(report, **by(case, "office2", dt.date(2019, 3, 9)))
    now = fresh(one)
    assert (now.is_pending, now.done_on, now.percent) == (False, MARCH, 100)
    assert told(events.ReportConfirmed) == 1
    with pytest.raises(Refusal, match=r"không còn chờ xác nhận: hãy tải lại trang\.$"):
        confirming.confirm(report, **by(case, "office2"))
    with pytest.raises(Refusal, match="đã được xác nhận hoàn thành"):
        progress.report(one.pk, Said(50, "Nữa"), **by(case, "clerk"))


def test_a_report_sent_back_gives_its_reason_and_the_work_goes_on(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    progress.report(one.pk, Said(60, "Đã soạn", spent=3), **by(case, "clerk"))
    report = progress.report(
        one.pk, Said(100, "Xong", reference_number="1/QĐ", reference_date=MARCH, spent=4), **by(case, "clerk")
    )
    with pytest.raises(Refusal, match="lý do trả lại"):
        confirming.send_back(report, "  ", **by(case, "office"))
    confirming.send_back(report, "Thiếu phụ lục", **by(case, "office"))
    now = fresh(one)
    assert (now.percent, now.is_pending, now.spent) == (60, False, 3)
    assert Report.objects.get(pk=report).reason == "Thiếu phụ lục"
    progress.report(one.pk, WHOLE, **by(case, "clerk", dt.date(2019, 3, 5)))
    assert fresh(one).is_pending


def test_while_the_product_waits_nothing_else_is_reported_but_it_can_be_taken_back(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(one.pk, WHOLE, **by(case, "clerk"))
    with pytest.raises(Refusal, match="rút báo cáo lại"):
        progress.report(one.pk, Said(50, "Thêm"), **by(case, "clerk"))
    progress.take_back(report, **by(case, "clerk"))
    assert (fresh(one).is_pending, fresh(one).percent, fresh(one).is_started) == (False, 0, False)
    with pytest.raises(Refusal, match="không rút lại được"):
        progress.take_back(report, **by(case, "clerk"))


def test_the_same_form_sent_twice_is_one_report(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    sending = Sending(token=uuid.uuid4())
    first = progress.report(one.pk, WHOLE, sending, **by(case, "clerk"))
    assert progress.report(one.pk, WHOLE, sending, **by(case, "clerk")) == first
    assert Report.objects.filter(assignment=one).count() == 1


def test_a_product_file_is_kept_with_its_type_and_digest(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    upload = Upload("C:\\Kế hoạch.PDF", b"%PDF-1.7 abc")
    report = Report.objects.get(pk=progress.report(one.pk, Said(100), Sending(upload=upload), **by(case, "clerk")))
    file = report.attachment
    assert (report.product_kind, file.name, file.media_type, file.size) == (
        "file",
        "Kế hoạch.pdf",
        "application/pdf",
        12,
    )
    assert contents.of(file.file) == upload.content


def test_a_refused_report_leaves_nothing_behind(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    with pytest.raises(Refusal, match=r"macro|kiểu cũ"):
        progress.report(
            one.pk, Said(100), Sending(upload=Upload("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")), **by(case, "clerk")
        )
    with pytest.raises(Refusal, match="cần có sản phẩm"):
        progress.report(one.pk, Said(100, "Xong"), **by(case, "clerk"))
    assert not Report.objects.filter(assignment=one).exists()


def test_a_bulk_confirmation_names_what_it_could_not_confirm_and_can_be_undone(case: Case) -> None:
    one, two = case.assignment(end_on=JUNE), case.assignment("S2", end_on=JUNE)
    first = progress.report(one.pk, WHOLE, **by(case, "clerk"))
    own = progress.report(two.pk, WHOLE, **by(case, "office"))
    batch = confirming.confirm_many([first, own], **by(case, "office"))
    assert batch.confirmed == (first,)
    assert [report for report, _why in batch.refused] == [own]
    assert confirming.undo([first], **by(case, "office2")) == 0, "not the confirmations of somebody else"
    assert confirming.undo([first], **by(case, "office", hour=10)) == 0, "not after an hour"
    assert confirming.undo([first], **by(case, "office")) == 1
    assert (fresh(one).done_on, fresh(one).is_pending) == (None, True)


# ------------------------------------------------------------------ periods
QUARTERS = [(dt.date(2019, m, 1), dt.date(2019, m + 2, 28)) for m in (1, 4, 7, 10)]


def test_a_recurring_task_is_reported_period_by_period(case: Case) -> None:
    one = case.assignment(periods=QUARTERS, schedule_kind="recurring", rrule="FREQ=MONTHLY;INTERVAL=3")
    first, second, *_ = Occurrence.objects.filter(assignment=one).order_by("start_on")
    with pytest.raises(Refusal, match="hãy chọn kỳ"):
        progress.report(one.pk, WHOLE, **by(case, "clerk"))
    with pytest.raises(Refusal, match="chưa bắt đầu"):
        progress.report(one.pk, WHOLE, Sending(second.pk), **by(case, "clerk"))
    late = dt.date(2019, 4, 2)
    report = progress.report(one.pk, WHOLE, Sending(first.pk), **by(case, "clerk", late))
    assert fresh(one).due_on == second.due_on
    with pytest.raises(Refusal, match="chọn kỳ khác"):
        progress.report(one.pk, Said(50, "x"), Sending(first.pk), **by(case, "clerk", late))
    confirming.confirm(report, **by(case, "office"))
    first.refresh_from_db()
    now = fresh(one)
    assert (first.done_on, now.percent, now.was_late, now.done_on) == (late, 25, True, None)


def test_the_period_of_another_assignment_is_refused(case: Case) -> None:
    one = case.assignment(periods=QUARTERS, schedule_kind="recurring")
    other = case.assignment("S2", periods=QUARTERS, schedule_kind="recurring")
    foreign = Occurrence.objects.filter(assignment=other).first()
    assert foreign
    with pytest.raises(Refusal, match="không thuộc việc"):
        progress.report(one.pk, WHOLE, Sending(foreign.pk), **by(case, "clerk"))


def test_an_extension_of_a_period_moves_that_period_alone(case: Case) -> None:
    one = case.assignment(periods=QUARTERS, schedule_kind="recurring")
    first = Occurrence.objects.filter(assignment=one).earliest("start_on")
    asked = extensions.ask(one.pk, dt.date(2019, 4, 15), "Bận", occurrence_id=first.pk, **by(case, "clerk"))
    extensions.grant(asked, **by(case, "office"))
    assert (fresh(one).due_on, fresh(one).extended_to) == (dt.date(2019, 4, 15), None)
    with pytest.raises(Refusal, match="định kỳ đã có hạn"):
        targets.set_target(one.pk, JUNE, **by(case, "clerk"))


# ------------------------------------------------------------------ days
def test_a_unit_sets_its_day_and_moves_it_with_a_reason(case: Case) -> None:
    one = case.assignment()
    targets.set_target(one.pk, JUNE, **by(case, "clerk"))
    assert fresh(one).due_on == JUNE
    with pytest.raises(Refusal, match="lý do"):
        targets.set_target(one.pk, dt.date(2019, 7, 31), **by(case, "clerk"))
    targets.set_target(one.pk, dt.date(2019, 7, 31), reason="Chờ văn bản của bộ", **by(case, "clerk"))
    assert (fresh(one).target_reason, fresh(one).due_on) == ("Chờ văn bản của bộ", dt.date(2019, 7, 31))


def test_an_extension_is_asked_decided_once_and_moves_the_due_day(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    later = dt.date(2019, 8, 31)
    asked = extensions.ask(one.pk, later, "Thiếu người", **by(case, "clerk"))
    assert extensions.ask(one.pk, later, "Thiếu người", **by(case, "clerk")) == asked, "the same form again"
    with pytest.raises(Refusal, match="đang có một đề nghị"):
        extensions.ask(one.pk, dt.date(2019, 9, 30), "Khác", **by(case, "clerk"))
    with pytest.raises(Refusal, match="ý kiến"):
        extensions.grant(asked, day=dt.date(2019, 7, 31), **by(case, "office"))
    extensions.grant(asked, day=dt.date(2019, 7, 31), remark="Hết tháng 7 thôi", **by(case, "office"))
    assert (fresh(one).due_on, fresh(one).extended_to) == (dt.date(2019, 7, 31), dt.date(2019, 7, 31))
    with pytest.raises(Refusal, match=r"đã được quyết định: hãy tải lại trang\.$"):
        extensions.refuse(asked, "Không", **by(case, "office"))
    assert told(events.ExtensionDecided) == 1


def test_a_refused_extension_leaves_the_due_day(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    asked = extensions.ask(one.pk, dt.date(2019, 8, 1), "Bận", **by(case, "clerk"))
    with pytest.raises(Refusal, match="lý do không gia hạn"):
        extensions.refuse(asked, "", **by(case, "office"))
    with pytest.raises(Refusal, match="do chính bạn gửi"):
        extensions.refuse(asked, "Không", **by(case, "clerk"))
    extensions.refuse(asked, "Phải xong trước hội nghị", **by(case, "office"))
    assert fresh(one).due_on == JUNE
    assert Extension.objects.get(pk=asked).granted_to is None


def test_what_was_asked_in_time_and_granted_late_is_not_late(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    asked = extensions.ask(one.pk, dt.date(2019, 7, 10), "Chờ chữ ký", **by(case, "clerk", dt.date(2019, 6, 20)))
    handed_in = dt.date(2019, 7, 5)
    whole = Said(100, reference_number="9/BC", reference_date=handed_in)
    confirming.confirm(progress.report(one.pk, whole, **by(case, "clerk", handed_in)), **by(case, "office", handed_in))
    extensions.grant(asked, **by(case, "office", dt.date(2019, 7, 20)))
    now = fresh(one)
    assert now.done_on is not None
    assert now.due_on is not None
    assert now.done_on <= now.due_on


# ------------------------------------------------------------------ milestones
def test_milestones_are_added_reached_and_removed(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    step = milestones.add(one.pk, " Dự  thảo ", dt.date(2019, 4, 1), **by(case, "clerk"))
    assert milestones.add(one.pk, "Dự thảo", dt.date(2019, 4, 1), **by(case, "clerk")) == step
    milestones.finish(step, **by(case, "clerk"))
    assert Milestone.objects.get(pk=step).done_on == MARCH
    with pytest.raises(Refusal, match=r"đã đánh dấu là đạt: hãy tải lại trang\.$"):
        milestones.finish(step, **by(case, "clerk"))
    with pytest.raises(Refusal, match="bỏ đánh dấu"):
        milestones.remove(step, **by(case, "clerk"))
    milestones.reopen(step, **by(case, "clerk"))
    milestones.remove(step, **by(case, "clerk"))
    with pytest.raises(Refusal, match="không còn"):
        milestones.finish(step, **by(case, "clerk"))
    with pytest.raises(Refusal, match="sau hạn của việc"):
        milestones.add(one.pk, "Muộn", dt.date(2019, 7, 1), **by(case, "clerk"))


# ------------------------------------------------------------------ difficulties
def test_a_difficulty_climbs_from_commune_to_province_and_blocks_until_it_is_answered(case: Case) -> None:
    one = case.assignment("X1", end_on=JUNE)
    difficulty = difficulties.raise_one(one.pk, "Thiếu máy tính", **by(case, "commune"))
    assert difficulties.raise_one(one.pk, "Thiếu máy tính", **by(case, "commune")) == difficulty
    assert (fresh(one).is_blocked, Difficulty.objects.get().at_unit) == (True, case.units["H"])
    difficulties.climb(difficulty, "Huyện không có kinh phí", **by(case, "district"))
    assert Difficulty.objects.get().at_unit == case.units["P"]
    step = DifficultyStep.objects.get()
    assert (step.from_unit, step.to_unit, step.remark) == (case.units["H"], case.units["P"], "Huyện không có kinh phí")
    with pytest.raises(Refusal, match="cấp cao nhất"):
        difficulties.climb(difficulty, **by(case, "office"))
    difficulties.answer(difficulty, "Sở Tài chính cấp bổ sung", **by(case, "office"))
    assert not fresh(one).is_blocked
    assert (told(events.DifficultyRaised), told(events.DifficultyAnswered)) == (2, 1)
    with pytest.raises(Refusal, match="hãy tải lại"):
        difficulties.withdraw(difficulty, **by(case, "commune"))


def test_one_difficulty_answered_of_two_still_blocks(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    first = difficulties.raise_one(one.pk, "Một", **by(case, "clerk"))
    second = difficulties.raise_one(one.pk, "Hai", **by(case, "clerk"))
    difficulties.answer(first, "Được", **by(case, "office"))
    assert fresh(one).is_blocked
    difficulties.withdraw(second, **by(case, "clerk"))
    assert not fresh(one).is_blocked


# ------------------------------------------------------------------ cancelling
def test_only_what_the_plan_leaves_open_can_be_declined(case: Case) -> None:
    fixed, free = case.assignment(), case.assignment("S2", is_optional=True)
    with pytest.raises(Refusal, match="không từ chối được"):
        cancelling.decline(fixed.pk, "Không có điều kiện", **by(case, "clerk"))
    with pytest.raises(Refusal, match="lý do"):
        cancelling.decline(free.pk, " ", **by(case, "other"))
    cancelling.decline(free.pk, "Không có điều kiện", **by(case, "other"))
    assert fresh(free).cancel_reason == "Không có điều kiện"


def test_a_cancelled_assignment_is_closed_until_it_is_restored(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    cancelling.cancel(one.pk, "Bỏ khỏi kế hoạch", **by(case, "office"))
    for forbidden in (
        lambda: progress.report(one.pk, Said(50, "x"), **by(case, "clerk")),
        lambda: targets.set_target(one.pk, JUNE, **by(case, "clerk")),
        lambda: difficulties.raise_one(one.pk, "x", **by(case, "clerk")),
        lambda: extensions.ask(one.pk, dt.date(2019, 7, 1), "x", **by(case, "clerk")),
        lambda: cancelling.cancel(one.pk, "Lần nữa", **by(case, "office")),
    ):
        with pytest.raises(Refusal, match="đã hủy"):
            forbidden()
    cancelling.restore(one.pk, **by(case, "office"))
    progress.report(one.pk, Said(50, "Làm tiếp"), **by(case, "clerk"))
    assert fresh(one).percent == 50
