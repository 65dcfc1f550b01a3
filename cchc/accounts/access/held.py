"""How a grant is read: with what an administrator has composed of its role, in the same query."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from cchc.accounts.models import ComposedRole, Grant
from cchc.accounts.rules import may as rule
from cchc.accounts.rules.composing import Composition
from cchc.accounts.rules.roles import Role


def in_force(day: dt.date) -> Q:
    """Return the filter of grants that hold on ``day``."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def over(day: dt.date) -> Q:
    """Return the filter of grants that hold neither on ``day`` nor later."""
    return Q(valid_to__lte=day)


def held(user: str, day: dt.date) -> ArraySubquery:
    """Return the roles in force of the person in the column ``user``."""
    grants = Grant.objects.filter(in_force(day), user=OuterRef(user)).order_by("pk")
    return ArraySubquery(grants.values(json=_whole()))


def granted(grants: QuerySet[Grant]) -> tuple[rule.Grant, ...]:
    """Return grants as the rules know them; 1 query."""
    return tuple(as_rule(one) for one in grants.values_list(_whole(), flat=True))


def as_rule(one: Mapping[str, Any]) -> rule.Grant:
    """Return a grant of ``held`` as the rules know it."""
    found = one["composed"]
    return rule.Grant(one["role"], one["unit"], composition(**found) if found else None)


def composition(base: str, words: list[str], decided: list[str], name: str) -> Composition:
    """Return what a row of ``ComposedRole`` says."""
    return Composition(Role(base), frozenset(words), frozenset(decided), name)


def kind() -> Coalesce:
    """Return the role of the platform that a grant counts as: who is told, who must have a second factor."""
    return Coalesce(Subquery(ComposedRole.objects.filter(code=OuterRef("role")).values("base")), F("role"))


def _whole() -> JSONObject:
    composed = ComposedRole.objects.filter(code=OuterRef("role")).values(
        json=JSONObject(base="base", words="words", decided="decided", name="name")
    )
    return JSONObject(role="role", unit="unit_id", composed=Subquery(composed))
