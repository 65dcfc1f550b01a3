"""The pages of the registry, through the whole stack: what they show, record and refuse, and to whom."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.accounts.actions import grants
from cchc.accounts.models import User
from cchc.accounts.rules.roles import Role
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries
from cchc.organisation.actions import load_file
from cchc.organisation.models import UnitAlias, UnitChange
from cchc.organisation.tests.units_cases import NOW, OFFICE, written_file

pytestmark = pytest.mark.django_db
TODAY = "2019-09-30"
BASIS = {"on": "1/10/2019", "basis": "Nghị quyết 1/NQ-HĐND"}


@pytest.fixture(autouse=True)
def province(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", TODAY)
    load_file(written_file(), actor=OFFICE, now=NOW)


@pytest.fixture
def client_of() -> Callable[[Role, str], Client]:
    def sign_in(role: Role, slug: str) -> Client:
        unit_id = queries.unit_id_by_slug(slug)
        user = User(username=f"{role}-{slug}", full_name="Nguyễn Thị Hà", unit_id=unit_id)
        user.set_unusable_password()
        user.save()
        grants.give(user.pk, role=role, unit_id=unit_id, valid_from=dt.date(2019, 1, 1), actor=OFFICE, now=NOW)
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return sign_in


@pytest.fixture
def office(client_of: Callable[[Role, str], Client]) -> Client:
    return client_of(Role.OFFICE, "dong-thap")


@pytest.fixture
def reader(client_of: Callable[[Role, str], Client]) -> Client:
    return client_of(Role.READER, "huyen-tam-nong")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_is_that_of_the_day_in_the_address(reader: Client) -> None:
    assert "188 đơn vị vào ngày 30/09/2019" in text(reader.get("/don-vi/"))
    assert "102 đơn vị vào ngày 01/07/2025" in text(reader.get("/don-vi/?ngay=01/07/2025&cap=commune"))


def test_words_without_diacritics_find(reader: Client) -> None:
    answer = text(reader.get("/don-vi/?q=so+noi+vu"))
    assert "1 đơn vị vào ngày" in answer
    assert "Sở Nội vụ" in answer


def test_figures_lead_to_the_units_they_count(reader: Client) -> None:
    page = reader.get("/don-vi/")
    figures = page.context["figures"]
    assert len(figures) >= 3
    for figure in figures:
        behind = reader.get(figure["url"])
        assert behind.context["page"].paginator.count == figure["value"]


def test_the_order_is_what_was_asked(reader: Client) -> None:
    rows = list(reader.get("/don-vi/?cap=district&sap=-ma").context["page"])
    assert [row.code for row in rows] == sorted((row.code for row in rows), reverse=True)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_exported_is_what_is_listed(reader: Client, format: str) -> None:
    answer = reader.get(f"/don-vi/?cap=commune&xuat={format}")
    data = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].endswith(f'.{format}"')
    if format == "csv":
        assert data.decode("utf-8-sig").count("\n") == 145


def test_the_tree_holds_every_unit_once(reader: Client) -> None:
    page = text(reader.get("/don-vi/cay/"))
    assert page.count("/don-vi/xa-tan-hoa-huyen-lai-vung/") == 1
    assert "188 đơn vị" in page


def test_a_unit_shows_what_came_before_and_after(reader: Client) -> None:
    before = text(reader.get("/don-vi/xa-thuong-thoi-hau-b-huyen-hong-ngu/?ngay=2025-08-01"))
    assert "không hoạt động vào ngày này" in before
    assert "Phường Thường Lạc" in before
    after = text(reader.get("/don-vi/phuong-dao-thanh/?ngay=2025-08-01"))
    assert "Xã Đạo Thạnh, thành phố Mỹ Tho, tỉnh Tiền Giang" in after


def test_suggestions_while_typing(reader: Client) -> None:
    found = reader.get("/don-vi/goi-y/?q=tam+nong").json()
    assert found[0]["name"] == "Huyện Tam Nông"
    assert reader.get("/don-vi/goi-y/?q=").json() == []


def test_every_change_is_listed_and_narrowed(reader: Client) -> None:
    assert "119 thay đổi" not in text(reader.get("/don-vi/thay-doi/?loai=abolish"))
    page = reader.get("/don-vi/thay-doi/?loai=rename&tu=1/1/2020&den=31/12/2020")
    assert page.context["page"].paginator.count == 3


ODD = ["ngay=hom-nay", "ngay=99999-01-01", "cap=troi", "trang=999", "sap=-khong", "q=%00", "loai=" + "x" * 999]


@pytest.mark.parametrize("query", ODD)
def test_an_odd_address_narrows_nothing_and_breaks_nothing(reader: Client, query: str) -> None:
    for path in (
        "/don-vi/",
        "/don-vi/cay/",
        "/don-vi/thay-doi/",
        "/don-vi/ten-goi/",
        "/don-vi/goi-y/",
        "/don-vi/so-noi-vu/",
    ):
        assert reader.get(f"{path}?{query}").status_code == 200


def test_pages_need_few_queries(reader: Client) -> None:
    """Session, person with grants, the registry's stamp and the bell: 4, whatever the page shows."""
    reader.get("/don-vi/")
    for path in ("/don-vi/", "/don-vi/cay/", "/don-vi/so-noi-vu/", "/don-vi/thay-doi/", "/don-vi/ten-goi/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert reader.get(path).status_code == 200
        assert len(asked) <= 4, [query["sql"] for query in asked]


def test_the_office_renames_a_unit_from_a_day_on(office: Client) -> None:
    posted = {**BASIS, "unit": "xa-an-hoa-huyen-tam-nong", "name": "Xã An Hòa Mới"}
    assert office.post(reverse("organisation:record_doi_ten"), posted).status_code == 302
    unit_id = queries.unit_id_by_slug("xa-an-hoa-huyen-tam-nong")
    assert queries.names([unit_id], dt.date(2019, 10, 1)) == {unit_id: "Xã An Hòa Mới"}
    assert queries.names([unit_id], dt.date(2019, 9, 30)) == {unit_id: "Xã An Hòa"}
    change = UnitChange.objects.latest("pk")
    assert change.recorded_by.startswith("Nguyễn Thị Hà")
    assert change.legal_basis == "Nghị quyết 1/NQ-HĐND"


def soon(office: Client) -> tuple[str, str]:
    """Make two communes that nothing has happened to afterwards."""
    for name, code in (("Xã Một", "99001"), ("Xã Hai", "99002")):
        posted = {"on": "1/1/2026", "basis": "NQ 1", "name": name, "level": "commune", "kind": "xã", "code": code}
        answer = office.post("/don-vi/thay-doi/thanh-lap/?ngay=2026-01-02", {**posted, "parent": "dong-thap"})
        assert answer.status_code == 302, text(answer)
    return "xa-mot", "xa-hai"


LATER = {"on": "1/2/2026", "basis": "Nghị quyết 2/NQ"}


def test_the_office_merges_into_a_new_unit(office: Client) -> None:
    one, two = soon(office)
    posted = {**LATER, "before": [one, two], "outside": "Xã Xa, tỉnh khác\n", "name": "Xã Chung", "kind": "xã"}
    posted |= {"level": "commune", "parent": "dong-thap", "code": "99001"}
    answer = office.post("/don-vi/thay-doi/sap-nhap/?ngay=2026-01-02", posted)
    assert answer.status_code == 302, text(answer)
    card = queries.unit_card(queries.unit_id_by_slug("xa-chung"), dt.date(2026, 2, 1))
    assert card
    assert {link.name for link in card.predecessors} == {"Xã Một", "Xã Hai", "Xã Xa, tỉnh khác"}


def test_the_office_splits_moves_and_abolishes(office: Client) -> None:
    one, two = soon(office)
    day = "?ngay=2026-01-02"
    split = {**LATER, "unit": one, "goes_on": "on", "new_units": "Xã Ba; 99003", "kind": "xã", "level": "commune"}
    answer = office.post(f"/don-vi/thay-doi/chia-tach/{day}", {**split, "parent": "dong-thap"})
    assert answer.status_code == 302, text(answer)
    assert queries.of_code("99003", dt.date(2026, 2, 1))
    answer = office.post(f"/don-vi/thay-doi/giai-the/{day}", {**LATER, "before": [two]})
    assert answer.status_code == 302, text(answer)
    with pytest.raises(Refusal):
        queries.of_code("99002", dt.date(2026, 2, 1))
    moved = {**BASIS, "unit": "tt-kstthc-pvhcc", "parent": "so-noi-vu"}
    assert office.post("/don-vi/thay-doi/chuyen/", moved).status_code == 302


REFUSED = [
    ("doi-ten", {"unit": "so-noi-vu", "name": "Sở Nội vụ"}, "Không có gì thay đổi"),
    ("doi-ten", {"unit": "huyen-tam-nong", "name": "Huyện X", "basis": ""}, "basis"),
    ("giai-the", {"before": ["huyen-tam-nong"]}, "12 đơn vị trực thuộc"),
    ("chuyen", {"unit": "xa-an-hoa-huyen-tam-nong", "parent": "xa-an-long-huyen-tam-nong"}, "không thể trực thuộc"),
    ("sap-nhap", {"before": ["so-noi-vu"]}, "Chọn một đơn vị đang có"),
    (
        "thanh-lap",
        {"name": "Xã X", "level": "commune", "kind": "xã", "parent": "huyen-tam-nong", "code": "30019"},
        "30019",
    ),
]


@pytest.mark.parametrize(("verb", "posted", "words"), REFUSED)
def test_nonsense_comes_back_with_a_sentence(office: Client, verb: str, posted: dict[str, Any], words: str) -> None:
    count = UnitChange.objects.count()
    answer = office.post(f"/don-vi/thay-doi/{verb}/", {**BASIS, **posted})
    assert answer.status_code == 422
    assert words in text(answer)
    assert UnitChange.objects.count() == count


def test_the_office_teaches_a_name_and_takes_it_away(office: Client) -> None:
    answer = office.post("/don-vi/ten-goi/", {"text": "Nội vụ tỉnh", "targets": ["so-noi-vu"]})
    assert answer.status_code == 302
    assert "Nội vụ tỉnh" in queries.directory(dt.date(2019, 9, 30)).unit_by_code["so-noi-vu"].aliases
    assert "Nội vụ tỉnh" in text(office.get("/don-vi/ten-goi/?q=noi+vu+tinh"))
    office.post("/don-vi/ten-goi/bo/", {"text": "nội vụ tỉnh"})
    assert "Nội vụ tỉnh" not in queries.directory(dt.date(2019, 9, 30)).unit_by_code["so-noi-vu"].aliases


def test_a_name_of_another_unit_is_refused(office: Client) -> None:
    answer = office.post("/don-vi/ten-goi/", {"text": "Sở Tài chính", "targets": ["so-noi-vu"]})
    assert answer.status_code == 422
    assert "đã là tên của Sở Tài chính" in text(answer)
    assert not UnitAlias.objects.filter(origin="office").exists()


def exported(client: Client, old: str = "", new: str = "") -> SimpleUploadedFile:
    data = b"".join(client.get("/don-vi/?xuat=csv").streaming_content).decode("utf-8-sig")
    return SimpleUploadedFile("đơn vị.csv", data.replace(old, new).encode() if old else data.encode())


def test_a_list_is_looked_at_and_then_written(office: Client) -> None:
    page = office.post("/don-vi/nhap/", {"file": exported(office, "Xã An Long", "Xã An Long Mới")})
    assert "1 dòng khác với danh mục" in text(page)
    assert "Xã An Long" in {row.name for row in queries.units(dt.date(2019, 9, 30))}
    answer = office.post("/don-vi/nhap/ghi/", {"token": page.context["token"]}, follow=True)
    assert "Đã ghi 0 đơn vị mới và 1 giai đoạn" in text(answer)
    assert "Xã An Long Mới" in {row.name for row in queries.units(dt.date(2019, 9, 30))}


def test_a_list_with_mistakes_can_not_be_written(office: Client) -> None:
    page = office.post("/don-vi/nhap/", {"file": exported(office, "Cấp xã", "Cấp trời")})
    assert page.status_code == 422
    assert "144 lỗi" in text(page)
    assert not page.context["token"]


def test_a_list_that_changes_nothing_offers_nothing_to_write(office: Client) -> None:
    page = office.post("/don-vi/nhap/", {"file": exported(office)})
    assert "Không có gì để ghi" in text(page)
    assert not page.context["token"]


def test_nobody_applies_the_list_of_another(office: Client, client_of: Callable[[Role, str], Client]) -> None:
    page = office.post("/don-vi/nhap/", {"file": exported(office, "Xã An Long", "Xã An Long Mới")})
    other = client_of(Role.ADMINISTRATOR, "dong-thap")
    assert "hãy chọn lại tệp" in text(other.post("/don-vi/nhap/ghi/", {"token": page.context["token"]}, follow=True))


def test_the_empty_form_has_the_columns_that_are_read(office: Client) -> None:
    answer = office.get("/don-vi/nhap/?mau")
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")


WRITING = ["thay-doi/sap-nhap/", "thay-doi/doi-ten/", "nhap/", "nhap/ghi/", "ten-goi/", "ten-goi/bo/"]


@pytest.mark.parametrize("path", WRITING)
@pytest.mark.parametrize(("role", "slug"), [(Role.READER, "dong-thap"), (Role.ADMINISTRATOR, "huyen-tam-nong")])
def test_only_who_answers_for_the_province_writes(
    client_of: Callable[[Role, str], Client], path: str, role: Role, slug: str
) -> None:
    posted = {**BASIS, "unit": "so-noi-vu", "name": "Sở X", "text": "SNV", "targets": ["so-noi-vu"]}
    assert client_of(role, slug).post(f"/don-vi/{path}", posted).status_code == 403


def test_nobody_reads_without_signing_in() -> None:
    for path in ("/don-vi/", "/don-vi/cay/", "/don-vi/so-noi-vu/", "/don-vi/goi-y/"):
        assert Client().get(path).status_code == 302
