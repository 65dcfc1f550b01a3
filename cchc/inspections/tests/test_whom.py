"""Who inspects whom: units below, and for the department that leads, whatever lies below its committee."""

import datetime as dt

import pytest

from cchc.accounts.models import Grant
from cchc.inspections.actions import planning, visiting
from cchc.inspections.models import Check, Programme, Visit
from cchc.inspections.queries import inspections as queries
from cchc.inspections.queries import whom as charges
from cchc.inspections.rules.whom import inspected_by
from cchc.inspections.types import Decision, Minutes, Planned
from cchc.kernel import indicators
from cchc.kernel.clock import ZONE
from cchc.kernel.history import attributed
from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.organisation.models import Unit
from cchc.plans.tests.work_cases import SETUP, Case
from cchc.plans.tests.work_door import by, signed_in, with_roles

NOW = dt.datetime(2019, 6, 10, 9, tzinfo=ZONE)
DAY = dt.date(2019, 6, 5)
P, SNV, STC, H, X = range(1, 6)
REACH = {P: {P, SNV, STC, H, X}, SNV: {SNV}, STC: {STC}, H: {H, X}, X: {X}}


@pytest.mark.parametrize(
    ("unit", "inspects", "case"),
    [
        (P, {SNV, STC, H, X}, "the committee of the province: whatever lies below it"),
        (SNV, {STC, H, X}, "plan 272, 8.a and 8.b: Sở Nội vụ leads, over departments, districts and communes"),
        (STC, set(), "a department that only takes part in the team, and has nothing below"),
        (H, {X}, "a district: its communes"),
        (X, set(), "a commune: nobody"),
        (9, set(), "a unit that the registry doesn't know on that day"),
    ],
)
def test_who_is_inspected_by_whom(unit: int, inspects: set[int], case: str) -> None:
    assert inspected_by(unit, REACH, {SNV: P}) == inspects, case


def test_without_a_charge_a_department_inspects_only_what_lies_below_it() -> None:
    assert inspected_by(SNV, REACH, {}) == set()


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """The small province, whose S1 is Sở Nội vụ by its key in the registry; ``head`` heads it."""
    monkeypatch.setenv("CCHC_DEMO_DATE", "2019-06-10")
    case = with_roles()
    with attributed(SETUP):
        Unit.objects.filter(pk=case.units["S1"].pk).update(slug="so-noi-vu")
    return case


def who(case: Case, name: str = "head") -> dict:
    return {**by(case, name), "now": NOW}


def drawn_up(case: Case, unit: str = "S1") -> int:
    return planning.draw_up(case.units[unit].pk, 2019, "reform", "Kiểm tra cải cách hành chính", **who(case))


@pytest.mark.parametrize("target", ["S2", "H", "X1"])
def test_so_noi_vu_leads_a_team_over_departments_districts_and_communes(case: Case, target: str) -> None:
    number = planning.add(drawn_up(case), Planned(case.units[target].pk, "reform", DAY), **who(case))
    assert Visit.objects.get(pk=number).unit_id == case.units["S1"].pk


@pytest.mark.parametrize("target", ["P", "S1"])
def test_neither_the_committee_nor_itself(case: Case, target: str) -> None:
    with pytest.raises(Refusal, match="không kiểm tra đơn vị ấy"):
        planning.add(drawn_up(case), Planned(case.units[target].pk, "reform", DAY), **who(case))


@pytest.mark.parametrize(
    ("first", "last", "leads"),
    [
        (None, None, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY, DAY, True),
        (DAY + dt.timedelta(1), None, False),
        (None, DAY - dt.timedelta(1), False),
    ],
)
def test_a_charge_begins_and_ends_as_data(
    case: Case, monkeypatch: pytest.MonkeyPatch, first: dt.date | None, last: dt.date | None, leads: bool
) -> None:
    slug = Unit.objects.get(pk=case.units["S1"].pk).slug
    charge = {"unit": slug, "kinds": ["reform"], "from": first, "to": last}
    monkeypatch.setattr(charges, "_law", lambda: [charge])
    assert (case.units["S1"].pk in charges.leads(DAY, "reform")) is leads


def test_every_charge_of_the_law_says_from_when_to_when() -> None:
    assert all({"unit", "kinds", "from", "to", "source", "certainty"} == set(one) for one in charges._law())


def test_another_department_inspects_nobody_and_draws_up_nothing(case: Case) -> None:
    with pytest.raises(Refusal, match="không kiểm tra đơn vị nào"):
        drawn_up(case, "S2")
    with pytest.raises(Refusal, match="không kiểm tra đơn vị ấy"):
        planning.surprise(case.units["S2"].pk, Planned(case.units["H"].pk, "duty", DAY, True), **who(case))


