"""The units file of the project against what is published of the province, day by day."""

import datetime as dt
from collections import Counter

import pytest

from cchc.organisation.queries.written_units import written_registry
from cchc.organisation.rules import invariants, lineage, views

AS_PUBLISHED = [  # (first day, last day, districts, communes, xã, phường, thị trấn)
    (None, "2019-01-09", 12, 144, 119, 17, 8),
    ("2019-01-10", "2019-12-31", 12, 144, 118, 17, 9),
    ("2020-01-01", "2020-10-31", 12, 143, 117, 17, 9),
    ("2020-11-01", "2024-11-30", 12, 143, 115, 19, 9),
    ("2024-12-01", "2025-06-30", 12, 141, 114, 18, 9),
    ("2025-07-01", None, 0, 102, 82, 20, 0),
]


def days() -> list[tuple[dt.date, tuple[int, ...]]]:
    found = []
    for first, last, *counts in AS_PUBLISHED:
        found.append((dt.date.fromisoformat(first or "2018-12-06"), tuple(counts)))
        found.append((dt.date.fromisoformat(last or "2026-12-31"), tuple(counts)))
    return found


@pytest.mark.parametrize(("day", "counts"), days())
def test_counts_are_those_published(day: dt.date, counts: tuple[int, ...]) -> None:
    valid = written_registry().on(day).values()
    kinds = Counter(version.kind for version in valid if version.level == "commune")
    levels = Counter(version.level for version in valid)
    districts, communes, *by_kind = counts
    assert (levels["district"], levels["commune"], levels["province"]) == (districts, communes, 1)
    assert [kinds["xã"], kinds["phường"], kinds["thị trấn"]] == by_kind


def test_nineteen_specialised_bodies_until_the_mergers_of_2025() -> None:
    registry = written_registry()
    for day, count in ((dt.date(2018, 12, 6), 19), (dt.date(2025, 2, 28), 19), (dt.date(2025, 3, 1), 14)):
        assert views.counts(registry.on(day))["department"] == count


def test_nothing_in_the_file_contradicts_itself() -> None:
    assert list(invariants.check(written_registry())) == []


def test_every_unit_that_ends_or_begins_does_so_by_a_recorded_change() -> None:
    registry = written_registry()
    before = {(party.slug, change.on) for change in registry.changes for party in change.before}
    after = {(party.slug, change.on) for change in registry.changes for party in change.after}
    for slug, unit in registry.units.items():
        if unit.versions[0].valid_from:
            assert (slug, unit.versions[0].valid_from) in after, slug
        if unit.versions[-1].valid_to:
            assert (slug, unit.versions[-1].valid_to + dt.timedelta(days=1)) in before, slug
        for later in unit.versions[1:]:
            assert (slug, later.valid_from) in after, slug


def test_every_change_joins_units_that_lived_then() -> None:
    registry = written_registry()
    for change in registry.changes:
        for party in change.before:
            if party.slug:
                assert registry.units[party.slug].at(change.on - dt.timedelta(days=1)), (change.key, party.slug)
        for party in change.after:
            assert registry.units[party.slug or ""].at(change.on), (change.key, party.slug)


def test_each_old_commune_has_successors_and_only_three_were_divided() -> None:
    registry = written_registry()
    old = [slug for slug, one in registry.on(dt.date(2025, 6, 30)).items() if one.level == "commune"]
    heirs = {slug: lineage.successors(registry, slug, dt.date(2025, 7, 1)) for slug in old}
    assert len(old) == 141
    assert all(heirs.values())
    assert {slug for slug, found in heirs.items() if len(found) > 1} == {
        "xa-phu-thuan-b-huyen-hong-ngu",
        "xa-gao-giong-huyen-cao-lanh",
        "xa-tan-thanh-huyen-thanh-binh",
    }
    assert all(party.partial == (len(found) > 1) for found in heirs.values() for party in found)


def test_the_old_neighbour_province_is_known_by_name_only() -> None:
    registry = written_registry()
    named = [party for change in registry.changes for party in change.before if party.slug is None]
    assert len(named) > 100
    assert all("Tiền Giang" in party.name for party in named)


@pytest.mark.parametrize(
    ("day", "code", "name"),
    [
        ("2018-12-06", "29971", "Xã Thường Thới Tiền"),
        ("2019-01-10", "29971", "Thị trấn Thường Thới Tiền"),
        ("2018-12-06", "868", "Thị xã Hồng Ngự"),
        ("2021-01-01", "868", "Thành phố Hồng Ngự"),
        ("2024-11-30", "29869", "Phường 2"),
        ("2025-01-01", "29869", "Phường 1"),
        ("2025-07-01", "29869", "Phường Cao Lãnh"),
        ("2025-06-30", "87", "Tỉnh Đồng Tháp"),
        ("2025-07-01", "82", "Tỉnh Đồng Tháp"),
    ],
)
def test_a_code_means_what_it_meant_on_that_day(day: str, code: str, name: str) -> None:
    valid = written_registry().on(dt.date.fromisoformat(day)).values()
    assert [version.name for version in valid if version.code == code] == [name]
