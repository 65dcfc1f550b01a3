"""May this person do this to that record: one pure function, the oracle of the whole surface."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc.accounts.rules.roles import EVERYBODY_SIGNED_IN, PERMISSIONS, Role


@dataclass(frozen=True)
class Grant:
    """A role over a unit."""

    role: Role
    unit_id: int


@dataclass(frozen=True)
class Holder:
    """Whoever asks, as far as the rule needs to know; ``limits`` are a token's scopes (``None``: no token)."""

    user_id: int | None = None
    grants: tuple[Grant, ...] = ()
    limits: frozenset[str] | None = None


@dataclass(frozen=True)
class Thing:
    """The record: the unit it belongs to (``None``: to nobody in particular) and who made it."""

    unit_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True)
class Reach:
    """The units that a unit covers, itself included; a unit that is missing covers itself."""

    below: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def covers(self, unit_id: int, other: int) -> bool:
        return other == unit_id or other in self.below.get(unit_id, frozenset())


def may(holder: Holder, action: str, thing: Thing | None, reach: Reach) -> bool:
    """Tell whether ``holder`` may do ``action`` to ``thing``; without a thing, whether to any at all.

    A role holds over its unit and the subtree of that unit; a token never allows more than its scopes.
    """
    if holder.user_id is None or (holder.limits is not None and action not in holder.limits):
        return False
    if action in EVERYBODY_SIGNED_IN:
        return thing is None or thing.owner_id == holder.user_id
    grants = [grant for grant in holder.grants if action in PERMISSIONS[grant.role]]
    if thing is None or thing.unit_id is None:
        return bool(grants)
    return any(reach.covers(grant.unit_id, thing.unit_id) for grant in grants)
