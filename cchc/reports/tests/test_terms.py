"""Periods and due days. Công văn 581/BNV-CCHC (2022); the days of units below the province are the sample calendar."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel import first_day
from cchc.reports.queries import content, structure
from cchc.reports.rules import terms
from cchc.reports.tests import year

D = dt.date
WINDOWS = [
    ("quarter_1", 2019, D(2018, 12, 15), D(2019, 3, 14)),
    ("half_year", 2019, D(2018, 12, 15), D(2019, 6, 14)),
    ("quarter_3", 2019, D(2019, 6, 15), D(2019, 9, 14)),
    ("year", 2019, D(2018, 12, 15), D(2019, 12, 14)),
    ("quarter_1", 2024, D(2023, 12, 15), D(2024, 3, 14)),
]
DUE = [
    ("quarter_1", "province", D(2019, 3, 20)),
    ("half_year", "province", D(2019, 6, 20)),
    ("quarter_3", "province", D(2019, 9, 20)),
    ("year", "province", D(2019, 12, 20)),
    ("quarter_3", "district", D(2019, 9, 17)),
    ("quarter_3", "commune", D(2019, 9, 15)),
    ("quarter_3", "public_service_unit", None),
]


@pytest.mark.parametrize(("kind", "year", "first", "last"), WINDOWS)
def test_window(kind: str, year: int, first: dt.date, last: dt.date) -> None:
    found = terms.term(content.law(), kind, year)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(("kind", "level", "day"), DUE)
def test_due_day(kind: str, level: str, day: dt.date | None) -> None:
    assert terms.due_on(content.law(), terms.term(content.law(), kind, 2019), level) == day


def excepting(*exceptions: dict[str, Any]) -> dict[str, Any]:
    return {**content.law(), "exceptions": exceptions}


def test_an_exception_for_a_unit_beats_one_for_its_level_and_that_beats_the_rule() -> None:
    level = {"kind": "year", "year": 2019, "level": "district", "due": D(2019, 12, 10)}
    unit = {"kind": "year", "year": 2019, "unit": "huyen-tam-nong", "due": D(2019, 12, 24)}
    law = excepting(level, unit)
    year, next_year = terms.term(law, "year", 2019), terms.term(law, "year", 2020)
    assert terms.due_on(law, year, "district", "huyen-tam-nong") == D(2019, 12, 24)
    assert terms.due_on(law, year, "district", "huyen-lap-vo") == D(2019, 12, 10)
    assert terms.due_on(law, next_year, "district", "huyen-tam-nong") == D(2020, 12, 17)


def test_the_first_quarter_follows_the_year_before() -> None:
    first = terms.term(content.law(), "quarter_1", 2020)
    assert terms.before(content.law(), first) == terms.term(content.law(), "year", 2019)
    third = terms.term(content.law(), "quarter_3", 2020)
    assert terms.before(content.law(), third) == terms.term(content.law(), "half_year", 2020)


@given(st.dates(D(2015, 1, 1), D(2035, 12, 31)))
def test_every_day_gathers_data_for_exactly_one_next_period(day: dt.date) -> None:
    found = terms.running(content.law(), day)
    assert found.first <= day <= found.last
    ahead = [one for year in (day.year, day.year + 1) for one in terms.terms(content.law(), year) if one.last >= day]
    assert found.last == min(one.last for one in ahead)


FROM = [
    (None, 4),
    (D(2019, 3, 15), 4),  # due on that very day
    (D(2019, 3, 16), 3),
    (D(2019, 11, 30), 1),
    (D(2020, 1, 1), 0),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "count"), FROM)
def test_what_was_due_before_the_installation_began_is_owed_by_nobody(day: dt.date | None, count: int) -> None:
    commune = year.units()["xa-a"]
    if day:
        first_day.note(day)
        first_day.note(D(2030, 1, 1))  # a later start changes nothing
    owed = [term for term in content.terms(2019) if commune in structure.reporting(term)]
    assert len(owed) == count
    assert owed == content.terms(2019)[4 - count :]
