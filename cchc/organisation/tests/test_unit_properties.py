"""Whatever happens to a province, in whatever order: one tree a day, the past stands, access never leaks upwards."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.kernel.refusal import Refusal
from cchc.organisation import queries
from cchc.organisation.actions import changes as actions
from cchc.organisation.actions import loading
from cchc.organisation.queries import _rows
from cchc.organisation.rules import changes, invariants, lineage, views
from cchc.organisation.rules.changes import Details, Outcome, Record
from cchc.organisation.rules.problems import Nonsense
from cchc.organisation.rules.registry import Party, Registry
from cchc.organisation.tests.units_cases import DAY, NOW, OFFICE, province

VERBS = ("create", "rename", "merge", "merge_new", "split", "move", "abolish")
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 400), st.lists(st.integers(0, 999), min_size=4, max_size=4)),
    max_size=8,
)
FAR = DAY + dt.timedelta(days=5000)


def act(registry: Registry, number: int, verb: str, days: int, picks: list[int]) -> Outcome:
    """Try one change among units that live on the day; which ones, ``picks`` decide."""
    record = Record(on=DAY + dt.timedelta(days=days + 30 * number), basis=f"QĐ {number}")
    living = sorted(registry.on(record.on))
    one, two, three, _ = (living[pick % len(living)] for pick in picks)
    level, parent = registry.units[one].nearest(record.on).level, registry.units[one].nearest(record.on).parent
    made = Details(name=f"Đơn vị {number}", level=level, kind="mới", parent=parent, code=f"m{number}")
    if verb == "create":
        return changes.create(registry, made, record)
    if verb == "rename":
        return changes.rename(registry, one, {"name": f"Tên {number}"}, record)
    if verb == "move":
        return changes.move(registry, one, two, record)
    if verb == "abolish":
        return changes.abolish(registry, [one], record, children_to=two)
    if verb == "split":
        into: list[str | Details] = [made, three if picks[3] % 2 else one]
        return changes.split(registry, one, into, record, children_to=two)
    before = [Party(one), Party(two, partial=picks[3] % 3 == 0)]
    return changes.merge(registry, before, made if verb == "merge_new" else three, record)


def course(steps: list[tuple[str, int, list[int]]]) -> Iterator[tuple[Registry, Registry, dt.date]]:
    """Yield what each accepted change made of the registry before it."""
    registry = province()
    for number, (verb, days, picks) in enumerate(steps):
        try:
            after, change = act(registry, number, verb, days, picks)
        except Nonsense:
            continue
        yield registry, after, change.on
        registry = after


def days_of(registry: Registry) -> list[dt.date]:
    """Return a day of each stretch in which nothing changes."""
    return [max(day, dt.date(1900, 1, 1)) for day in invariants.turning_days(registry.units.values())]


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_every_day_keeps_one_tree_and_no_unit_two_versions(steps: list[tuple[str, int, list[int]]]) -> None:
    for _, after, _ in course(steps):
        for day in days_of(after):
            valid = after.on(day)
            roots = [slug for slug, version in valid.items() if version.parent is None]
            assert len(roots) == 1
            assert len({version.code for version in valid.values()}) == len(valid)
            for slug in valid:
                path = lineage.above(after, slug, day)
                assert [*path, slug][0] == roots[0]
            for unit in after.units.values():
                assert all(one.last < two.first for one, two in pairwise(unit.versions))


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_what_was_before_a_change_stands_as_it_was(steps: list[tuple[str, int, list[int]]]) -> None:
    def facts(registry: Registry, day: dt.date) -> dict[str, object]:
        return {slug: replace(one, valid_to=None) for slug, one in registry.on(day).items()}

    for before, after, on in course(steps):
        for day in [*days_of(before), on - dt.timedelta(days=1)]:
            if day < on:
                assert facts(before, day) == facts(after, day)


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_reach_is_a_hierarchy_and_never_leads_upwards(steps: list[tuple[str, int, list[int]]]) -> None:
    *_, (_, registry, _) = [(None, province(), None), *course(steps)]
    for day in {*days_of(registry), FAR}:
        reach = lineage.reach(registry, day)
        valid = registry.on(day)
        (top,) = [slug for slug, version in valid.items() if version.parent is None]
        assert reach[top] == set(registry.units)
        for slug, covered in reach.items():
            assert slug in covered
            assert all(reach[other] <= covered for other in covered)
            if slug in valid:
                assert not covered & set(lineage.above(registry, slug, day))
                assert {other for other, one in valid.items() if one.parent == slug} <= covered


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_a_merged_unit_stays_within_reach_of_its_heir(steps: list[tuple[str, int, list[int]]]) -> None:
    for _, after, on in course(steps):
        change = after.changes[-1]
        reach = lineage.reach(after, on)
        for party in change.before:
            if change.kind == "merge" and not party.partial and party.slug:
                heir = change.after[0].slug or ""
                assert party.slug in reach[heir]
                assert [one.slug for one in lineage.successors(after, party.slug, on)] == [heir]
            if party.partial and party.slug != change.after[0].slug:
                assert party.slug not in lineage.absorbed(after, on).get(change.after[0].slug or "", ())


@settings(max_examples=100, deadline=None)
@given(STEPS)
def test_counts_are_those_of_the_list(steps: list[tuple[str, int, list[int]]]) -> None:
    for _, after, on in course(steps):
        valid = views.listed(after, on)
        counts = views.counts(valid)
        assert sum(counts.values()) == len(views.rows(valid)) == len(views.directory(after, valid, on).units)
        for level, count in counts.items():
            assert len(views.rows(valid, level)) == count


def test_the_random_course_really_changes_things() -> None:
    """The properties above would hold of nothing at all: each verb must be accepted somewhere."""
    import random

    dice, accepted = random.Random(7), set()
    for _ in range(200):
        steps = [(dice.choice(VERBS), dice.randrange(400), [dice.randrange(999) for _ in range(4)]) for _ in range(8)]
        accepted |= {after.changes[-1].kind for _, after, _ in course(steps)}
    assert accepted == {"create", "rename", "merge", "split", "move", "abolish"}


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_database_follows_the_rules_exactly(steps: list[tuple[str, int, list[int]]]) -> None:
    from django.db import connection, transaction

    sid = transaction.savepoint()
    try:
        loading.load(province(), actor=OFFICE, now=NOW)
        registry = province()
        for _, after, _ in course(steps):
            change = after.changes[-1]
            actions._record(lambda old, step=(after, change): (merged(old, step[0]), step[1]), OFFICE, NOW)
            registry = after
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        held = _rows.read()
        assert {slug: unit.versions for slug, unit in held.units.items()} == {
            slug: tuple(sorted(unit.versions, key=lambda one: one.first)) for slug, unit in registry.units.items()
        }
        ids = queries.slugs()
        for day in {*days_of(registry), FAR}:
            found = {ids[unit]: {ids[one] for one in covered} for unit, covered in queries.reach(day).items()}
            assert found == lineage.reach(registry, day)
    finally:
        transaction.savepoint_rollback(sid)


def merged(old: Registry, wanted: Registry) -> Registry:
    """Return ``wanted`` with the numbers that the database gave."""
    return old.with_units(*(replace(unit, id=_id(old, slug)) for slug, unit in wanted.units.items()))


def _id(registry: Registry, slug: str) -> int | None:
    unit = registry.units.get(slug)
    return unit.id if unit else None


@pytest.mark.django_db
def test_what_is_refused_leaves_no_trace() -> None:
    loading.load(province(), actor=OFFICE, now=NOW)
    before = _rows.read()
    with pytest.raises(Refusal, match="còn 2 đơn vị trực thuộc"):
        actions.abolish(["huyen-tren"], Record(on=DAY, basis="QĐ 1"), actor=OFFICE, now=NOW)
    assert _rows.read() == before
