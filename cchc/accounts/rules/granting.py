"""Whom an administrator may manage and which roles hand out: never more than lies within the own reach."""

from dataclasses import dataclass

from cchc.accounts.rules.may import Grant, Holder, Reach, Thing, may
from cchc.accounts.rules.roles import Role

_MANAGE = "account.write"
_EVERYWHERE_ONLY = frozenset({Role.OFFICE})  # it decides for other units, so only the whole province's may hand it out


@dataclass(frozen=True)
class Managed:
    """The person to be managed, with every role held now or later."""

    user_id: int | None
    unit_id: int | None
    grants: tuple[Grant, ...] = ()


def grantable(holder: Holder, unit_id: int, reach: Reach) -> frozenset[Role]:
    """Return the roles that ``holder`` may hand out or take back over ``unit_id``, and those made after them."""
    if not may(holder, _MANAGE, Thing(unit_id), reach):
        return frozenset()
    everywhere = may(holder, _MANAGE, Thing(None), reach)
    return frozenset(role for role in Role if everywhere or role not in _EVERYWHERE_ONLY)


def may_grant(holder: Holder, to: Managed, grant: Grant, reach: Reach) -> bool:
    """Tell whether ``holder`` may give ``grant`` to that person (or take it back): never to oneself."""
    return (
        to.user_id != holder.user_id
        and may_manage(holder, to, reach)
        and grant.kind in grantable(holder, grant.unit_id, reach)
    )


def may_manage(holder: Holder, person: Managed, reach: Reach) -> bool:
    """Tell whether ``holder`` may change that account.

    Whoever can reset a password can act as its owner, so all that the person holds must lie within what ``holder``
    could have handed out; otherwise a district's administrator would become the province's by way of a colleague.
    """
    if not may(holder, _MANAGE, Thing(person.unit_id), reach):
        return False
    return all(held.kind in grantable(holder, held.unit_id, reach) for held in person.grants)