def test_the_picker_offers_so_noi_vu_and_then_whom_it_inspects(case: Case) -> None:
    """Its head has nothing below the department, and is offered it all the same; the office is offered both."""
    so, office = signed_in(case, "head"), signed_in(case, "office")
    offered = {name: set(_units(one.get("/kiem-tra/ke-hoach/lap/"), "unit")) for name, one in
               (("head", so), ("office", office))}  # fmt: skip
    assert offered["head"] == {case.units["S1"].pk}
    assert offered["office"] == {case.units[key].pk for key in ("P", "S1", "H")}
    number = drawn_up(case)
    page = so.get(f"/kiem-tra/ke-hoach/{number}/")
    assert set(_units(page, "target", "planned")) == {case.units[key].pk for key in ("S2", "H", "X1", "X2")}
    posted = {"target": case.units["H"].pk, "planned_on": "5/6/2019"}
    assert so.post(f"/kiem-tra/ke-hoach/{number}/", posted).status_code == 302
    assert Visit.objects.get().target_id == case.units["H"].pk


def _units(page: object, field: str, form: str = "form") -> list[int]:
    """Return the units that the field of the page's form offers."""
    choices = page.context[form].fields[field].choices  # type: ignore[attr-defined]
    flat = [pair for value, label in choices for pair in (label if isinstance(label, list) else [(value, label)])]
    return [unit for unit, _name in flat if unit]


def test_the_head_of_another_department_cannot_open_what_so_noi_vu_plans(case: Case) -> None:
    Grant.objects.create(user=case.people["other"], role="head", unit=case.units["S2"], valid_from=dt.date(2018, 1, 1))
    number = drawn_up(case)
    assert signed_in(case, "other").get(f"/kiem-tra/ke-hoach/{number}/").status_code == 404
    assert signed_in(case, "head").get(f"/kiem-tra/ke-hoach/{number}/").status_code == 200


def test_its_visits_are_the_provinces_and_not_counted_twice(case: Case) -> None:
    for target in ("S2", "H"):
        number = Programme.objects.values_list("pk", flat=True).first() or drawn_up(case)
        visit = planning.add(number, Planned(case.units[target].pk, "reform", DAY), **who(case))
        team = (("Nguyễn Văn A", "Sở Nội vụ", "trưởng đoàn"),)
        visiting.decide(visit, Decision("15/QĐ-SNV", dt.date(2019, 6, 3), team), **who(case))
        verdicts = {one.pk: ("met", "") for one in Check.objects.filter(visit=visit)}
        visiting.hold(visit, Minutes(DAY, "Đã kiểm tra.", verdicts), **who(case))
    p, so, year = case.units["P"].pk, case.units["S1"].pk, Period.year(2019)
    assert queries.units_inspected([p, so], year) == {p: (2, 3), so: (0, 0)}
    assert queries.units_inspected([so], year) == {so: (0, 0)}
    assert len(queries.inspected(p, year, "numerator")) == 2


def test_a_figure_of_units_counts_as_many_as_its_list_names(case: Case) -> None:
    """A unit inspected twice is one unit; a vertical or Party body is nobody's to inspect, and not in the share."""
    case._unit("B", "Cục Thuế", "body", "P")
    for day in (DAY, DAY + dt.timedelta(1)):
        number = Programme.objects.values_list("pk", flat=True).first() or drawn_up(case)
        visit = planning.add(number, Planned(case.units["S2"].pk, "reform", day), **who(case))
        visiting.decide(visit, Decision(f"{day:%d}/QĐ-SNV", day, (("Nguyễn Văn A", "Sở", "trưởng đoàn"),)), **who(case))
        verdicts = {one.pk: ("met", "") for one in Check.objects.filter(visit=visit)}
        visiting.hold(visit, Minutes(day, "Đã kiểm tra.", verdicts), **who(case))
    p, year = case.units["P"].pk, Period.year(2019)
    figure = indicators.known()["inspections.units_inspected"]
    counts = figure.measure([p], year)[p]
    rows = [figure.lines(figure.records(p, year, part)) for part in ("numerator", "denominator")]
    assert counts == tuple(len(one) for one in rows) == (1, 3)
    assert [(one.text, one.day) for one in rows[0]] == [("Sở Tài chính (2 lần kiểm tra)", DAY + dt.timedelta(1))]
    assert sorted(one.day is None for one in rows[1]) == [False, True, True]
    assert "chưa kiểm tra" in next(one.text for one in rows[1] if one.day is None)
