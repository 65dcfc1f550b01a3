"""Reading work: what the pages say, who sees what, and how many queries they make."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cchc.accounts.models import Grant
from cchc.kernel.history import attributed
from cchc.plans.actions import confirming, difficulties, extensions, milestones, progress
from cchc.plans.actions.progress import Sending, Upload
from cchc.plans.models import Assignment, Milestone, Occurrence, Report
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import MARCH, SETUP, Case, actor, at
from cchc.plans.tests.work_door import by, posted, signed_in, text_of, with_roles
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db

JUNE = dt.date(2019, 6, 30)
WHOLE = Said(100, "Đã ban hành", reference_number="45/KH-SNV", reference_date=MARCH)


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", MARCH.isoformat())
    return with_roles()


# ------------------------------------------------------------------ my work
def test_my_work_says_in_its_first_line_what_there_is_to_do(case: Case) -> None:
    case.assignment(end_on=dt.date(2019, 2, 1), title="Việc đã trễ")
    case.assignment(title="Việc chưa có hạn")
    case.assignment("S2", title="Việc của sở khác")
    seen = text_of(signed_in(case, "clerk").get("/viec/"))
    assert "2 việc cần làm, 1 việc trễ" in seen
    assert "1 việc chưa có hạn" in seen
    assert seen.index("Việc đã trễ") < seen.index("Việc chưa có hạn")
    assert "Việc của sở khác" not in seen


def test_what_was_sent_back_comes_first(case: Case) -> None:
    case.assignment(end_on=dt.date(2019, 2, 1), title="Việc đã trễ")
    back = case.assignment(end_on=JUNE, title="Việc bị trả")
    confirming.send_back(progress.report(back.pk, WHOLE, **by(case, "clerk")), "Thiếu", **by(case, "office"))
    page = signed_in(case, "clerk").get("/viec/")
    seen = text_of(page)
    assert seen.index("Việc bị trả") < seen.index("Việc đã trễ")
    assert "1 báo cáo bị trả lại" in seen
    assert [line.row.id for line in signed_in(case, "clerk").get("/viec/?muc=tra-lai").context["rows"]] == [back.pk]
    progress.report(back.pk, WHOLE, actor=actor(case.people["clerk"]), now=at(MARCH, 12))
    assert not signed_in(case, "clerk").get("/viec/?muc=tra-lai").context["rows"]


def test_what_has_no_day_comes_after_what_is_near_and_before_the_rest(case: Case) -> None:
    case.assignment(end_on=JUNE, title="Việc còn xa")
    case.assignment(title="Việc chưa có hạn")
    case.assignment(end_on=MARCH + dt.timedelta(days=1), title="Việc sắp đến hạn")
    case.assignment(end_on=dt.date(2019, 2, 1), title="Việc đã trễ")
    rows = signed_in(case, "clerk").get("/viec/").context["rows"]
    assert [one.row.title for one in rows] == ["Việc đã trễ", "Việc sắp đến hạn", "Việc chưa có hạn", "Việc còn xa"]


def test_tabs_words_and_order_narrow_the_list(case: Case) -> None:
    for number in range(3):
        case.assignment(title=f"Cải cách {number}", folded=f"cai cach {number}", end_on=dt.date(2019, 5, 3 - number))
    case.assignment(title="Khác", folded="khac")
    client = signed_in(case, "clerk")
    assert client.get("/viec/?muc=chua-co-han").context["page"].paginator.count == 1
    found = client.get("/viec/?q=cai+cach&sap=han&muc=tat-ca").context["rows"]
    assert [line.row.title for line in found] == ["Cải cách 2", "Cải cách 1", "Cải cách 0"]
    assert client.get("/viec/?q=khongco").status_code == 200
    assert client.get("/viec/?muc=la&sap=x&trang=99&toan=1").status_code == 200


def test_a_district_sees_its_communes_only_when_it_asks(case: Case) -> None:
    case.assignment("H", title="Của huyện")
    case.assignment("X1", title="Của xã")
    client = signed_in(case, "district")
    assert "Của xã" not in text_of(client.get("/viec/"))
    assert "Của xã" in text_of(client.get("/viec/?toan=1"))


def test_the_list_costs_the_same_for_fifty_rows_as_for_one(
    case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(51):
        case.assignment(end_on=JUNE)
    client = signed_in(case, "clerk")
    client.get("/viec/")
    # session, person with roles, version of the registry, counts of the tabs, rows
    # 6, and what waits beside work: reports (also those that wait for a step), findings, rounds, documents, troubles
    with django_assert_max_num_queries(14):
        page = client.get("/viec/")
    assert len(page.context["rows"]) == 50
    assert page.context["page"].paginator.num_pages == 2


def test_whoever_decides_sees_the_first_page_of_what_was_handed_in(case: Case) -> None:
    client, costs = signed_in(case, "office"), []
    client.get("/cho-xac-nhan/")
    for number, (unit, who) in enumerate([("S1", "clerk"), ("X1", "commune"), ("S1", "clerk")]):
        one = case.assignment(unit, end_on=JUNE, title=f"Việc {number}")
        upload = Upload(f"{number}.pdf", f"%PDF-1.4 {number}".encode())
        report = progress.report(one.pk, WHOLE, Sending(upload=upload), **by(case, who))
        file = Report.objects.values_list("attachment__file_id", flat=True).get(pk=report)
        shown = f'src="{reverse("file_preview", args=[file])}"'
        with CaptureQueriesContext(connection) as waiting:
            assert shown in client.get("/cho-xac-nhan/").text
        with CaptureQueriesContext(connection) as deciding:
            assert shown in client.get(reverse("plans:decide", args=[report])).text
        costs.append((len(waiting), len(deciding)))
    assert costs[0] == costs[1] == costs[2], "a file more asks nothing more"


# ------------------------------------------------------------------ one assignment
def full(case: Case) -> Assignment:
    """Return an assignment with everything on it, several times."""
    periods = [(dt.date(2019, m, 1), dt.date(2019, m, 28)) for m in range(1, 13)]
    one = case.assignment("X1", periods=periods, schedule_kind="recurring")
    for number in range(3):
        first = Occurrence.objects.filter(assignment=one).order_by("start_on")[number]
        upload = Upload("a.pdf", b"%PDF-1.4")
        report = progress.report(one.pk, WHOLE, Sending(first.pk, upload), **by(case, "commune"))
        confirming.confirm(report, **by(case, "office"))
        milestones.add(one.pk, f"Mốc {number}", dt.date(2019, 5, 1), **by(case, "commune"))
        climbing = difficulties.raise_one(one.pk, f"Vướng {number}", **by(case, "commune"))
        difficulties.climb(climbing, "Chuyển", **by(case, "district"))
    fourth = Occurrence.objects.filter(assignment=one).order_by("start_on")[3]
    extensions.ask(one.pk, dt.date(2019, 5, 20), "Bận", occurrence_id=fourth.pk, **by(case, "commune"))
    return one


def test_an_assignment_whole_costs_nine_queries(
    case: Case, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    one = full(case)
    client = signed_in(case, "office")
    client.get(reverse("plans:assignment", args=[one.pk]))
    # session, person with roles, version of the registry, assignment, short lists, reports, difficulties, urgings
    with django_assert_max_num_queries(9):
        seen = text_of(client.get(reverse("plans:assignment", args=[one.pk])))
    for part in (
        "Mốc 2",
        "Vướng 2",
        "Xã Một",
        "Huyện Bến chuyển lên Tỉnh Thử",
        "Đơn vị xin gia hạn",
        "a.pdf",
        "45/KH-SNV",
    ):
        assert part in seen


def test_the_first_line_says_how_it_stands(case: Case) -> None:
    one = case.assignment(end_on=dt.date(2019, 3, 10), title="Kiểm tra công vụ")
    seen = text_of(signed_in(case, "clerk").get(reverse("plans:assignment", args=[one.pk])))
    assert "Còn 9 ngày: Kiểm tra công vụ, Sở Nội vụ" in seen


@pytest.mark.parametrize("name", ["other", "commune", "district"])
def test_what_lies_outside_the_scope_does_not_exist(case: Case, name: str) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(one.pk, Said(100), Sending(upload=Upload("a.pdf", b"%PDF-1.4")), **by(case, "clerk"))
    step = milestones.add(one.pk, "Mốc", dt.date(2019, 5, 1), **by(case, "clerk"))
    file = Report.objects.get(pk=report).attachment_id
    client = signed_in(case, name)
    for url in ("assignment", "assignment_history", "report", "target", "difficulty_raise", "extension_ask"):
        assert client.get(reverse(f"plans:{url}", args=[one.pk])).status_code == 404, url
    assert client.get(reverse("plans:attachment", args=[file])).status_code == 404
    assert client.post(reverse("plans:milestone", args=[step]), {"lam": "xoa"}).status_code == 404
    assert client.post(reverse("plans:take_back", args=[report])).status_code == 404
    assert client.get(reverse("plans:decide", args=[report])).status_code in (403, 404)
    assert Milestone.objects.filter(pk=step).exists()


def test_a_unit_reads_its_own_but_decides_nothing_on_it(case: Case) -> None:
    one = case.assignment(end_on=JUNE)
    report = progress.report(one.pk, WHOLE, **by(case, "clerk"))
    client = signed_in(case, "head")
    assert client.get(reverse("plans:assignment", args=[one.pk])).status_code == 200
    assert client.post(reverse("plans:decide", args=[report]), {"lam": "xac-nhan"}).status_code == 403
    assert client.get(reverse("plans:cancel", args=[one.pk])).status_code == 403
    waiting = client.get("/cho-xac-nhan/")  # a head decides on the unit's own plan, and this one is the province's
    assert f"/bao-cao/{report}/" not in waiting.text
    assert Assignment.objects.get(pk=one.pk).done_on is None


def test_an_office_below_the_issuer_of_the_plan_does_not_confirm_for_it(case: Case) -> None:
    Grant.objects.create(
        user=case.people["district"], role="office", unit=case.units["H"], valid_from=dt.date(2018, 1, 1)
    )
    one = case.assignment("X1", end_on=JUNE)
    report = progress.report(one.pk, WHOLE, **by(case, "commune"))
    client = signed_in(case, "district")
    assert client.post(reverse("plans:decide", args=[report]), {"lam": "xac-nhan"}).status_code == 403
    assert "0 sản phẩm chờ xác nhận" in text_of(client.get("/cho-xac-nhan/"))
    posted(client, "confirm_chosen", **{"bao-cao": [report]})
    assert Report.objects.get(pk=report).state == "sent"


def test_nobody_signed_in_is_sent_to_sign_in(case: Case) -> None:
    one = case.assignment()
    for url in (
        "/viec/",
        reverse("plans:assignment", args=[one.pk]),
        "/cho-xac-nhan/",
        "/vuong-mac/",
        "/ke-hoach/rieng/",
    ):
        assert Client().get(url).status_code == 302, url


def test_the_act_that_is_owed_is_the_main_button_and_has_one_name(case: Case) -> None:
    undated, dated = case.assignment(title="Không ngày"), case.assignment(end_on=JUNE, schedule_kind="deadline")
    client, report = signed_in(case, "clerk"), reverse("plans:report", args=[undated.pk])
    page = tight(client.get(reverse("plans:assignment", args=[undated.pk])).content.decode())
    target = reverse("plans:target", args=[undated.pk])
    assert f'<a class="button" href="{target}">Đăng ký ngày hoàn thành</a>' in page
    assert f'<a class="button button--plain" href="{report}">' in page
    assert f'<a href="{target}">Đăng ký ngày hoàn thành</a>' in tight(client.get("/viec/").content.decode())
    assert ">Đăng ký ngày hoàn thành</button>" in tight(client.get(target).content.decode())
    page = tight(client.get(reverse("plans:assignment", args=[dated.pk])).content.decode())
    assert f'<a class="button" href="{reverse("plans:report", args=[dated.pk])}">' in page


def test_the_list_of_own_plans_and_the_page_that_starts_one_count_alike(case: Case) -> None:
    done, _left = case.assignment("H"), case.assignment("H")
    Assignment.objects.filter(pk=done.pk).update(done_on=MARCH, percent=100)
    client, words = signed_in(case, "district"), "1 việc chưa hoàn thành trong 2 việc được giao"
    assert words in text_of(client.get(reverse("plans:own_plans")))
    assert words in text_of(client.get(reverse("plans:own_plan_start", args=[case.plan.pk])))


def test_a_unit_that_is_named_comes_first_in_search_and_its_work_before_words_that_stand_apart(case: Case) -> None:
    apart = case.assignment("S2", title="Vụ việc trong nội bộ", folded="vu viec trong noi bo")
    mine = case.assignment("S1", title="Rà soát", folded="ra soat")
    groups = signed_in(case, "office").get(reverse("search"), {"q": "sở nội vụ"}).context["groups"]
    assert groups[0].hits[0].url == reverse("organisation:unit", args=["thu-s1"])
    work = next(group.hits for group in groups if str(group.label) == "Việc được giao")
    assert [hit.url for hit in work] == [reverse("plans:assignment", args=[one.pk]) for one in (mine, apart)]


# ------------------------------------------------------------------ one task
def test_the_leads_of_a_task_are_narrowed_by_status_with_counts(case: Case) -> None:
    late = case.assignment("S1", end_on=dt.date(2019, 2, 1), title="Việc của nhiều sở")
    with attributed(SETUP):
        for unit, done in (("S2", dt.date(2019, 1, 20)), ("H", None)):
            Assignment.objects.create(
                plan=case.plan,
                task=late.task,
                unit=case.units[unit],
                due_on=late.due_on,
                done_on=done,
                percent=100 if done else 0,
            )
    client, page = signed_in(case, "office"), reverse("plans:task", args=[late.task_id])

    def shown(narrowed: str) -> list[str]:
        return sorted(row.unit_id for row in client.get(f"{page}?trang-thai={narrowed}").context["page"].object_list)

    whole = client.get(page)
    words = dict(whole.context["statuses"])
    assert (words["tre"], words["xong"]) == ("Trễ (hạn việc hoặc hạn đăng ký ngày) (2)", "Đã xong (1)")
    assert "cancelled" not in words, "none is"
    assert '<a href="?trang-thai=tre">2 việc trễ</a>' in tight(whole.content.decode())
    assert shown("tre") == sorted(case.units[one].pk for one in ("S1", "H"))
    assert shown("xong") == [case.units["S2"].pk]
    assert len(shown("khong-co")) == 3, "what can't be read narrows nothing"
    none = client.get(f"{page}?trang-thai=cancelled")
    assert "Không có việc nào như vậy" in text_of(none)
    assert dict(none.context["statuses"])["cancelled"].endswith("(0)")


def test_one_assignment_needs_no_filter(case: Case) -> None:
    one = case.assignment("S1", end_on=JUNE)
    assert 'name="trang-thai"' not in signed_in(case, "office").get(f"/nhiem-vu/{one.task_id}/").content.decode()


@pytest.mark.parametrize(
    ("words", "vietnamese", "english"),
    [
        ("15/08/2019", "15/08/2019", "15 Aug 2019"),  # as a conclusion's task has it
        ("Trước ngày 15/08/2019", "Trước ngày 15/08/2019", "Trước ngày 15/08/2019"),
        ("Quý II/2019", "Quý II/2019", "Quý II/2019"),
    ],
)
def test_a_plain_day_is_a_day_of_the_page_and_words_of_the_paper_stay(
    case: Case, words: str, vietnamese: str, english: str
) -> None:
    work = case.assignment(schedule_text=words, schedule_kind="deadline", end_on=dt.date(2019, 12, 31))
    office = signed_in(case, "office")
    for address in (f"/ke-hoach/{case.plan.pk}/nhiem-vu/", f"/nhiem-vu/{work.task_id}/", f"/viec/{work.pk}/"):
        assert vietnamese in text_of(office.get(address)), address
        assert english in text_of(office.get(f"/en{address}")), address
        if words != english:
            assert words not in text_of(office.get(f"/en{address}")), address


def test_a_field_of_another_plan_narrows_nothing(case: Case) -> None:
    case.assignment("X1")
    listed = reverse("plans:assignments", args=[case.plan.pk])
    office = signed_in(case, "office")
    for field in (case.group.pk, case.group.pk + 1_000_000):
        assert office.get(listed, {"linh-vuc": field}).context["list"].page.paginator.count == 1
    year = reverse("plans:year_assignments", args=[case.plan.year])
    assert office.get(year, {"linh-vuc": case.group.pk + 1_000_000}).context["list"].page.paginator.count == 1
