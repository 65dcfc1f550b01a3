"""A form offers the units that live on its day, and an act is refused on a day on which its unit does not."""

import datetime as dt

import pytest

from cchc.kernel.refusal import Refusal
from cchc.kernel.text import sort_key
from cchc.organisation import queries
from cchc.organisation.actions import load_file
from cchc.organisation.tests.units_cases import NOW, OFFICE, written_file

LAST_OF_DISTRICTS, FIRST_OF_TWO_TIERS = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
DAYS = (dt.date(2019, 1, 1), dt.date(2020, 11, 1), LAST_OF_DISTRICTS, FIRST_OF_TWO_TIERS, dt.date(2026, 3, 2))


@pytest.fixture(autouse=True)
def registry(db: None) -> None:
    load_file(written_file(), actor=OFFICE, now=NOW)


def unit(slug: str) -> int:
    return queries.unit_id_by_slug(slug)


@pytest.mark.parametrize("day", DAYS)
def test_exactly_the_units_of_the_day_are_offered_in_vietnamese_order(day: dt.date) -> None:
    offer = queries.offered(day)
    ids = [one for one, _ in offer.units]
    assert sorted(ids) == sorted(row.id for row in queries.listed(day))
    assert len({name for _, name in offer.units}) == len(ids), "no two read alike"
    assert offer.allowed == queries.slugs().keys()
    for heading, some in offer.groups:
        names = [name for _, name in some]
        assert names == sorted(names, key=sort_key), heading


def test_districts_end_with_june_2025() -> None:
    district = unit("huyen-tam-nong")
    assert district in dict(queries.offered(LAST_OF_DISTRICTS).units)
    assert district not in dict(queries.offered(FIRST_OF_TWO_TIERS).units)


def test_ones_own_unit_stands_first_and_a_short_list_has_no_headings() -> None:
    own = unit("so-noi-vu")
    offer = queries.offered(LAST_OF_DISTRICTS, first=own)
    assert (offer.groups[0][0], offer.groups[0][1][0][0], offer.first) == ("", own, own)
    few = queries.offered(LAST_OF_DISTRICTS, {own, unit("huyen-tam-nong"), unit("phuong-hong-ngu")})
    assert [heading for heading, _ in few.groups] == [""]
    assert len(few.units) == 2, "the ward is to come"
    assert few.first is None


def test_an_act_after_the_end_names_the_day_and_who_follows() -> None:
    queries.require_living(unit("huyen-tam-nong"), LAST_OF_DISTRICTS)
    with pytest.raises(Refusal, match=r"“Huyện Tam Nông” không còn .* kết thúc ngày 30/06/2025") as refused:
        queries.require_living(unit("huyen-tam-nong"), FIRST_OF_TWO_TIERS, "target")
    assert refused.value.field == "target"


def test_an_act_before_the_beginning_names_the_first_day() -> None:
    with pytest.raises(Refusal, match=r"“Phường Hồng Ngự” chưa hoạt động .* có từ ngày 01/07/2025"):
        queries.require_living(unit("phuong-hong-ngu"), LAST_OF_DISTRICTS)


def test_a_commune_that_was_merged_names_its_heir() -> None:
    (heir,) = queries.successors(unit("xa-tan-thanh-huyen-lai-vung"), FIRST_OF_TWO_TIERS)
    with pytest.raises(Refusal, match=f"kế thừa: {heir.name}"):
        queries.require_living(unit("xa-tan-thanh-huyen-lai-vung"), FIRST_OF_TWO_TIERS)


def test_a_unit_that_nobody_registered_is_not_judged() -> None:
    queries.require_living(987_654_321, FIRST_OF_TWO_TIERS)
