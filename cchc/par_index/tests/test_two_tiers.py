"""When districts end (1 July 2025, Luật 72/2025/QH15): the province scores communes, and their history comes along."""

import datetime as dt
from decimal import Decimal

import pytest

from cchc.kernel.tests.walking import walk
from cchc.organisation import queries as organisation
from cchc.organisation.actions import changes, load_file
from cchc.organisation.rules.changes import Details, Record
from cchc.organisation.rules.registry import Party
from cchc.organisation.tests.units_cases import NOW as LOADED
from cchc.organisation.tests.units_cases import OFFICE, written_file
from cchc.par_index.actions import publishing, rounds, schemes
from cchc.par_index.models import Publication, Round, Sheet
from cchc.par_index.queries import results
from cchc.par_index.states import Stage
from cchc.par_index.tests.test_round import CONTENT, DAYS, NOW, case, who
from cchc.plans.tests.work_cases import Case
from cchc.plans.tests.work_door import signed_in, text_of

__all__ = ["case"]
LAW = Record(on=dt.date(2019, 7, 1), basis="Luật Tổ chức chính quyền địa phương")
LATER = rounds.Days(
    dt.date(2019, 7, 1), dt.date(2019, 12, 31), *(dt.date(2020, 1, 10) + dt.timedelta(days=7 * n) for n in range(5))
)


@pytest.mark.parametrize(
    ("day", "level", "count"),
    [
        (dt.date(2019, 12, 31), "district", 12),
        (dt.date(2019, 12, 31), "commune", 144),
        (dt.date(2020, 6, 30), "commune", 143),  # Nghị quyết 838/NQ-UBTVQH14
        (dt.date(2025, 12, 31), "district", 0),
        (dt.date(2025, 12, 31), "commune", 102),
    ],
)
def test_whom_a_province_scores_is_what_the_registry_says_of_the_day(
    db: None, day: dt.date, level: str, count: int
) -> None:
    load_file(written_file(), actor=OFFICE, now=LOADED)
    assert len(rounds.scored_units(organisation.root_id(day), level, day)) == count


def published(case: Case, operator: str, points: dict[str, str]) -> Round:
    """Return a round of an operator over communes as if it had been walked through."""
    number = schemes.create(case.units[operator].pk, "commune", 2019, "Bộ tiêu chí cấp xã", CONTENT, **who(case))
    schemes.publish(number, is_official=False, **who(case))
    found = Round.objects.get(pk=rounds.open_(number, "Đợt của huyện", DAYS, **who(case)))
    for unit, value in points.items():
        Sheet.objects.filter(round=found, unit=case.units[unit]).update(points=Decimal(value), most=10)
    walk(found, Stage.PUBLISHED)
    content = publishing.written(results.table(found), 1, "", NOW)
    Publication.objects.create(round=found, version=1, content=content, sha256="0" * 64, number="1/TB", at=NOW)
    return found


def of_the_province(case: Case) -> Round:
    """Return the round that the province opens over communes after the change."""
    number = schemes.create(case.units["P"].pk, "commune", 2020, "Bộ tiêu chí cấp xã", CONTENT, **who(case))
    schemes.publish(number, is_official=False, **who(case))
    opened = rounds.open_(number, "Đợt của tỉnh", LATER, **who(case, now=NOW.replace(year=2020, month=1, day=2)))
    return Round.objects.select_related("scheme", "unit").get(pk=opened)


def two_tiers(case: Case) -> None:
    """Merge the district's communes into one that hangs below the province, and end the district."""
    made = Details(name="Xã Mới", level="commune", kind="xã", parent=case.units["P"].slug, slug="xa-moi")
    changes.merge([Party(case.units["X1"].slug), Party(case.units["X2"].slug)], made, LAW, **who(case))
    changes.abolish([case.units["H"].slug], LAW, **who(case))


def test_a_commune_keeps_what_the_district_gave_it(case: Case) -> None:
    published(case, "H", {"X1": "7", "X2": "9"})
    two_tiers(case)
    found = of_the_province(case)
    table = results.table(found)
    (line,) = table.lines
    assert line.name == "Xã Mới"
    assert {(one.index, one.rank) for one in line.before} == {(70, 2), (90, 1)}
    assert {one.operator for one in line.before} == {"Huyện Bến"}
    assert line.rise is None, "a rank among others makes no rise"
    assert table.is_comparable
    page = text_of(signed_in(case, "office").get(f"/chi-so/dot/{found.pk}/ket-qua/"))
    assert "nơi khác đã chấm" not in page, "one round is named"
    assert "So với Đợt của huyện" in page
    assert "Xã Một (Huyện Bến): 2 (70,00) Xã Hai (Huyện Bến): 1 (90,00)" in page


def test_a_commune_that_lives_on_is_followed_to_its_new_operator(case: Case) -> None:
    published(case, "H", {"X1": "7", "X2": "9"})
    changes.move(case.units["X1"].slug, case.units["P"].slug, LAW, **who(case))
    changes.abolish([case.units["X2"].slug], LAW, **who(case))
    changes.abolish([case.units["H"].slug], LAW, **who(case))
    found = of_the_province(case)
    (line,) = results.table(found).lines
    assert [(one.index, one.rank) for one in line.before] == [(70, 2)]
    assert line.rise is None
    assert "2 (70,00), tại Huyện Bến" in text_of(signed_in(case, "office").get(f"/chi-so/dot/{found.pk}/ket-qua/"))


def test_a_round_of_ones_own_comes_before_those_of_others(case: Case) -> None:
    published(case, "H", {"X1": "7", "X2": "9"})
    own = published(case, "P", {"X1": "4", "X2": "5"})
    two_tiers(case)
    table = results.table(of_the_province(case))
    assert [one.round_id for one in table.previous] == [own.pk]
    assert {one.index for one in table.lines[0].before} == {40, 50}
    assert not any(one.operator for one in table.lines[0].before)
