"""An inspection from plan to the last finding mended: by its actions, by its pages, and who may know of it when."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from cchc.accounts.models import User
from cchc.inspections.actions import planning, reporting, visiting
from cchc.inspections.models import Check, Finding, Programme, Visit
from cchc.inspections.queries import inspections as queries
from cchc.inspections.types import Decision, Found, Minutes, Planned
from cchc.kernel.clock import ZONE
from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.notifications.queries.reached import reached as due_now
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import by, signed_in, text_of, with_roles
from cchc.ui.tests.editing import as_opened

NOW = dt.datetime(2019, 6, 10, 9, tzinfo=ZONE)
TODAY = NOW.date()
DUE = dt.date(2019, 7, 10)


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-10")
    return with_roles()


def who(case: Case, name: str = "office", now: dt.datetime = NOW) -> dict:
    return {**by(case, name), "now": now}


def programme(case: Case) -> int:
    return planning.draw_up(case.units["P"].pk, 2019, "reform", "Kiểm tra cải cách hành chính năm 2019", **who(case))


def planned(case: Case, unit: str = "S1", *, is_surprise: bool = False) -> Visit:
    number = Programme.objects.values_list("pk", flat=True).first() or programme(case)
    row = Planned(case.units[unit].pk, "reform", dt.date(2019, 6, 5), is_surprise)
    return Visit.objects.get(pk=planning.add(number, row, **who(case)))


def decided(case: Case, **given: Any) -> Visit:
    visit = planned(case, **given)
    decision = Decision("15/QĐ-SNV", dt.date(2019, 6, 3), (("Nguyễn Văn A", "Sở Nội vụ", "trưởng đoàn"),))
    visiting.decide(visit.pk, decision, **who(case))
    return visit


def held(case: Case, **given: Any) -> Visit:
    visit = decided(case, **given)
    verdicts = {one.pk: ("met", "") for one in Check.objects.filter(visit=visit)}
    visiting.hold(visit.pk, Minutes(dt.date(2019, 6, 5), "Đã kiểm tra đủ nội dung.", verdicts), **who(case))
    return visit


def found(case: Case, visit: Visit, due_on: dt.date = DUE) -> Finding:
    row = Found(visit.target_id, "shortcoming", "Chưa công khai thủ tục", "Niêm yết đủ thủ tục", due_on)
    return Finding.objects.get(pk=visiting.find(visit.pk, row, **who(case)))


def concluded(case: Case, **given: Any) -> Finding:
    visit = held(case, **given)
    row = found(case, visit)
    visiting.conclude(visit.pk, **who(case))
    return row


def state(row: Visit | Finding) -> str:
    row.refresh_from_db()
    return row.state


def test_the_whole_way_until_it_is_closed(case: Case) -> None:
    row = concluded(case)
    visit = row.visit
    assert state(visit) == "mending"
    visiting.mend(row.pk, "Đã niêm yết, Công văn 10/SNV", **who(case, "clerk"))
    assert state(row) == "mended"
    visiting.verify(row.pk, "Còn thiếu lĩnh vực đất đai", is_mended=False, **who(case))
    assert (state(row), state(visit)) == ("open", "mending")
    visiting.mend(row.pk, "Đã bổ sung", **who(case, "clerk"))
    visiting.verify(row.pk, "", is_mended=True, **who(case))
    assert (state(row), state(visit)) == ("closed", "closed")


def test_a_visit_that_found_nothing_is_closed_at_once(case: Case) -> None:
    visit = held(case)
    visiting.conclude(visit.pk, **who(case))
    assert state(visit) == "closed"


def test_the_checklist_comes_with_the_visit(case: Case) -> None:
    assert Check.objects.filter(visit=planned(case)).count() == 9


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (lambda case: planning.draw_up(case.units["P"].pk, 2019, "reform", " ", **who(case)), "tên kế hoạch"),
        (lambda case: (programme(case), programme(case)), "đã có kế hoạch kiểm tra"),
        (lambda case: (planned(case), planned(case)), "đã có trong kế hoạch"),
        (lambda case: planned(case, "P"), "trực thuộc"),
        (lambda case: planning.adopt(programme(case), "12/KH", TODAY, **who(case)), "chưa có đơn vị"),
        (lambda case: visiting.decide(planned(case).pk, Decision("", TODAY, ()), **who(case)), "số quyết định"),
        (lambda case: visiting.decide(planned(case).pk, Decision("1", TODAY, ()), **who(case)), "trưởng đoàn"),
        (lambda case: visiting.hold(decided(case).pk, Minutes(TODAY, "Đã xem", {}), **who(case)), "1, 2, 3"),
        (lambda case: visiting.hold(decided(case).pk, Minutes(DUE, "Đã xem", {}), **who(case)), "đến hôm nay"),
        (lambda case: visiting.hold(planned(case).pk, Minutes(TODAY, "Đã xem", {}), **who(case)), "chưa có quyết định"),
        (lambda case: found(case, held(case), dt.date(2019, 6, 1)), "trước ngày kiểm tra"),
        (lambda case: found(case, decided(case)), "chưa có biên bản"),
        (lambda case: visiting.mend(found(case, held(case)).pk, "Xong", **who(case)), "không còn chờ"),
        (lambda case: visiting.mend(concluded(case).pk, " ", **who(case)), "khắc phục thế nào"),
        (lambda case: visiting.verify(concluded(case).pk, "", is_mended=True, **who(case)), "không chờ xác nhận"),
        (lambda case: planning.call_off(held(case).pk, "Bão", **who(case)), "đã tiến hành"),
        (lambda case: planning.call_off(planned(case).pk, "", **who(case)), "vì sao"),
    ],
)
def test_what_can_not_be_is_refused(case: Case, step: Any, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        step(case)


def test_a_finding_goes_to_the_unit_or_one_below_it_only(case: Case) -> None:
    visit = held(case, unit="H")
    below = Found(case.units["X1"].pk, "violation", "A", "B", DUE)
    visiting.find(visit.pk, below, **who(case))
    with pytest.raises(Refusal, match="trực thuộc"):
        visiting.find(visit.pk, Found(case.units["S1"].pk, "violation", "A", "B", DUE), **who(case))


@pytest.mark.parametrize(
    ("make", "is_surprise", "seen"),
    [(planned, False, False), (decided, False, True), (held, False, True), (decided, True, False), (held, True, True)],
)
def test_who_is_inspected_knows_in_time_but_not_of_a_surprise(
    case: Case, make: Any, is_surprise: bool, seen: bool
) -> None:
    visit = make(case, is_surprise=is_surprise)
    client = signed_in(case, "clerk")
    assert client.get(f"/kiem-tra/{visit.pk}/").status_code == (200 if seen else 404)
    assert (f'href="/kiem-tra/{visit.pk}/"' in client.get("/kiem-tra/").content.decode()) == seen
    assert signed_in(case, "other").get(f"/kiem-tra/{visit.pk}/").status_code == 404
    assert signed_in(case, "office").get(f"/kiem-tra/{visit.pk}/").status_code == 200


def test_who_is_inspected_can_not_try_words_of_a_programme(case: Case) -> None:
    visit = held(case)
    planning.adopt(visit.programme_id, "05/KH-SNV", TODAY, **who(case))
    page, words = f'href="/kiem-tra/{visit.pk}/"', ("05/KH-SNV", "05/KH-SNV 15/QĐ-SNV")
    for name, finds in {"office": True, "clerk": False}.items():
        client = signed_in(case, name)
        assert client.get(f"/kiem-tra/ke-hoach/{visit.programme_id}/").status_code == (200 if finds else 403), name
        for typed in words:
            shown = client.get("/tim-kiem/", {"q": typed}).content.decode()
            assert (page in shown) is finds, (name, typed)
        assert page in client.get("/tim-kiem/", {"q": "15/QĐ-SNV"}).content.decode(), name


def test_each_side_does_its_own_part_only(case: Case) -> None:
    row = concluded(case)
    clerk, office, other = (signed_in(case, name) for name in ("clerk", "office", "other"))
    address = f"/kiem-tra/phat-hien/{row.pk}/"
    assert other.get(address).status_code == 404
    assert clerk.post(address, {"lam": "xac-nhan"}).status_code == 403
    assert clerk.post(f"/kiem-tra/{row.visit_id}/buoc/", {"lam": "chot"}).status_code == 403
    assert clerk.post(address, {"lam": "khac-phuc", "text": ""}).status_code == 422
    clerk.post(address, {"lam": "khac-phuc", "text": "Đã niêm yết"})
    assert state(row) == "mended"
    assert office.post(address, {"lam": "tra-lai", "remark": ""}).status_code == 422
    assert "Đã xác nhận khắc phục." in text_of(office.post(address, {"lam": "xac-nhan"}, follow=True))


def test_the_office_plans_and_holds_through_the_pages(case: Case) -> None:
    client: Client = signed_in(case, "office")
    root, target = case.units["P"].pk, case.units["S1"].pk
    form = {"unit": root, "kind": "duty", "year": 2019, "title": "Kiểm tra công vụ năm 2019"}
    page = client.post("/kiem-tra/ke-hoach/lap/", form, follow=True)
    number = Programme.objects.get().pk
    assert "Kiểm tra công vụ năm 2019" in text_of(page)
    address = f"/kiem-tra/ke-hoach/{number}/"
    assert client.post(address, {"target": target, "planned_on": "5/6/2020"}).status_code == 422
    client.post(address, {"target": target, "planned_on": "5/6/2019"})
    client.post(address, {"lam": "ban-hanh", "number": "12/KH-SNV", "issued_on": "1/2/2019"})
    assert Programme.objects.get().state == "adopted"
    visit = Visit.objects.get()
    team = {"number": "15/QĐ", "decided_on": "3/6/2019"}
    bad = client.post(f"/kiem-tra/{visit.pk}/quyet-dinh/", {**team, "team": "A; B; C; D"})
    assert "Dòng 1: ghi họ tên" in text_of(bad)
    decision = f"/kiem-tra/{visit.pk}/quyet-dinh/"
    client.post(decision, as_opened(client, decision, {**team, "team": "Nguyễn Văn A; Sở Nội vụ; trưởng đoàn\n"}))
    minutes = {"held_on": "5/6/2019", "summary": "Đã kiểm tra."}
    for one in Check.objects.filter(visit=visit):
        minutes[f"verdict_{one.pk}"] = "partly" if one.position == 2 else "met"
    assert client.post(f"/kiem-tra/{visit.pk}/bien-ban/", {"held_on": "5/6/2019", "summary": "A"}).status_code == 422
    client.post(f"/kiem-tra/{visit.pk}/bien-ban/", as_opened(client, f"/kiem-tra/{visit.pk}/bien-ban/", minutes))
    finding = {"text": "Thiếu thẻ", "weight": "shortcoming", "demand": "Đeo thẻ", "unit": target, "due_on": "10/7/2019"}
    client.post(f"/kiem-tra/{visit.pk}/phat-hien/", finding)
    client.post(f"/kiem-tra/{visit.pk}/buoc/", {"lam": "chot"})
    assert state(visit) == "mending"
    assert client.get(f"{address}bao-cao.pdf").content[:5] == b"%PDF-"
    assert client.get(f"{address}bao-cao.exe").status_code == 404
    assert client.get("/kiem-tra/?xuat=csv").status_code == 200
    surprise = {"unit": root, "target": case.units["S2"].pk, "kind": "duty", "planned_on": "10/6/2019"}
    said = text_of(client.post("/kiem-tra/dot-xuat/", surprise, follow=True))
    assert "đơn vị chưa thấy" in said
    assert "Chưa có quyết định" in said
    assert "Trong kế hoạch" not in said


def test_the_report_tells_planned_done_found_and_mended(case: Case) -> None:
    concluded(case)
    planning.call_off(planned(case, "S2").pk, "Bão", **who(case))
    made = reporting.draft(Programme.objects.get(), "docx", TODAY)
    import io

    import docx

    words = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs)
    assert "đã kiểm tra 1/2 cuộc" in words
    assert "Có 1 phát hiện; đã khắc phục 0, còn 1." in words
    assert "Bão" in words


def test_the_measures_count_units_and_what_was_mended_in_time(case: Case) -> None:
    row = concluded(case)
    p, so, year = case.units["P"].pk, case.units["S1"].pk, Period.year(2019)
    assert queries.units_inspected([p, so], year) == {p: (1, 3), so: (0, 0)}  # S1, of S1, S2, H
    assert queries.units_inspected([p], Period.quarter(2019, 1)) == {p: (0, 3)}
    assert queries.findings_mended([so], year, DUE - dt.timedelta(1)) == {so: (0, 0)}, "not due yet"
    assert queries.findings_mended([so], year, DUE) == {so: (0, 1)}
    visiting.mend(row.pk, "Xong", **who(case, "clerk", NOW + dt.timedelta(40)))  # late
    visiting.verify(row.pk, "", is_mended=True, **who(case, "office", NOW + dt.timedelta(41)))
    assert queries.findings_mended([so], year, DUE) == {so: (0, 1)}
    Finding.objects.update(mended_on=DUE)
    assert queries.findings_mended([so], year, DUE) == {so: (1, 1)}
    assert [one.pk for one in queries.mended(so, year, "numerator", DUE)] == [row.pk]


def test_an_open_finding_is_a_source_of_reminders(case: Case) -> None:
    row = concluded(case)
    reached = [(due.key, rung.days) for due, rung in due_now(DUE + dt.timedelta(1)) if due.source == "finding"]
    assert reached == [(f"inspections.finding:{row.pk}", 1)]


def test_a_finding_reported_mended_waits_for_whoever_inspects_for_the_province(case: Case) -> None:
    row = concluded(case)
    office, clerk = signed_in(case, "office"), signed_in(case, "clerk")
    home = case.units["S2"].pk  # the office of the province is a department, as Sở Nội vụ is
    User.objects.filter(pk=case.people["office"].pk).update(unit_id=home)
    assert "Xác nhận khắc phục" not in office.get("/viec-cua-toi/cho-duyet/").content.decode()
    visiting.mend(row.pk, "Đã đeo thẻ", **who(case, "clerk"))
    assert f"Xác nhận khắc phục: {row.text}" in office.get("/viec-cua-toi/cho-duyet/").content.decode()
    assert "Xác nhận khắc phục" not in clerk.get("/viec-cua-toi/cho-duyet/").content.decode()


@pytest.mark.parametrize(("days", "says"), [(-31, "đã qua hơn 30 ngày"), (-624, "24/09/2017"), (367, "hơn một năm")])
def test_a_surprise_of_a_day_that_nobody_means_is_refused(case: Case, days: int, says: str) -> None:
    planned = Planned(case.units["S2"].pk, "duty", NOW.date() + dt.timedelta(days), True)
    with pytest.raises(Refusal) as refused:
        planning.surprise(case.units["P"].pk, planned, **who(case))
    assert refused.value.field == "planned_on"
    assert says in str(say(refused.value))


def test_the_same_finding_sent_twice_is_one(case: Case) -> None:
    visit = held(case)
    assert found(case, visit).pk == found(case, visit).pk
    assert found(case, visit, DUE + dt.timedelta(days=1)).pk != found(case, visit).pk
    assert Finding.objects.filter(visit=visit).count() == 2
