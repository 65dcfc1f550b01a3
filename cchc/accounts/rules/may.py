"""May this person do this to that record: one pure function, the oracle of the whole surface."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from cchc.accounts.rules import composing
from cchc.accounts.rules.composing import Composition
from cchc.accounts.rules.roles import Role
from cchc.kernel import rights


@dataclass(frozen=True)
class Grant:
    """A role over a unit; ``composed`` is what an administrator has decided of it since it was declared."""

    role: str
    unit_id: int
    composed: Composition | None = None

    @cached_property
    def words(self) -> frozenset[str]:
        """What it allows."""
        return composing.held(self.role, self.composed)

    @property
    def kind(self) -> Role:
        """The role of the platform that it counts as."""
        return self.composed.base if self.composed else Role(self.role)


@dataclass(frozen=True)
class Holder:
    """Whoever asks, as far as the rule needs to know; ``limits`` are a token's scopes (``None``: no token)."""

    user_id: int | None = None
    grants: tuple[Grant, ...] = ()
    limits: frozenset[str] | None = None

    def granting(self, action: str) -> tuple[Grant, ...]:
        """Return the grants that carry ``action``; none for nobody and none outside a token's scopes.

        A word that no module declares is an error, not "nobody": it would close a page to all without a sound.
        """
        if action not in rights.known():
            raise ValueError(f"no module declares the permission {action!r}")
        if self.user_id is None or (self.limits is not None and action not in self.limits):
            return ()
        return tuple(grant for grant in self.grants if action in grant.words)


@dataclass(frozen=True)
class Thing:
    """The record: the unit it belongs to (``None``: to the whole province) and who made it."""

    unit_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True)
class Reach:
    """The units that a unit covers, itself included; a unit that is missing covers itself alone."""

    below: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def covers(self, unit_id: int, other: int) -> bool:
        """Tell whether ``other`` is ``unit_id`` or lies below it."""
        return other == unit_id or other in self.below.get(unit_id, frozenset())

    def under(self, unit_id: int) -> frozenset[int]:
        """Return ``unit_id`` and the units below it."""
        return self.below.get(unit_id, frozenset()) | {unit_id}

    def is_top(self, unit_id: int) -> bool:
        """Tell whether ``unit_id`` covers every unit there is, so that what it covers needs no list."""
        return unit_id in self._tops

    @cached_property
    def _tops(self) -> frozenset[int]:
        whole = frozenset(self.below).union(*self.below.values())
        return frozenset(unit_id for unit_id, covered in self.below.items() if covered | {unit_id} >= whole)


NO_REACH = Reach()


@dataclass(frozen=True)
class Where:
    """The units in which something is allowed."""

    everything: bool = False
    unit_ids: frozenset[int] = frozenset()


def may(holder: Holder, action: str, thing: Thing | None, reach: Reach) -> bool:
    """Tell whether ``holder`` may do ``action`` to ``thing``; without a thing, whether to any at all.

    A role holds over its unit and the subtree of that unit; a token never allows more than its scopes. What belongs to
    no unit belongs to the province: only a grant over all of it reaches it (or an action that everybody shares).
    """
    if action in rights.own():
        return _may_own(holder, action, thing)
    grants = holder.granting(action)
    if thing is None or action in rights.shared():
        return bool(grants)
    return any(_holds_over(grant.unit_id, thing, reach) for grant in grants)


def _may_own(holder: Holder, action: str, thing: Thing | None) -> bool:
    if holder.user_id is None or holder.limits is not None:  # a token never manages its owner's account
        return False
    return thing is None or thing.owner_id == holder.user_id


def _holds_over(unit_id: int, thing: Thing, reach: Reach) -> bool:
    if reach.is_top(unit_id):
        return True
    return thing.unit_id is not None and reach.covers(unit_id, thing.unit_id)


def where(holder: Holder, action: str, reach: Reach) -> Where:
    """Return the units in whose records ``holder`` may do ``action``: what ``may`` says, as a set for a filter."""
    units = [grant.unit_id for grant in holder.granting(action)]
    if units and (action in rights.shared() or any(reach.is_top(unit_id) for unit_id in units)):
        return Where(everything=True)
    return Where(unit_ids=frozenset().union(*(reach.under(unit_id) for unit_id in units)))
