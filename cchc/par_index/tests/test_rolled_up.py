"""Rounds of several operators in one ranking: only where their schemes keep to one framework."""

import datetime as dt
from decimal import Decimal

import pytest

from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.kernel.tests.walking import walk
from cchc.par_index.actions import schemes
from cchc.par_index.models import Round, Scheme, Sheet
from cchc.par_index.queries import rolled_up
from cchc.par_index.states import Stage
from cchc.par_index.tests.test_round import CONTENT, DAYS, NOW, case, who
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in, text_of

__all__ = ["case"]
OPEN = {**CONTENT, "tree": [{**row, "open": row["code"] == "1.1"} for row in CONTENT["tree"]]}  # type: ignore[index]


def framework(case: Case) -> int:
    number = schemes.create(case.units["P"].pk, "commune", 2019, "Khung", OPEN, **who(case))
    schemes.publish(number, is_official=False, **who(case))
    return number


def published(case: Case, scheme_id: int, points: dict[str, str]) -> Round:
    """Return a published round with these points of ten, as if it had been walked through."""
    scheme = Scheme.objects.get(pk=scheme_id)
    ends = dict(zip(("self", "appraisal", "explanation", "recheck", "council"), DAYS.ends, strict=True))
    found = Round.objects.create(
        scheme=scheme, unit_id=scheme.unit_id, title=f"Đợt {scheme.unit_id}", year=2019, first_on=DAYS.first,
        last_on=DAYS.last, opened_at=NOW, **{f"{name}_due": day for name, day in ends.items()},
    )  # fmt: skip
    for unit, value in points.items():
        Sheet.objects.create(round=found, unit=case.units[unit], points=Decimal(value), most=10)
    walk(found, Stage.PUBLISHED)  # from here on its sheets are frozen
    found.refresh_from_db()
    return found


def derived(case: Case, above: int, unit: str) -> int:
    number = schemes.derive(above, case.units[unit].pk, **who(case))
    schemes.publish(number, is_official=False, **who(case))
    return number


def test_units_of_districts_within_one_framework_stand_in_one_ranking(case: Case) -> None:
    above = framework(case)
    published(case, derived(case, above, "H"), {"X1": "7", "S2": "9"})
    published(case, derived(case, above, "S1"), {"S2": "8", "X1": "7"})
    found = rolled_up.over(2019, "commune")
    assert found.is_comparable
    assert [(one.rank, one.index) for one in found.places] == [(1, 90), (2, 80), (3, 70), (3, 70)]
    assert [(one.count, one.mean, one.best, one.worst) for one in found.below] == [(2, 80, 90, 70), (2, 75, 80, 70)]
    assert rolled_up.years("commune") == [2019]


def test_schemes_without_a_common_framework_are_shown_without_a_rank(case: Case) -> None:
    own = schemes.create(case.units["H"].pk, "commune", 2019, "Riêng", CONTENT, **who(case))
    schemes.publish(own, is_official=False, **who(case))
    published(case, own, {"X1": "7"})
    published(case, derived(case, framework(case), "S1"), {"S2": "8"})
    found = rolled_up.over(2019, "commune")
    assert not found.is_comparable
    assert [one.rank for one in found.places] == [None, None]
    page = text_of(signed_in(case, "office").get("/chi-so/cap-xa/"))
    assert "không xếp hạng chung" in page
    assert "nam=2018" not in page


def test_nothing_is_shown_before_publication(case: Case) -> None:
    found = published(case, derived(case, framework(case), "H"), {"X1": "7"})
    walk(found, Stage.COUNCIL)
    assert rolled_up.over(2019, "commune").places == ()
    assert "Chưa nơi nào công bố" in text_of(signed_in(case, "office").get("/chi-so/cap-xa/"))


def test_a_district_adds_components_only_where_the_framework_is_open(case: Case) -> None:
    number = schemes.derive(framework(case), case.units["H"].pk, **who(case))
    choice = {"type": "choice", "options": [{"label": "có", "score": 2}, {"label": "không", "score": 0}]}
    own = {"code": "2.2", "title": "Thêm", "max": 2, "kind": "self", "rule": choice}
    schemes.put(number, 1, own, **who(case))
    with pytest.raises(Refusal, match=r"2\.2: không thuộc mục nào mà khung của tỉnh cho phép thêm|không bằng"):
        schemes.publish(number, is_official=False, **who(case))
    schemes.take_out(number, 2, "2.2", **who(case))
    opened = {key: value for key, value in OPEN["tree"][1].items() if key != "rule"}  # type: ignore[index]
    schemes.put(number, 3, opened, "1.1", **who(case))
    schemes.put(number, 4, {**own, "code": "1.1.1"}, **who(case))
    schemes.publish(number, is_official=False, **who(case))


def test_a_districts_mean_rolls_up_with_the_units_behind_it(case: Case) -> None:
    published(case, derived(case, framework(case), "H"), {"X1": "7", "S2": "9"})
    year = Period.of_days(dt.date(2019, 1, 1), dt.date(2019, 12, 31))
    district = case.units["H"].pk
    assert rolled_up.measure([district, case.units["S1"].pk], year) == {
        district: (16_000, 200), case.units["S1"].pk: (0, 0)
    }  # fmt: skip
    assert [row.index for row in rolled_up.records(district, year, "denominator")] == [90, 70]
