"""Every form offers the units of its day: those that live then, none that are to come or are no more."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html

from cchc.accounts.models import Grant, User
from cchc.kernel import reading
from cchc.kernel.text import sort_key
from cchc.organisation import queries as organisation
from cchc.organisation.actions import load_file
from cchc.organisation.models import UnitVersion
from cchc.organisation.tests.units_cases import NOW, OFFICE, written_file
from cchc.ui.forms import UnitField
from tests.repo.test_clean_text import CLASSES
from tools.reference import views

pytestmark = pytest.mark.django_db
DAYS = ("2024-09-20", "2025-07-01", "2026-03-02")
PICKERS = 6
"""Pages without a parameter in their address that offer units to the office or the administrator, at least."""


@pytest.fixture
def client(db: None) -> Client:
    load_file(written_file(), actor=OFFICE, now=NOW)
    root = organisation.root_id(dt.date(2024, 1, 1))
    user = User.objects.create(username="ca-hai", full_name="Nguyễn Văn Cả", unit_id=root)
    for role in ("office", "administrator"):
        Grant.objects.create(user=user, role=role, unit_id=root, valid_from=dt.date(2019, 1, 1))
    found = Client()
    found.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return found


def addresses() -> list[str]:
    """Return every page that is asked for without saying of what."""
    return [f"/{where}" for where, _, view in views() if not re.search("[<(]", where) and hasattr(view, "permission")]


def offered(page: Any) -> list[set[int]]:
    """Return what each picker offers, as ids; those that work with keys offer slugs."""
    ids = {slug: unit for unit, slug in organisation.slugs().items()}
    selects = page.xpath("//*[@data-units]//select")
    values = [[value for value in one.xpath(".//option/@value") if value not in ("", "0")] for one in selects]
    return [{int(value) if value.isdecimal() else ids[value] for value in some} for some in values]


@pytest.mark.parametrize("day", DAYS)
def test_pages_offer_the_units_of_the_day(client: Client, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", day)
    today = dt.date.fromisoformat(day)
    live = {row.id for row in organisation.listed(today)}
    names = {name for _, name in organisation.choices(today)} | {row.name for row in organisation.listed(today)}
    ever = set(UnitVersion.objects.values_list("name", flat=True))
    seen = 0
    for address in addresses():
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        page = html.fromstring(answer.content)
        for group in page.xpath("//*[@data-units]//optgroup"):
            listed = [one.text_content().strip() for one in group.iter("option")]
            assert listed == sorted(listed, key=sort_key), f"{address}: {group.get('label')}"
        for ids in offered(page):
            seen += 1
            assert ids <= live, f"{address} offers {organisation.names(ids - live, today)}"
        options = {" ".join(one.text_content().split()) for one in page.xpath("//option | //label[@class='choice']")}
        assert not options & (ever - names), f"{address} offers what is no unit of {day}: {options & (ever - names)}"
    assert seen >= PICKERS


def test_a_field_for_one_unit_is_the_picker() -> None:
    """A field of ours called after a unit is no plain list; lists of slugs and codes are dated by their own pages."""
    plain = {
        f"{one.__module__}.{one.__qualname__}.{name}"
        for one in CLASSES
        for name, field in one.base_fields.items()
        if name in {"unit", "target", "don_vi", "owner_unit"}
        and isinstance(field, forms.ChoiceField)
        and not isinstance(field, UnitField)
    }
    assert {name for name in plain if not name.startswith(("cchc.organisation.forms.", "cchc.ui.pages."))} == set()


@pytest.mark.parametrize(
    ("name", "field", "day", "unit", "says"),
    [
        ("documents:enter", "issued_on", "1/8/2025", "huyen-tam-nong", "không còn hoạt động vào ngày 01/08/2025"),
        ("documents:arrive", "arrived_on", "1/8/2025", "huyen-tam-nong", "không còn hoạt động vào ngày 01/08/2025"),
        ("communications:enter", "published_on", "20/9/2024", "phuong-hong-ngu", "chưa hoạt động vào ngày 20/09/2024"),
    ],
)
def test_an_act_for_a_unit_that_does_not_live_then_says_what_became_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str, field: str, day: str, unit: str, says: str
) -> None:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2025-09-20")
    typed = {
        "unit": organisation.unit_id_by_slug(unit), field: day, "kind": "BC", "symbol": "BC-UBND", "title": "Báo cáo",
        "signer": "Lê Văn Ký", "copies": 1, "author": "Bộ Nội vụ", "code": "5/BNV", "dated_on": "1/7/2025",
        "token": str(uuid.uuid4()), "channel": "portal", "outlet": "Báo tỉnh",
    }  # fmt: skip
    answer = client.post(reverse(name), typed)
    assert answer.status_code == 422
    page = html.fromstring(answer.content)
    (error,) = page.xpath("//*[@id='id_unit_error']")
    assert says in error.text_content()
    ids = offered(page)[0]
    assert typed["unit"] not in ids
    assert ids <= {row.id for row in organisation.listed(reading.date(day))}
