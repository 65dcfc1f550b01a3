"""Pages of the registers: status, landmark, cost, entering by form, and the scope of units."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cchc.documents.models import Incoming, Outgoing, StoredFile
from cchc.documents.pages.listed import OUTGOING, About
from cchc.documents.queries import content
from cchc.documents.tests.test_registers import PDF
from cchc.ui.lists.rows import drawn
from cchc.ui.tests.page import tight

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-18")


def entered(client: Client, unit: int, **changes: object) -> object:
    given = {
        "unit": unit, "kind": "BC", "symbol": "BC-SO", "issued_on": "18/3/2019", "title": "Kết quả quý I",
        "signer": "Nguyễn Văn Ký", "copies": 1, "recipients": "UBND tỉnh\nLưu: VT",
        "file": SimpleUploadedFile("bc.pdf", PDF), "token": str(uuid.uuid4()), **changes,
    }  # fmt: skip
    return client.post(reverse("documents:enter"), given)


def test_a_document_is_entered_shown_downloaded_and_withdrawn(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    client = sign_in("officer", "so")
    wrong = entered(client, units["so"], symbol="1/BC")
    assert wrong.status_code == 422
    assert "không có số" in wrong.content.decode()
    answer = entered(client, units["so"])
    row = Outgoing.objects.get()
    assert answer["Location"] == reverse("documents:document", args=[row.pk])
    page = client.get(answer["Location"]).content.decode()
    stored = StoredFile.objects.get()
    assert "01/BC-SO" in page
    assert stored.sha256 in page
    assert reverse("file_preview", args=[stored.file_id]) in page
    sent = client.get(reverse("documents:file", args=[stored.pk]))
    assert b"".join(sent.streaming_content) == PDF
    assert sent["Content-Security-Policy"] == "sandbox"
    assert client.post(answer["Location"], {"reason": ""}).status_code == 422
    client.post(answer["Location"], {"reason": "Sai"})
    assert "Đã thu hồi" in client.get(reverse("documents:outgoing")).content.decode()


@pytest.mark.parametrize(
    ("state", "is_signed", "language", "said"),
    [
        ("issued", False, "vi", '<span class="tag tag--info" data-mark="›">Đã cấp số</span>'),
        ("issued", True, "vi", '<span class="tag tag--done" data-mark="✓">Đã ban hành</span>'),
        ("issued", True, "en", '<span class="tag tag--done" data-mark="✓">Issued</span>'),
        ("withdrawn", True, "vi", '<span class="tag tag--late" data-mark="!">Đã thu hồi</span>'),
    ],
)
def test_a_row_of_the_register_escapes_what_was_typed_and_speaks_the_pages_language(
    state: str, is_signed: bool, language: str, said: str
) -> None:
    day = dt.date(2019, 3, 18)
    row = Outgoing(
        pk=7,
        unit_id=1,
        number=1,
        symbol="BC<",
        issued_on=day,
        title="<b>Kết quả",
        signer="A & B",
        state=state,
    )
    row.is_signed = is_signed  # type: ignore[attr-defined]
    with override(language):
        shown = drawn(OUTGOING.columns, [row], About({1: 'Sở "Một"'}, day))
        assert f'href="{reverse("documents:document", args=[7])}"' in shown
    assert said in shown
    for typed in ("01/BC&lt;", "&lt;b&gt;Kết quả", "A &amp; B", "Sở &quot;Một&quot;"):
        assert typed in shown
    assert not re.search(r"<b>|BC<|A & B", shown)


def test_nobody_reads_or_writes_the_register_of_another_unit(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    entered(sign_in("officer", "so"), units["so"])
    row, stored = Outgoing.objects.get(), StoredFile.objects.get()
    stranger, above = sign_in("officer", "huyen"), sign_in("reader", "tinh")
    for name, pk in (("document", row.pk), ("file", stored.pk)):
        assert stranger.get(reverse(f"documents:{name}", args=[pk])).status_code == 404
        assert above.get(reverse(f"documents:{name}", args=[pk])).status_code == 200
    kept = reverse("file", args=[stored.file_id])  # by its number in the store the register is asked as well
    assert stranger.get(kept).status_code == 404
    assert stranger.get(reverse("file_preview", args=[stored.file_id])).status_code == 404
    assert b"".join(above.get(kept).streaming_content) == PDF
    assert "Kết quả quý I" not in stranger.get(reverse("documents:outgoing")).content.decode()
    assert entered(stranger, units["so"]).status_code == 422  # its unit is none of the choices
    assert above.post(reverse("documents:document", args=[row.pk]), {"reason": "x"}).status_code == 403


def test_an_arrival_is_entered_followed_and_answered(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    client = sign_in("officer", "so")
    given = {
        "unit": units["so"], "arrived_on": "10/3/2019", "author": "Bộ Nội vụ", "code": "581/BNV-CCHC",
        "dated_on": "5/3/2019", "title": "Về báo cáo", "due_on": "15/3/2019",
    }  # fmt: skip
    client.post(reverse("documents:arrive"), given)
    again = client.post(reverse("documents:arrive"), given)
    assert again.status_code == 422
    assert "đã vào sổ" in again.content.decode()
    row = Incoming.objects.get()
    assert "quá hạn" in client.get(reverse("documents:incoming")).content.decode()
    entered(client, units["so"])
    client.post(reverse("documents:arrived", args=[row.pk]), {"answer": Outgoing.objects.get().pk})
    assert "01/BC-SO" in client.get(reverse("documents:incoming")).content.decode()


def test_a_filled_form_sent_five_times_draws_one_number(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    client = sign_in("officer", "so")
    page = client.get(reverse("documents:enter")).content.decode()
    token = page.split('name="token" value="')[1].split('"')[0]
    sent = [entered(client, units["so"], token=token) for _ in range(5)]
    row = Outgoing.objects.get()
    assert {answer["Location"] for answer in sent} == {reverse("documents:document", args=[row.pk])}
    other = entered(client, units["so"], token=token, title="Văn bản khác")
    assert other.status_code == 422
    assert "đã vào sổ văn bản 01/BC-SO" in other.content.decode()
    assert entered(client, units["so"], token="").status_code == 422, "no form of ours"
    assert Outgoing.objects.count() == 1


def test_an_old_document_is_asked_about_and_the_box_appears_then(
    units: dict[str, int], sign_in: Callable[[str, str], Client]
) -> None:
    client = sign_in("officer", "so")
    given = {
        "unit": units["so"], "arrived_on": "10/3/2019", "author": "Bộ Nội vụ", "code": "581/BNV-CCHC",
        "dated_on": "5/3/1990", "title": "Về báo cáo",
    }  # fmt: skip
    assert 'type="hidden" name="even_if_dated"' in client.get(reverse("documents:arrive")).content.decode()
    asked = client.post(reverse("documents:arrive"), given)
    assert asked.status_code == 422
    assert 'type="checkbox" name="even_if_dated"' in asked.content.decode()
    assert client.post(reverse("documents:arrive"), {**given, "even_if_dated": "on"}).status_code == 302


BUDGETS = [("documents:outgoing", 6), ("documents:incoming", 6)]


@pytest.mark.parametrize(("name", "most"), BUDGETS)
def test_a_register_costs_what_it_says(
    units: dict[str, int], sign_in: Callable[[str, str], Client], name: str, most: int
) -> None:
    client = sign_in("officer", "so")
    for _ in range(3):
        entered(client, units["so"])
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse(name))
    assert answer.content.count(b"<h1") == answer.content.count(b"<main") == 1
    assert len(asked) <= most
    for kind in ("xlsx", "csv"):
        assert client.get(reverse(name), {"xuat": kind}).status_code == 200


def test_types_have_the_names_of_the_readers_language(sign_in: Callable[[str, str], Client]) -> None:
    client = sign_in("officer", "so")
    for root, plan, letter in (("", "Kế hoạch", "Công văn"), ("/en", "Plan", "Official letter")):
        page = tight(client.get(root + reverse("documents:outgoing")).content.decode())
        assert f'<option value="KH">{plan}</option>' in page
        assert f'<option value="CV">{letter}</option>' in page


def test_every_type_has_a_name_in_english() -> None:
    said = content.law()
    assert said["types_in_english"].keys() == said["types"].keys()
    assert all(said["types_in_english"].values())
