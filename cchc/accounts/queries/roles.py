"""The roles there are, the platform's and the province's own, and who holds them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from cchc.accounts.access.held import composition, over
from cchc.accounts.models import ComposedRole, Grant
from cchc.accounts.rules import may as rule
from cchc.accounts.rules.composing import Composition
from cchc.accounts.rules.roles import Role
from cchc.accounts.states import ROLE_LABELS, ROLE_MEANS
from cchc.kernel.text import sort_key


@dataclass(frozen=True)
class RoleInWords:
    """A role, what it is called and means; ``is_own``: the province's own, and not the platform's."""

    code: str
    base: Role
    label: str | Promise
    means: str | Promise
    composed: Composition | None = None
    is_own: bool = False
    is_retired: bool = False

    def over(self, unit_id: int) -> rule.Grant:
        """Return the role as granted over a unit."""
        return rule.Grant(self.code, unit_id, self.composed)

    @property
    def words(self) -> frozenset[str]:
        """What it may do today."""
        return self.over(0).words

    @property
    def base_label(self) -> str | Promise:
        return ROLE_LABELS[self.base]


def known() -> dict[str, RoleInWords]:
    """Return every role by its code, the platform's first, then the province's by name; 1 query."""
    rows = {row.code: row for row in sorted(ComposedRole.objects.all(), key=lambda row: sort_key(row.name))}
    platform = {role.value: _of_the_platform(role, rows.pop(role.value, None)) for role in Role}
    return platform | {code: _own(row) for code, row in rows.items()}


def usable() -> dict[str, RoleInWords]:
    """Return the roles that may be given; 1 query."""
    return {code: role for code, role in known().items() if not role.is_retired}


def _of_the_platform(role: Role, row: ComposedRole | None) -> RoleInWords:
    return RoleInWords(role.value, role, ROLE_LABELS[role], ROLE_MEANS[role], _composed(row) if row else None)


def _own(row: ComposedRole) -> RoleInWords:
    is_retired = row.retired_at is not None
    return RoleInWords(row.code, Role(row.base), row.name, row.means, _composed(row), True, is_retired)


def _composed(row: ComposedRole) -> Composition:
    return composition(row.base, row.words, row.decided, row.name)


def labels() -> Mapping[str, str | Promise]:
    """Return code → what a role is called, also of those out of use; 1 query."""
    return {code: role.label for code, role in known().items()}


def label(code: str) -> str | Promise:
    """Return what a role is called; no query for one of the platform's."""
    return ROLE_LABELS[Role(code)] if code in list(Role) else labels().get(code, code)


def called(grant: rule.Grant) -> str | Promise:
    """Return what the role of a grant is called; no query."""
    return (grant.composed.name if grant.composed else "") or ROLE_LABELS[grant.kind]


def holders(code: str, day: dt.date) -> QuerySet[Grant]:
    """Return the grants of a role to active people that hold on ``day`` or later, by person."""
    found = Grant.objects.filter(role=code, user__is_active=True).exclude(over(day))
    return found.select_related("user").order_by("user__sort_key", "user", "pk")


@dataclass(frozen=True)
class Reached:
    """Whom a change of a role reaches: how many people, over how many units."""

    people: int
    units: int


def reached(day: dt.date) -> Mapping[str, Reached]:
    """Return code → the active people who hold it on ``day`` or later, and over how many units; 1 query."""
    found = Grant.objects.filter(user__is_active=True).exclude(over(day)).values("role").order_by()
    counted = found.annotate(people=Count("user", distinct=True), units=Count("unit", distinct=True))
    return {row["role"]: Reached(row["people"], row["units"]) for row in counted}
