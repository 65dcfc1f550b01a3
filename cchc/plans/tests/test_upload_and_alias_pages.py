"""Sending a file and teaching a name through the pages, against the real registry."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cchc.accounts.models import Grant, User
from cchc.kernel import places
from cchc.kernel.history import attributed
from cchc.organisation import queries as organisation
from cchc.organisation.actions import load_file
from cchc.organisation.queries.written_units import units_file_path
from cchc.plans.actions import adoption, mending, reading
from cchc.plans.models import Attachment, Plan, Reading
from cchc.plans.tests.reading_cases import NOW, OFFICE
from cchc.plans.tests.test_review_pages import seen, url
from cchc.plans.tests.work_cases import SETUP
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db

FILE = places.CONTENT / "plans" / "dong-thap-2019.txt"
DAY = dt.date(2018, 12, 6)


@pytest.fixture
def province(db: None, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2018-12-10")
    load_file(units_file_path(), actor=SETUP, now=NOW)
    return organisation.root_id(DAY)


def client_of(role: str, unit_id: int) -> Client:
    with attributed(SETUP):
        user = User.objects.create(username=f"{role}{unit_id}", full_name="Cán bộ", unit_id=unit_id)
        Grant.objects.create(user=user, role=role, unit_id=unit_id, valid_from=dt.date(2018, 1, 1))
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, data: bytes, unit_id: int, name: str = "ke-hoach.txt", query: str = "") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("plans:upload") + query, {"file": file, "unit": unit_id})


def test_a_sent_file_opens_its_review(province: int) -> None:
    answer = sent(client_of("office", province), FILE.read_bytes(), province)
    made = Reading.objects.get()
    assert answer["Location"] == url("review", made.pk)
    assert (made.unit_id, made.as_of, made.read_by is not None) == (province, DAY, True)


def test_the_form_says_what_is_accepted_and_how_large(province: int) -> None:
    page = client_of("office", province).get(reverse("plans:upload"))
    assert "Tệp .docx, .xlsx, .pdf, .txt, nhiều nhất 25 MB" in seen(page)
    assert 'accept=".docx,.xlsx,.pdf,.txt"' in page.content.decode()


def test_what_can_not_be_read_is_said_in_one_sentence_and_leaves_nothing(province: int) -> None:
    answer = sent(client_of("office", province), b"MZ\x90", province, "x.exe")
    assert answer.status_code == 422
    assert "Không đọc được loại tệp" in seen(answer)
    assert "data-error-summary" in answer.content.decode()
    assert (Reading.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(province: int) -> None:
    answer = sent(client_of("office", province), b"a" * (25 * 2**20 + 1), province)
    assert answer.status_code == 422
    assert "25 MB" in seen(answer)


def test_the_same_file_again_links_to_where_it_is(province: int) -> None:
    client = client_of("office", province)
    sent(client, FILE.read_bytes(), province)
    answer = sent(client, FILE.read_bytes(), province)
    assert "đang chờ duyệt" in seen(answer)
    assert url("review", Reading.objects.get().pk) in answer.content.decode()


def test_nobody_sends_a_plan_for_an_office_that_is_not_theirs(province: int) -> None:
    district = organisation.unit_id_by_slug("huyen-tam-nong")
    answer = sent(client_of("office", district), FILE.read_bytes(), province)
    assert answer.status_code == 422
    assert client_of("officer", district).get(reverse("plans:upload")).status_code == 403
    assert Reading.objects.count() == 0


def test_a_correction_is_sent_from_the_page_of_its_plan(province: int) -> None:
    client = client_of("office", province)
    sent(client, FILE.read_bytes(), province)
    first = Reading.objects.get()
    reading.settle_all(first.pk, **OFFICE)
    plan = adoption.adopt(first.pk, **OFFICE)
    way = reverse("plans:upload") + f"?ke-hoach={plan.pk}"
    dashboard = reverse("plans:dashboard", args=[plan.pk])
    assert way in client.get(dashboard).content.decode()
    district = client_of("office", organisation.unit_id_by_slug("huyen-tam-nong"))
    assert way not in district.get(dashboard).content.decode()
    form = client.get(way)
    assert "Gửi bản sửa của kế hoạch 272/KH-UBND" in seen(form)
    answer = sent(client, FILE.read_bytes() + b"\n", province, query=f"?ke-hoach={plan.pk}")
    made = Reading.objects.exclude(pk=first.pk).get()
    assert (answer["Location"], made.plan) == (url("review", made.pk), Plan.objects.get())
    again = sent(client, FILE.read_bytes(), province, query=f"?ke-hoach={plan.pk}")
    assert "đã phê duyệt thành kế hoạch 272/KH-UBND" in seen(again)


def test_a_number_that_is_taken_is_told_right_after_reading(province: int) -> None:
    client = client_of("office", province)
    sent(client, FILE.read_bytes(), province)
    first = Reading.objects.get()
    assert "đã có kế hoạch số" not in seen(client.get(url("review", first.pk)))
    reading.settle_all(first.pk, **OFFICE)
    plan = adoption.adopt(first.pk, **OFFICE)
    answer = sent(client, FILE.read_bytes() + b"\n", province)
    page = client.get(answer["Location"])
    assert "Cơ quan này đã có kế hoạch số 272/KH-UBND năm 2019" in seen(page)
    assert f"?ke-hoach={plan.pk}" in page.content.decode()
    second = Reading.objects.exclude(pk=first.pk).get()
    reading.settle_all(second.pk, **OFFICE)
    preview = client.get(url("adopt", second.pk))
    assert "Chưa phê duyệt được: trùng số với một kế hoạch đã có" in seen(preview)
    assert "Cơ quan này đã có kế hoạch số 272/KH-UBND năm 2019" in seen(preview)
    assert f"?ke-hoach={plan.pk}" in preview.content.decode()
    assert 'type="submit">Phê duyệt và giao việc' not in tight(preview.content.decode())
    second.refresh_from_db()
    mending.mend_frame(second.pk, second.version, {"number": "273/KH-UBND"}, **OFFICE)
    assert 'type="submit">Phê duyệt và giao việc' in tight(client.get(url("adopt", second.pk)).content.decode())


def test_an_unknown_name_is_explained_in_two_steps(province: int) -> None:
    client = client_of("office", province)
    data = FILE.read_text(encoding="utf-8").replace("Quý I/2019\t20 tr", "Quý I/2019\t21 tr")
    data = data.replace("Trang Zalo\tSở Nội vụ", "Trang Zalo\tTổ truyền thông CCHC")
    sent(client, data.encode(), province)
    made = Reading.objects.get()
    page = client.get(url("review", made.pk)).content.decode()
    link = re.search(r'href="([^"]+\?ten=[^"]+)"', page)
    assert link is not None
    assert 'value="Tổ truyền thông CCHC"' in client.get(link[1]).content.decode()
    answer = client.post(link[1], {"text": "Tổ truyền thông CCHC", "units": ["so-noi-vu", "so-tttt"]}, follow=True)
    assert "1 nhiệm vụ đã hiểu lại" in seen(answer)
    assert "Tổ truyền thông CCHC”: chưa rõ là ai" not in seen(answer)


def test_a_name_that_means_somebody_else_is_refused_with_the_reason(province: int) -> None:
    client = client_of("office", province)
    sent(client, FILE.read_bytes(), province)
    address = url("alias", Reading.objects.get().pk)
    assert "Hãy chọn đơn vị" in seen(client.post(address, {"text": "Tổ công tác"}))
    assert "Sở Tài chính" in seen(client.post(address, {"text": "Sở Tài chính", "units": ["so-noi-vu"]}))


def test_looking_up_again_finds_what_the_registry_has_learnt_meanwhile(province: int) -> None:
    client = client_of("office", province)
    data = FILE.read_text(encoding="utf-8").replace("Trang Zalo\tSở Nội vụ", "Trang Zalo\tTổ truyền thông CCHC")
    sent(client, data.encode(), province)
    made = Reading.objects.get()
    from cchc.organisation.actions import add_alias

    add_alias("Tổ truyền thông CCHC", ["so-tttt"], as_of=DAY, **OFFICE)
    client.post(url("resolve_again", made.pk))
    assert "chưa rõ là ai" not in seen(client.get(url("review", made.pk)))


def test_units_are_offered_as_of_the_plans_day(province: int) -> None:
    client = client_of("office", province)
    sent(client, FILE.read_bytes(), province)
    page = tight(client.get(url("mend_task", Reading.objects.get().pk, 2)).content.decode())
    districts = re.search(r"<summary>Cấp huyện \((\d+)\)", page)
    assert districts is not None
    assert districts[1] == "12"
    assert page.count('name="lead_units"') == len(organisation.units(DAY))
