"""Until the minutes are complete what was written of a visit is corrected; from then on nothing is."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from cchc.inspections.actions import correcting, visiting
from cchc.inspections.models import Check, Finding, Visit
from cchc.inspections.tests.test_inspections import DUE, TODAY, case, concluded, decided, found, held, planned, who
from cchc.inspections.types import Decision, Found, Minutes
from cchc.kernel import history
from cchc.kernel.refusal import Refusal
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in, text_of

__all__ = ["case"]
TEAM = (("Trần Thị B", "Sở Nội vụ", "trưởng đoàn"), ("Lê C", "", ""), ("Võ D", "", "thư ký"))


def again(visit: Visit, verdict: str = "partly", day: dt.date = TODAY) -> Minutes:
    return Minutes(day, "Đã sửa.", {one.pk: (verdict, "xem lại") for one in Check.objects.filter(visit=visit)})


def test_decision_minutes_and_findings_are_corrected_until_the_minutes_are_complete(case: Case) -> None:
    visit = held(case)
    row = found(case, visit)
    correcting.decision(visit.pk, Decision("16/QĐ-SNV", dt.date(2019, 6, 4), TEAM), **who(case))
    correcting.minutes(visit.pk, again(visit), **who(case))
    correcting.finding(row.pk, Found(visit.target_id, "violation", "Sửa", "Làm", DUE), **who(case))
    visit.refresh_from_db()
    row.refresh_from_db()
    assert (visit.state, visit.decision, len(visit.team), visit.held_on) == ("held", "16/QĐ-SNV", 3, TODAY)
    assert set(Check.objects.filter(visit=visit).values_list("verdict", "remark")) == {("partly", "xem lại")}
    assert (row.text, row.weight) == ("Sửa", "violation")
    correcting.drop(row.pk, **who(case))
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("step", "says"),
    [
        (
            lambda case, one: correcting.decision(one.visit_id, Decision("1", TODAY, TEAM), **who(case)),
            "sau ngày kiểm tra",
        ),
        (lambda case, one: correcting.decision(one.visit_id, Decision("", TODAY, TEAM), **who(case)), "số quyết định"),
        (lambda case, one: correcting.minutes(one.visit_id, again(one.visit, "?"), **who(case)), "1, 2, 3"),
        (
            lambda case, one: correcting.finding(one.pk, Found(0, "violation", "", "B", DUE), **who(case)),
            "phát hiện gì",
        ),
    ],
)
def test_a_correction_is_checked_as_what_it_corrects(case: Case, step: Any, says: str) -> None:
    one = found(case, held(case))
    with pytest.raises(Refusal, match=says):
        step(case, one)


def test_the_visit_is_not_moved_behind_the_due_day_of_a_finding(case: Case) -> None:
    visit = held(case)
    found(case, visit, dt.date(2019, 6, 7))
    with pytest.raises(Refusal, match="sửa hạn của phát hiện"):
        correcting.minutes(visit.pk, again(visit, day=dt.date(2019, 6, 8)), **who(case))


@pytest.mark.parametrize(
    "step",
    [
        lambda case, one: correcting.decision(one.visit_id, Decision("1", TODAY, TEAM), **who(case)),
        lambda case, one: correcting.minutes(one.visit_id, again(one.visit), **who(case)),
        lambda case, one: correcting.finding(one.pk, Found(one.unit_id, "violation", "A", "B", DUE), **who(case)),
        lambda case, one: correcting.drop(one.pk, **who(case)),
        lambda case, one: found(case, one.visit),
    ],
)
def test_what_is_complete_is_not_corrected(case: Case, step: Any) -> None:
    one = concluded(case)
    with pytest.raises(Refusal, match="đã hoàn tất: không sửa"):
        step(case, one)


def test_another_who_was_there_first_is_named_and_oneself_is_not(case: Case) -> None:
    visit = decided(case)
    decision = Decision("15/QĐ", dt.date(2019, 6, 3), TEAM)
    with pytest.raises(Refusal, match=r"đã có quyết định, chưa có biên bản: hãy xem lại trang của nó\.$"):
        visiting.decide(visit.pk, decision, **who(case))
    history.settle()
    with pytest.raises(Refusal, match=r"xem lại trang của nó\. .* ghi lúc "):
        visiting.decide(visit.pk, decision, **who(case, "office2"))


def fields(client: Client, address: str) -> dict[str, str]:
    """Return what the form at an address shows, as a browser would send it back."""
    page = client.get(address)
    form = page.context["form"]
    values = {field.html_name: field.value() for field in form if field.value() is not None}
    shown = {
        name: value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value) for name, value in values.items()
    }
    seen = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    assert seen
    return {**shown, "seen": seen[1]}


def test_the_pages_open_filled_in_and_save_what_was_changed(case: Case) -> None:
    client, visit = signed_in(case, "office"), held(case)
    row = found(case, visit)
    page = client.get(f"/kiem-tra/{visit.pk}/").content.decode()
    for place in ("quyet-dinh", "bien-ban"):
        assert f'href="/kiem-tra/{visit.pk}/{place}/"' in page
    assert f'href="/kiem-tra/phat-hien/{row.pk}/sua/"' in page
    decision = fields(client, f"/kiem-tra/{visit.pk}/quyet-dinh/")
    assert decision["team"] == "Nguyễn Văn A; Sở Nội vụ; trưởng đoàn"
    client.post(f"/kiem-tra/{visit.pk}/quyet-dinh/", {**decision, "number": "16/QĐ"})
    minutes = fields(client, f"/kiem-tra/{visit.pk}/bien-ban/")
    client.post(f"/kiem-tra/{visit.pk}/bien-ban/", {**minutes, "summary": "Đã sửa."})
    finding = fields(client, f"/kiem-tra/phat-hien/{row.pk}/sua/")
    client.post(f"/kiem-tra/phat-hien/{row.pk}/sua/", {**finding, "text": "Đã sửa."})
    visit.refresh_from_db()
    row.refresh_from_db()
    assert (visit.decision, visit.summary, row.text) == ("16/QĐ", "Đã sửa.", "Đã sửa.")
    overtaken = client.post(f"/kiem-tra/{visit.pk}/bien-ban/", {**minutes, "summary": "Cũ"})
    assert overtaken.status_code == 422
    assert "đã được lưu từ khi bạn mở trang" in text_of(overtaken), "one's own other page is nobody else"
    same = client.post(f"/kiem-tra/{visit.pk}/quyet-dinh/", {**decision, "number": "16/QĐ"})
    assert same.status_code == 302, "the same form twice is no clash"
    assert "Bỏ phát hiện" in text_of(client.get(f"/kiem-tra/phat-hien/{row.pk}/sua/"))
    client.post(f"/kiem-tra/phat-hien/{row.pk}/sua/", {"lam": "bo"})
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    ("make", "places"),
    [(planned, ("bien-ban", "phat-hien")), (decided, ("phat-hien",)), (None, ("quyet-dinh", "bien-ban", "phat-hien"))],
)
def test_the_address_of_a_step_that_is_not_due_leads_to_the_visit(
    case: Case, make: Any, places: tuple[str, ...]
) -> None:
    client, visit = signed_in(case, "office"), make(case) if make else concluded(case).visit
    for place in places:
        answer = client.get(f"/kiem-tra/{visit.pk}/{place}/")
        assert (answer.status_code, answer["Location"]) == (302, f"/kiem-tra/{visit.pk}/"), place
    if make is None:
        row = Finding.objects.get()
        assert client.get(f"/kiem-tra/phat-hien/{row.pk}/sua/")["Location"] == f"/kiem-tra/phat-hien/{row.pk}/"
        assert signed_in(case, "clerk").get(f"/kiem-tra/phat-hien/{row.pk}/sua/").status_code == 403
