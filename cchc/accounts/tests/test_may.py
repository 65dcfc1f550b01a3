import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.rules.may import Grant, Holder, Reach, Thing, may, where
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.trees import holders, reaches, unit_ids
from cchc.kernel import rights

PROVINCE, DEPARTMENT, DISTRICT, COMMUNE, NEIGHBOUR = 1, 2, 3, 4, 5
UNITS = {
    "province": PROVINCE,
    "department": DEPARTMENT,
    "district": DISTRICT,
    "commune": COMMUNE,
    "neighbour": NEIGHBOUR,
}
REACH = Reach(
    {
        PROVINCE: frozenset({1, 2, 3, 4, 5}),
        DEPARTMENT: frozenset({2}),
        DISTRICT: frozenset({3, 4}),
        COMMUNE: frozenset({4}),
        NEIGHBOUR: frozenset({5}),
    }
)
ALICE = Holder(1, (Grant(Role.OFFICE, PROVINCE),))
HEAD_OF_DISTRICT = Holder(2, (Grant(Role.HEAD, DISTRICT),))
OFFICER_OF_COMMUNE = Holder(3, (Grant(Role.OFFICER, COMMUNE),))
ADMINISTRATOR_OF_DISTRICT = Holder(4, (Grant(Role.ADMINISTRATOR, DISTRICT),))
STRANGER = Holder(5)
NOBODY = Holder()


@pytest.mark.parametrize(
    ("holder", "action", "units"),
    [
        (ALICE, "assignment.confirm", {"province", "department", "district", "commune", "neighbour"}),
        (ALICE, "account.write", set()),
        (HEAD_OF_DISTRICT, "assignment.report", {"district", "commune"}),
        (HEAD_OF_DISTRICT, "assignment.confirm", {"district", "commune"}),
        (HEAD_OF_DISTRICT, "plan.adopt", set()),
        (OFFICER_OF_COMMUNE, "assignment.confirm", set()),
        (HEAD_OF_DISTRICT, "plan.read", {"province", "department", "district", "commune", "neighbour"}),
        (OFFICER_OF_COMMUNE, "assignment.read", {"commune"}),
        (OFFICER_OF_COMMUNE, "difficulty.raise", {"commune"}),
        (OFFICER_OF_COMMUNE, "unit.read", {"province", "department", "district", "commune", "neighbour"}),
        (OFFICER_OF_COMMUNE, "unit.write", set()),
        (ADMINISTRATOR_OF_DISTRICT, "account.write", {"district", "commune"}),
        (ADMINISTRATOR_OF_DISTRICT, "assignment.read", set()),
        (STRANGER, "unit.read", set()),
        (NOBODY, "unit.read", set()),
    ],
)
def test_roles_reach_exactly_these_units(holder: Holder, action: str, units: set[str]) -> None:
    assert {name for name, unit_id in UNITS.items() if may(holder, action, Thing(unit_id), REACH)} == units


def test_what_belongs_to_the_province_answers_to_it_alone() -> None:
    assert may(ALICE, "plan.adopt", Thing(None), REACH)
    assert not may(Holder(9, (Grant(Role.OFFICE, DISTRICT),)), "plan.adopt", Thing(None), REACH)


def test_ones_own_account_is_nobody_elses() -> None:
    assert may(STRANGER, "own_account", Thing(owner_id=5), REACH)
    assert not may(ALICE, "own_account", Thing(owner_id=5), REACH)
    assert not may(NOBODY, "own_account", None, REACH)


def test_a_token_cannot_manage_accounts_or_tokens() -> None:
    everything = Holder(1, (Grant(Role.ADMINISTRATOR, PROVINCE),), limits=rights.known())
    assert not may(everything, "token.own", Thing(owner_id=1), REACH)
    assert not rights.of_tokens() & (rights.own() | {"account.write", "account.read"})


@given(holders, st.sampled_from(sorted(rights.of_roles())), st.one_of(st.none(), unit_ids), reaches())
def test_scope_and_rule_say_the_same(holder: Holder, action: str, unit_id: int | None, reach: Reach) -> None:
    scope = where(holder, action, reach)
    assert may(holder, action, Thing(unit_id), reach) == (scope.everything or unit_id in scope.unit_ids)


@given(holders, st.sampled_from(sorted(rights.known())), st.one_of(st.none(), unit_ids), st.integers(1, 3), reaches())
def test_an_allowed_record_means_an_allowed_page(
    holder: Holder, action: str, unit_id: int | None, owner_id: int, reach: Reach
) -> None:
    if may(holder, action, Thing(unit_id, owner_id), reach):
        assert may(holder, action, None, reach)


WORDS = st.sampled_from(sorted(rights.known()))


@given(holders, WORDS, unit_ids, st.frozensets(WORDS), reaches())
def test_a_token_never_allows_more_than_its_owner(
    holder: Holder, action: str, unit_id: int, limits: frozenset[str], reach: Reach
) -> None:
    token = Holder(holder.user_id, holder.grants, limits)
    if may(token, action, Thing(unit_id), reach):
        assert action in limits
        assert may(Holder(holder.user_id, holder.grants), action, Thing(unit_id), reach)


@given(holders, st.sampled_from(sorted(rights.of_roles() - rights.shared())), unit_ids, reaches())
def test_a_unit_outside_every_subtree_is_closed(holder: Holder, action: str, unit_id: int, reach: Reach) -> None:
    covered = frozenset().union(*(reach.under(grant.unit_id) for grant in holder.grants))
    if unit_id not in covered and not any(reach.is_top(grant.unit_id) for grant in holder.grants):
        assert not may(holder, action, Thing(unit_id), reach)


def test_every_action_belongs_to_a_role_or_to_everybody() -> None:
    assert all(rights.held_by(role) for role in Role)
    assert all(one.own or one.roles for one in rights.known().values())
    assert all(action.count(".") <= 1 and action.islower() for action in rights.known())


def test_a_word_that_no_module_declares_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"assignment\.raed"):
        may(ALICE, "assignment.raed", Thing(COMMUNE), REACH)
