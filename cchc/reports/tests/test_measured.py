"""The pages of figures read the registry: the same sums as it gives, unit by unit, down to the records."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cchc.kernel import indicators
from cchc.kernel.period import Period
from cchc.organisation.models import Unit, UnitVersion
from cchc.reports.rules.spans import Span
from cchc.reports.templatetags.reports import figure_value, fraction
from cchc.reports.tests import year
from cchc.reports.tests.year import begun, sent, signed_in

KEY = "reports.sent_on_time"
SPANS = [
    ("2019", Span(2019), dt.date(2019, 1, 1), dt.date(2020, 1, 1), "2018", "2020"),
    ("2019-q1", Span(2019, 1), dt.date(2019, 1, 1), dt.date(2019, 4, 1), "2018-q4", "2019-q2"),
    ("2019-q4", Span(2019, 4), dt.date(2019, 10, 1), dt.date(2020, 1, 1), "2019-q3", "2020-q1"),
]


@pytest.mark.parametrize(("text", "span", "start", "end", "before", "after"), SPANS)
def test_a_span_knows_its_days_and_its_neighbours(
    text: str, span: Span, start: dt.date, end: dt.date, before: str, after: str
) -> None:
    assert Span.read(text, Span(2000)) == span
    assert str(span) == text
    assert span.period == Period(start, end)
    assert (str(span.before), str(span.after)) == (before, after)


@pytest.mark.parametrize("text", ["", "19", "2019-q5", "2019-q0", "1999", "2101", "2019 ", "٢٠١٩", "2019-q1x"])
def test_an_address_that_names_no_span_gets_the_usual_one(text: str) -> None:
    assert Span.read(text, Span(2019)) == Span(2019)


@pytest.fixture
def units(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-03-18")
    return year.units()


@pytest.fixture
def sign_in(units: dict[str, int]) -> Callable[[str, str], Client]:
    return lambda role, unit: signed_in(role, unit, units[unit])


SignIn = Callable[[str, str], Client]


def test_a_figure_is_what_the_registry_says_and_leads_to_its_records(units: dict[str, int], sign_in: SignIn) -> None:
    sent(begun(units["xa-a"]))
    office, quarter = sign_in("office", "tinh"), Period.quarter(2019, 1)
    told = indicators.known()[KEY].measure(list(units.values()), quarter)
    part, whole = indicators.total(told.values())
    assert (part, whole) != (0, 0)
    assert f"{part}/{whole}" in office.get("/so-lieu/?ky=2019-q1").content.decode()
    page = office.get(f"/so-lieu/{KEY}/?ky=2019-q1").content.decode()
    assert f"{part} trên {whole}" in page
    assert f"/so-lieu/{KEY}/xa-a/?ky=2019-q1" in page
    records = office.get(f"/so-lieu/{KEY}/xa-a/?ky=2019-q1&phan=dat").content.decode()
    assert records.count("data-rows") == 1
    assert "/bao-cao-dinh-ky/" in records
    assert "Không có hồ sơ nào" in office.get(f"/so-lieu/{KEY}/xa-b/?ky=2019-q1&phan=dat").content.decode()


def test_a_reader_counts_only_units_of_their_scope(units: dict[str, int], sign_in: SignIn) -> None:
    sent(begun(units["xa-a"]))
    commune = sign_in("officer", "xa-b")
    page = commune.get(f"/so-lieu/{KEY}/?ky=2019-q1").content.decode()
    assert "xa-a" not in page
    assert commune.get(f"/so-lieu/{KEY}/xa-a/?ky=2019-q1").status_code == 404
    # A unit of elsewhere in the address changes nothing: the reader's own units are shown.
    assert commune.get(f"/so-lieu/{KEY}/?ky=2019-q1&don-vi={units['xa-a']}").content.decode().count("xa-a") == 0
    district = sign_in("head", "huyen")
    page = district.get(f"/so-lieu/{KEY}/?ky=2019-q1&cap=commune&sap=ten").content.decode()
    assert page.index("/xa-a/") < page.index("/xa-b/")
    assert f"/so-lieu/{KEY}/so/" not in page


@pytest.mark.parametrize(("role", "unit", "sees"), [("office", "tinh", True), ("officer", "xa-a", False)])
def test_the_key_of_a_figure_is_for_those_who_write_it(
    units: dict[str, int], sign_in: SignIn, role: str, unit: str, sees: bool
) -> None:
    assert (f"<code>{KEY}</code>" in sign_in(role, unit).get(f"/so-lieu/{KEY}/").content.decode()) == sees


def test_the_name_of_a_share_says_that_it_is_one() -> None:
    for language, first in (("vi", "Tỷ lệ "), ("en", "Share of ")):
        with translation.override(language):
            shares = [str(one.label) for one in indicators.known().values() if one.kind == "ratio"]
            assert shares
            assert [name for name in shares if not name.startswith(first)] == []


def test_an_unknown_indicator_is_no_page(units: dict[str, int], sign_in: SignIn) -> None:
    assert sign_in("office", "tinh").get("/so-lieu/plans.nothing/").status_code == 404


@pytest.mark.parametrize("address", ["/so-lieu/", f"/so-lieu/{KEY}/"])
def test_figures_leave_as_a_file(units: dict[str, int], sign_in: SignIn, address: str) -> None:
    sent(begun(units["xa-a"]))
    answer = sign_in("office", "tinh").get(f"{address}?ky=2019-q1&xuat=csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert any("1" in line and ("xa-a" in line or KEY in line) for line in lines[1:])


@pytest.mark.parametrize("address", ["/so-lieu/?ky=2019", f"/so-lieu/{KEY}/?ky=2019", "/so-lieu/plans.tasks_done/"])
def test_more_units_cost_no_more_queries(units: dict[str, int], sign_in: SignIn, address: str) -> None:
    office = sign_in("office", "tinh")
    office.get(address)
    with CaptureQueriesContext(connection) as first:
        assert office.get(address).status_code == 200
    for number in range(20):
        unit = Unit.objects.create(slug=f"xa-{number}")
        UnitVersion.objects.create(
            unit=unit, code=f"x{number}", name=f"xã {number}", official_name="x", short="x", level="commune",
            kind="xã", parent_id=units["huyen"], sort_key=f"{number}", folded=f"{number}",
        )  # fmt: skip
    office.get(address)
    with CaptureQueriesContext(connection) as second:
        assert office.get(address).status_code == 200
    assert len(second) == len(first) <= 50


@pytest.mark.parametrize(("language", "share", "counts"), [("vi", "33,3", "1/3.000"), ("en", "33.3", "1/3,000")])
def test_figures_are_written_as_each_language_writes_them(language: str, share: str, counts: str) -> None:
    with translation.override(language):
        assert (figure_value(Decimal("33.3")), fraction((1, 3000))) == (share, counts)
