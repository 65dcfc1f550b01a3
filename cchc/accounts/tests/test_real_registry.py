"""Rights over the real units, before and after the districts were abolished."""

import datetime as dt

import pytest

from cchc.accounts.queries.subjects import reach
from cchc.accounts.rules.may import Grant, Holder, Thing, may
from cchc.accounts.rules.roles import Role
from cchc.kernel import seeds
from cchc.organisation import queries as organisation

SIGNED, REPORTED, MERGED = dt.date(2018, 12, 6), dt.date(2019, 9, 30), dt.date(2026, 3, 2)


@pytest.mark.parametrize("day", [SIGNED, REPORTED, MERGED])
def test_the_province_reaches_everything_and_a_commune_itself(db: None, day: dt.date) -> None:
    seeds.load_missing()
    root, everywhere = organisation.root_id(day), reach(day)
    office = Holder(1, (Grant(Role.OFFICE, root),))
    communes = [unit_id for unit_id, _name in organisation.choices(day) if not everywhere.under(unit_id) - {unit_id}]
    assert everywhere.is_top(root)
    assert may(office, "plan.adopt", Thing(None), everywhere)
    officer = Holder(2, (Grant(Role.OFFICER, communes[-1]),))
    reached = [unit for unit in organisation.slugs() if may(officer, "assignment.read", Thing(unit), everywhere)]
    assert reached == [communes[-1]]


def test_a_district_reaches_its_communes_while_it_exists(db: None) -> None:
    seeds.load_missing()
    district = organisation.unit_id_by_slug(_a_district())
    assert len(reach(REPORTED).under(district)) > 5


def _a_district() -> str:
    day = REPORTED
    root = organisation.tree(day)[0]
    return next(unit.slug for unit in root.children if unit.level == "district")
