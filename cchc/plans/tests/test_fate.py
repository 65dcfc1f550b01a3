"""Whatever a correction does, no reported work is cancelled and every lead has exactly one share."""

from hypothesis import given
from hypothesis import strategies as st

from cchc.plans.rules.fate import Held, fate, fate_of_vanished

UNITS = st.integers(1, 8)
HELD = st.lists(
    st.tuples(UNITS, st.booleans(), st.booleans(), st.booleans()), unique_by=lambda row: row[0], max_size=8
).map(lambda rows: [Held(100 + unit, unit, *marks) for unit, *marks in rows])


@given(HELD, st.sets(UNITS), st.sets(UNITS))
def test_each_lead_has_one_share_and_each_assignment_one_fate(
    held: list[Held], before: set[int], after: set[int]
) -> None:
    found = fate(held, before, after)
    by_id = {one.id: one for one in held}
    of_leads = [by_id[pk].unit_id for pk in (*found.stays, *found.reopened)] + list(found.added)
    assert sorted(of_leads) == sorted(after)
    named = [*found.stays, *found.reopened, *found.cancelled, *found.kept_though_not_leading]
    assert len(named) == len(set(named))
    untouched = {one.id for one in held} - set(named)
    assert all(by_id[pk].is_cancelled and by_id[pk].unit_id not in after for pk in untouched)


@given(HELD, st.sets(UNITS), st.sets(UNITS))
def test_nothing_reported_is_cancelled_and_nothing_is_reopened_against_the_office(
    held: list[Held], before: set[int], after: set[int]
) -> None:
    found = fate(held, before, after)
    by_id = {one.id: one for one in held}
    assert not [pk for pk in found.cancelled if by_id[pk].is_reported or by_id[pk].is_done]
    assert not [pk for pk in found.reopened if by_id[pk].unit_id in before]


@given(HELD, st.sets(UNITS))
def test_the_same_leads_change_nothing(held: list[Held], more: set[int]) -> None:
    leads = {one.unit_id for one in held} | more
    found = fate(held, leads, leads)
    assert set(found.stays) == {one.id for one in held}
    assert (found.reopened, found.cancelled, found.kept_though_not_leading) == ((), (), ())


@given(HELD)
def test_of_a_vanished_task_what_is_done_stays(held: list[Held]) -> None:
    found = fate_of_vanished(held)
    open_now = {one.id for one in held if not one.is_cancelled}
    assert set(found.stays) | set(found.cancelled) == open_now
    assert set(found.stays) == {one.id for one in held if one.is_done and not one.is_cancelled}
