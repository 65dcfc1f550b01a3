from hypothesis import given
from hypothesis import strategies as st

from cchc.accounts.rules.granting import Managed, grantable, may_grant, may_manage
from cchc.accounts.rules.may import Grant, Holder, Reach, Thing, may
from cchc.accounts.rules.roles import Role
from cchc.accounts.tests.test_may import COMMUNE, DISTRICT, NEIGHBOUR, PROVINCE, REACH
from cchc.accounts.tests.trees import grants, holders, reaches, unit_ids
from cchc.kernel import rights

CHIEF = Holder(1, (Grant(Role.ADMINISTRATOR, PROVINCE),))
LOCAL = Holder(2, (Grant(Role.ADMINISTRATOR, DISTRICT),))
CLERK = Managed(7, COMMUNE, (Grant(Role.OFFICER, COMMUNE),))


def test_the_office_is_handed_out_by_the_whole_provinces_administrator_only() -> None:
    assert Role.OFFICE in grantable(CHIEF, PROVINCE, REACH)
    assert grantable(LOCAL, COMMUNE, REACH) == {Role.READER, Role.OFFICER, Role.HEAD, Role.ADMINISTRATOR}


def test_nothing_is_handed_out_outside_ones_subtree() -> None:
    assert grantable(LOCAL, NEIGHBOUR, REACH) == frozenset()
    assert grantable(LOCAL, PROVINCE, REACH) == frozenset()


def test_a_colleague_with_more_rights_is_out_of_reach() -> None:
    assert may_manage(LOCAL, CLERK, REACH)
    assert not may_manage(LOCAL, Managed(7, COMMUNE, (Grant(Role.READER, PROVINCE),)), REACH)
    assert not may_manage(LOCAL, Managed(7, COMMUNE, (Grant(Role.OFFICE, COMMUNE),)), REACH)
    assert not may_manage(LOCAL, Managed(7, None), REACH)


def test_nobody_grants_to_themselves() -> None:
    itself = Managed(2, DISTRICT, LOCAL.grants)
    assert not may_grant(LOCAL, itself, Grant(Role.READER, COMMUNE), REACH)


@given(holders, unit_ids, unit_ids, reaches())
def test_a_new_administrator_stays_within_the_givers_reach(holder: Holder, home: int, over: int, reach: Reach) -> None:
    grant = Grant(Role.ADMINISTRATOR, over)
    if may_grant(holder, Managed(99, home), grant, reach):
        for unit_id in range(1, 15):
            if may(Holder(99, (grant,)), "account.write", Thing(unit_id), reach):
                assert may(holder, "account.write", Thing(unit_id), reach)


@given(holders, unit_ids, grants, reaches())
def test_rights_over_other_units_are_never_handed_out(holder: Holder, home: int, grant: Grant, reach: Reach) -> None:
    if may_grant(holder, Managed(99, home), grant, reach):
        for action in rights.held_by(grant.role) - rights.shared():
            for unit_id in range(1, 15):
                if may(Holder(99, (grant,)), action, Thing(unit_id), reach):
                    assert may(holder, "account.write", Thing(unit_id), reach)


@given(holders, unit_ids, st.lists(grants, max_size=2).map(tuple), grants, reaches())
def test_more_rights_never_make_an_account_easier_to_take_over(
    holder: Holder, home: int, held: tuple[Grant, ...], more: Grant, reach: Reach
) -> None:
    if may_manage(holder, Managed(99, home, (*held, more)), reach):
        assert may_manage(holder, Managed(99, home, held), reach)
