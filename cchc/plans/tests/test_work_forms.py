"""Working on the pages: what people send, what is refused, and what comes of it."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cchc.accounts.models import Grant
from cchc.kernel import history as trail
from cchc.plans.actions import difficulties, extensions, own_plans, progress
from cchc.plans.actions.progress import Sending, Upload
from cchc.plans.models import Assignment, Difficulty, Extension, Milestone, Plan, Report, Task
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import MARCH, Case
from cchc.plans.tests.work_door import by, posted, signed_in, text_of, with_roles

pytestmark = pytest.mark.django_db

DECISIONS = "/viec-cua-toi/cho-duyet/"
JUNE = dt.date(2019, 6, 30)
WHOLE = Said(100, "Đã ban hành", reference_number="45/KH-SNV", reference_date=MARCH)


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    return with_roles()


# ------------------------------------------------------------------ reporting
def form(**given: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "percent": "50", "done_text": "Đã họp", "spent": "5 triệu", **given}


def test_a_unit_reports_through_the_form(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    client = signed_in(case, "clerk")
    assert client.get(reverse("plans:report", args=[one.pk])).status_code == 200
    seen = text_of(posted(client, "report", one.pk, **form()))
    assert "Đã gửi báo cáo" in seen
    now = Assignment.objects.get(pk=one.pk)
    assert (now.percent, now.spent) == (50, 5_000_000)
    report = Report.objects.get(assignment=one)
    assert (report.reported_by, report.done_text) == (case.people["clerk"], "Đã họp")


def test_an_error_keeps_what_was_typed_and_says_that_the_file_must_be_chosen_again(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    file = SimpleUploadedFile("macro.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    answer = posted(signed_in(case, "clerk"), "report", one.pk, **form(percent="100", done_text="Rất dài", file=file))
    seen = text_of(answer)
    assert answer.status_code == 422
    assert "lưu lại thành .docx" in seen
    assert "Hãy chọn lại tệp" in seen
    assert "Rất dài" in seen
    assert not Report.objects.filter(assignment=one).exists()


def test_numbers_and_days_that_can_not_be_read_get_a_sentence(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    client = signed_in(case, "clerk")
    for wrong, told in (
        ({"percent": "nhiều"}, "số nguyên từ 0 đến 100"),
        ({"spent": "ít"}, "Ghi số tiền"),
        ({"reference_number": "1/QĐ", "reference_date": "31/2/2019"}, "Tháng 2 năm 2019 chỉ có 28 ngày"),
        ({"percent": "50", "done_text": " "}, "Hãy ghi ngắn gọn"),
        ({"percent": "100"}, "cần có sản phẩm"),
    ):
        answer = posted(client, "report", one.pk, **form(**wrong))
        assert answer.status_code == 422
        assert told in text_of(answer)


def test_the_form_sent_twice_reports_once(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    data, client = form(), signed_in(case, "clerk")
    posted(client, "report", one.pk, **data)
    posted(client, "report", one.pk, **data)
    assert Report.objects.filter(assignment=one).count() == 1


def test_a_product_is_downloaded_as_a_file_by_those_in_scope(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(
        one.pk, Said(100), Sending(upload=Upload("Kế hoạch.pdf", b"%PDF-1.4 x")), **by(case, "clerk")
    )
    file = Report.objects.get(pk=report).attachment_id
    answer: Any = signed_in(case, "office").get(reverse("plans:attachment", args=[file]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 x"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"


def test_a_report_can_be_taken_back(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(one.pk, WHOLE, **by(case, "clerk"))
    posted(signed_in(case, "clerk"), "take_back", report)
    assert Report.objects.get(pk=report).state == "withdrawn"


# ------------------------------------------------------------------ deciding
def test_the_office_confirms_in_bulk_and_undoes_it(case: Case) -> None:
    rows = [case.assignment(unit, end_on=JUNE) for unit in ("S1", "S2")]
    reports = [progress.report(row.pk, WHOLE, **by(case, "clerk")) for row in rows]
    client = signed_in(case, "office")
    assert "2 sản phẩm chờ xác nhận" in text_of(client.get("/cho-xac-nhan/"))
    seen = text_of(posted(client, "confirm_chosen", **{"bao-cao": reports}))
    assert "Đã xác nhận 2 báo cáo" in seen
    assert "Bạn vừa xác nhận" in seen
    assert "Đã hoàn tác 1 báo cáo" in text_of(posted(client, "undo", **{"bao-cao": reports[:1]}))
    assert Report.objects.get(pk=reports[0]).state == "sent"
    assert "Hãy chọn ít nhất một" in text_of(posted(client, "confirm_chosen"))


def test_the_office_sends_back_with_a_reason(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(one.pk, WHOLE, **by(case, "clerk"))
    client = signed_in(case, "office")
    answer = posted(client, "decide", report, lam="tra-lai", reason="")
    assert answer.status_code == 422
    posted(client, "decide", report, lam="tra-lai", reason="Thiếu phụ lục")
    seen = text_of(signed_in(case, "clerk").get(reverse("plans:assignment", args=[one.pk])))
    assert "Báo cáo gần nhất bị trả lại" in seen
    assert "Thiếu phụ lục" in seen


def test_the_waiting_list_costs_the_same_for_many(
    case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        one = case.assignment(end_on=JUNE)
        extensions.ask(one.pk, dt.date(2019, 8, 1), "Bận", **by(case, "clerk"))
        progress.report(one.pk, WHOLE, **by(case, "clerk"))
    client = signed_in(case, "office")
    client.get("/cho-xac-nhan/")
    # session, person with roles, registry, number waiting, rows, what can be undone, later days asked for
    with django_assert_max_num_queries(8):
        client.get("/cho-xac-nhan/")


def test_an_extension_is_asked_and_granted(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    posted(signed_in(case, "clerk"), "extension_ask", one.pk, asked_for="15/08/2019", reason="Thiếu người")
    asked = Extension.objects.get()
    client = signed_in(case, "office")
    assert "xin gia hạn từ 30/06/2019 đến 15/08/2019" in text_of(
        client.get(reverse("plans:extension", args=[asked.pk]))
    )
    assert posted(client, "extension", asked.pk, lam="khong", remark="").status_code == 422
    posted(client, "extension", asked.pk, lam="cho", granted_to="15/08/2019", remark="")
    assert Assignment.objects.get(pk=one.pk).due_on == dt.date(2019, 8, 15)


def test_a_unit_sets_its_day_and_a_bad_day_is_explained(case: Case) -> None:
    one = case.assignment()
    client = signed_in(case, "clerk")
    answer = posted(client, "target", one.pk, target_on="01/01/2019")
    assert answer.status_code == 422
    assert "đã qua" in text_of(answer)
    posted(client, "target", one.pk, target_on="30/06/2019")
    assert Assignment.objects.get(pk=one.pk).due_on == JUNE


def test_milestones_by_buttons(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    client = signed_in(case, "clerk")
    posted(client, "milestone_add", one.pk, title="Dự thảo", due_on="1/5/2019")
    step = Milestone.objects.get()
    posted(client, "milestone", step.pk, lam="dat")
    assert Milestone.objects.get().done_on == MARCH
    posted(client, "milestone", step.pk, lam="mo-lai")
    posted(client, "milestone", step.pk, lam="xoa")
    assert not Milestone.objects.exists()
    assert client.post(reverse("plans:milestone", args=[step.pk])).status_code == 404


def test_an_assignment_is_cancelled_and_restored_by_the_office(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    client = signed_in(case, "office")
    posted(client, "cancel", one.pk, reason="Bỏ khỏi kế hoạch")
    assert "Đã hủy" in text_of(client.get(reverse("plans:assignment", args=[one.pk])))
    posted(client, "restore", one.pk)
    assert Assignment.objects.get(pk=one.pk).cancelled_at is None


def test_a_unit_declines_what_is_left_to_it(case: Case) -> None:
    one = case.assignment(is_optional=True)
    posted(signed_in(case, "clerk"), "decline", one.pk, reason="Không có điều kiện")
    assert Assignment.objects.get(pk=one.pk).cancel_reason == "Không có điều kiện"


# ------------------------------------------------------------------ difficulties
def test_a_difficulty_waits_in_the_work_of_whoever_must_answer(case: Case) -> None:
    one = case.assignment("X1", end_on=JUNE)
    posted(signed_in(case, "commune"), "difficulty_raise", one.pk, text="Thiếu máy")
    line = "Trả lời vướng mắc: Thiếu máy"
    difficulty = Difficulty.objects.get()
    told = {name: line in text_of(signed_in(case, name).get(DECISIONS)) for name in ("commune", "district", "office")}
    assert told == {"commune": False, "district": True, "office": False}
    district = signed_in(case, "district")
    assert reverse("plans:difficulty", args=[difficulty.pk]) in district.get(DECISIONS).content.decode()
    posted(district, "difficulty", difficulty.pk, lam="chuyen", remark="Ngoài khả năng")
    assert line not in text_of(district.get(DECISIONS))
    office = signed_in(case, "office")
    assert line in text_of(office.get(DECISIONS))
    posted(office, "difficulty", difficulty.pk, lam="tra-loi", answer="Đã cấp máy")
    assert line not in text_of(office.get(DECISIONS))


def test_whoever_answers_for_the_province_sees_what_waits_for_it_and_a_reader_is_told_of_no_act(case: Case) -> None:
    Grant.objects.filter(user=case.people["office2"]).update(role="reader")
    for unit in ("X1", "S1"):  # stands with the district; stands with the province
        difficulties.raise_one(case.assignment(unit, end_on=JUNE).pk, f"Vướng của {unit}", **by(case, "office"))
    office, reader = signed_in(case, "office"), signed_in(case, "office2")
    mine = text_of(office.get("/vuong-mac/"))
    assert "1 vướng mắc chờ đơn vị bạn giải quyết" in mine
    assert "Vướng của X1" not in mine
    assert "2 vướng mắc chờ giải quyết" in text_of(office.get("/vuong-mac/?muc=dang-cho"))
    for address in ("/vuong-mac/", "/vuong-mac/?muc=o-don-vi", reverse("plans:year", args=[2019])):
        seen = text_of(reader.get(address))
        assert "2 vướng mắc chờ giải quyết" in seen
        assert "đơn vị bạn" not in seen
        assert "Chờ đơn vị tôi" not in seen


def test_a_difficulty_is_raised_climbs_and_is_answered(case: Case) -> None:
    one = case.assignment("X1", end_on=JUNE)
    posted(signed_in(case, "commune"), "difficulty_raise", one.pk, text="Thiếu máy")
    difficulty = Difficulty.objects.get()
    commune, district, office = (signed_in(case, name) for name in ("commune", "district", "office"))
    assert commune.post(reverse("plans:difficulty", args=[difficulty.pk]), {"lam": "tra-loi"}).status_code == 403
    assert "1 vướng mắc chờ đơn vị bạn" in text_of(district.get("/vuong-mac/"))
    posted(district, "difficulty", difficulty.pk, lam="chuyen", remark="Ngoài khả năng")
    assert "0 vướng mắc chờ đơn vị bạn" in text_of(district.get("/vuong-mac/"))
    assert "Thiếu máy" in text_of(district.get("/vuong-mac/?muc=da-chuyen"))
    assert "1 vướng mắc chờ giải quyết" in text_of(district.get("/vuong-mac/?muc=dang-cho"))
    assert district.post(reverse("plans:difficulty", args=[difficulty.pk]), {"lam": "tra-loi"}).status_code == 403
    assert posted(office, "difficulty", difficulty.pk, lam="tra-loi", answer="").status_code == 422
    posted(office, "difficulty", difficulty.pk, lam="tra-loi", answer="Cấp 5 máy")
    assert "Cấp 5 máy" in text_of(commune.get(reverse("plans:difficulty", args=[difficulty.pk])))
    assert signed_in(case, "other").get(reverse("plans:difficulty", args=[difficulty.pk])).status_code == 404


def test_a_difficulty_is_withdrawn_by_its_unit(case: Case) -> None:
    one = case.assignment("X1", end_on=JUNE)
    difficulty = difficulties.raise_one(one.pk, "Thiếu máy", **by(case, "commune"))
    posted(signed_in(case, "commune"), "difficulty", difficulty, lam="rut")
    assert Difficulty.objects.get().state == "withdrawn"


# ------------------------------------------------------------------ history and own plans
def test_history_tells_who_changed_what(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    progress.report(one.pk, Said(50, "x"), **by(case, "clerk"))
    trail.settle()  # as the end of the transaction does
    seen = text_of(signed_in(case, "clerk").get(reverse("plans:assignment_history", args=[one.pk])))
    assert "Clerk" in seen
    assert "cập nhật tiến độ việc" in seen
    assert "Hoàn thành (%): 0 50" in seen
    assert "127.0.0.1" not in seen, "where from is for the log of the office"
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", seen), "no column of the program"


def test_a_district_draws_up_issues_and_hands_in_its_own_plan(case: Case) -> None:
    one = case.assignment("H", end_on=JUNE, title="Ban hành Kế hoạch CCHC")
    client = signed_in(case, "district")
    assert "Lập kế hoạch riêng" in text_of(client.get("/ke-hoach/rieng/"))
    start = reverse("plans:own_plan_start", args=[case.plan.pk])
    assert "Ban hành Kế hoạch CCHC" in text_of(client.get(start))
    client.post(start, {"title": "CCHC huyện Bến", "assignments": [one.pk]})
    plan = Plan.objects.get(parent=case.plan)
    assert "dự thảo 1 nhiệm vụ" in text_of(client.get(reverse("plans:own_plan", args=[plan.pk])))
    given = {"group": "Tuyên truyền", "title": "Tập huấn", "products": "Hội nghị", "schedule_kind": "deadline"}
    units = [case.units["X1"].pk, case.units["X2"].pk]
    assert posted(client, "own_task_add", plan.pk, **given, leads=units).status_code == 422, "no day"
    posted(client, "own_task_add", plan.pk, **given, leads=units, end_on="30/05/2019")
    own = Task.objects.get(plan=plan, title="Tập huấn")
    assert client.get(reverse("plans:own_task", args=[own.pk])).status_code == 200
    assert signed_in(case, "commune").get(reverse("plans:own_plan", args=[plan.pk])).status_code == 404
    posted(client, "own_plan_issue", plan.pk, number="15/KH-UBND", issued_on="01/03/2019", fulfils=one.pk)
    assert Assignment.objects.filter(plan=plan).count() == 3
    assert Report.objects.get(assignment=one).reference_number == "15/KH-UBND"
    assert "Tập huấn" in text_of(signed_in(case, "commune").get("/viec/"))


def test_a_figure_that_follows_from_an_own_plan_is_announced_kept_and_not_asked_for(case: Case) -> None:
    one = case.assignment("H", end_on=JUNE, title="Rà soát thủ tục")
    given = {"user": case.people["district"], "unit": case.units["H"], "valid_from": dt.date(2018, 1, 1)}
    Grant.objects.create(role="officer", **given)
    client = signed_in(case, "district")
    posted(client, "report", one.pk, **form(percent="60"))
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "CCHC huyện Bến", [one.pk], **by(case, "district"))
    seen = text_of(client.get(reverse("plans:own_plan_issue", args=[plan])))
    assert "Mức hoàn thành của 1 việc được giao sẽ tính từ kế hoạch này" in seen
    assert re.search(r"Rà soát thủ tục.* Huyện Bến 60%", seen)
    posted(client, "own_plan_issue", plan, number="15/KH-UBND", issued_on="01/03/2019")
    assert "60% tính từ kế hoạch riêng" in text_of(client.get(reverse("plans:assignment", args=[one.pk])))
    mine = text_of(client.get("/viec/"))
    assert "1 việc cần làm" in mine
    assert mine.count("Rà soát thủ tục") == 1
    assert "thực hiện qua kế hoạch riêng: 1 việc" in mine
    page = client.get(reverse("plans:report", args=[one.pk])).content.decode()
    assert 'name="percent"' not in page
    assert reverse("plans:task", args=[Task.objects.get(plan=plan).pk]) in page
    told = text_of(posted(client, "report", one.pk, **form(done_text="Đã họp giao ban")))
    assert "ghi thêm, kế hoạch riêng đang ở 60%" in told
    assert "60% tính từ kế hoạch riêng" in told
    own = Assignment.objects.get(plan=plan)
    assert f"Thực hiện việc {one.task.code} Rà soát thủ tục" in text_of(
        client.get(reverse("plans:assignment", args=[own.pk]))
    )
    whole = {"is_whole": "on", "reference_number": "2/BC", "reference_date": "01/03/2019"}
    assert "Chờ xác nhận" in text_of(posted(client, "report", one.pk, **form(**whole)))


def test_a_draft_can_be_trimmed_and_thrown_away(case: Case) -> None:
    one = case.assignment("H")
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Dự thảo", [one.pk], **by(case, "district"))
    client = signed_in(case, "district")
    posted(client, "own_task_drop", Task.objects.get(plan=plan).pk)
    seen = text_of(client.get(reverse("plans:own_plan", args=[plan])))
    assert "Việc được giao chưa đưa vào" in seen
    posted(client, "own_plan", plan, assignments=[one.pk])
    assert Task.objects.filter(plan=plan).count() == 1
    posted(client, "own_plan_drop", plan)
    assert not Plan.objects.filter(pk=plan).exists()


def test_a_schedule_that_the_form_cannot_say_is_kept(case: Case) -> None:
    words = {"schedule_text": "10 ngày sau khi có kết quả", "event": "sau khi có kết quả"}
    one = case.assignment("H", schedule_kind="event", offset_days=10, offset_unit="days", **words)
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Dự thảo", [one.pk], **by(case, "district"))
    task = Task.objects.get(plan=plan)
    page = signed_in(case, "district").get(reverse("plans:own_task", args=[task.pk]))
    assert "Giữ nguyên: 10 ngày sau khi có kết quả" in text_of(page)
    assert page.context["form"]["schedule_kind"].value() == "kept"


def test_a_recurrence_of_its_own_is_chosen_as_in_the_editor_of_a_plan(case: Case) -> None:
    """One way: period, day, month; what stood without a day opens as the last day of its period and stays itself."""
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Dự thảo", [], **by(case, "district"))
    client = signed_in(case, "district")
    given = {"group": "Tuyên truyền", "title": "Họp", "products": "Biên bản", "schedule_kind": "recurring"}
    own: dict[str, Any] = {**given, "leads": [case.units["X1"].pk]}
    assert "Hãy chọn chu kỳ" in text_of(posted(client, "own_task_add", plan, **own))
    posted(client, "own_task_add", plan, **own, every="quarter", day="10", month="second")
    task = Task.objects.get(plan=plan)
    assert task.rrule == "FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=10"
    form = client.get(reverse("plans:own_task", args=[task.pk])).context["form"]
    assert [form[name].value() for name in ("every", "day", "month")] == ["quarter", "10", "second"]
    both = posted(client, "own_task", task.pk, **own, every="month", day="15", second_day="15")
    assert both.status_code == 422
    assert "Hai ngày này trùng nhau" in text_of(both)
    Task.objects.filter(pk=task.pk).update(rrule="FREQ=MONTHLY;INTERVAL=3")
    form = client.get(reverse("plans:own_task", args=[task.pk])).context["form"]
    opened = {name: form[name].value() for name in ("every", "day", "month")}
    assert opened == {"every": "quarter", "day": "-1", "month": "last"}
    posted(client, "own_task", task.pk, **{**own, "title": "Họp giao ban"}, **opened)
    task.refresh_from_db()
    assert (task.title, task.rrule) == ("Họp giao ban", "FREQ=MONTHLY;INTERVAL=3")


def test_nobody_draws_up_the_plan_of_another_unit(case: Case) -> None:
    one = case.assignment("H")
    plan = own_plans.draw_up(case.plan.pk, case.units["H"].pk, "Dự thảo", [one.pk], **by(case, "district"))
    task = Task.objects.get(plan=plan)
    client = signed_in(case, "clerk")
    for url, key in (("own_plan", plan), ("own_plan_issue", plan), ("own_task_add", plan), ("own_task", task.pk)):
        assert client.get(reverse(f"plans:{url}", args=[key])).status_code == 404, url
    for url, key in (("own_plan_drop", plan), ("own_task_drop", task.pk)):
        assert client.post(reverse(f"plans:{url}", args=[key])).status_code == 404, url
