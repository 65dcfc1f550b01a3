"""People: one, by name or address, and lists of them."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from cchc.accounts.access.held import held, in_force, kind
from cchc.accounts.access.people import within
from cchc.accounts.models import ComposedRole, Grant, Guard, SecondFactor, SecondFactorRule, SignIn, User
from cchc.accounts.queries.subjects import reach
from cchc.accounts.rules.roles import Role
from cchc.accounts.states import SUCCESSFUL
from cchc.kernel import text
from cchc.kernel.permission import Scope

PersonState = Literal["", "active", "slowed", "off", "waiting"]


@dataclass(frozen=True)
class Filter:
    """What a list of people is narrowed to; empty values narrow nothing."""

    words: str = ""
    unit_ids: frozenset[int] | None = None
    role: str = ""
    state: PersonState = ""


def id_of(username: str) -> int | None:
    """Return whose username it is, if anybody's; 1 query."""
    return User.objects.filter(username=username.strip().lower()).values_list("pk", flat=True).first()


def by_email(addresses: Collection[str]) -> User | None:
    """Return the active person with one of these addresses; 1 query."""
    wanted = [address.strip().lower() for address in addresses if address]
    return User.objects.filter(email__in=wanted, is_active=True).first() if wanted else None


def of_unit(unit_id: int) -> list[tuple[int, str]]:
    """Return number and name of the active people whose unit it is, by given name; 1 query."""
    found = User.objects.filter(unit_id=unit_id, is_active=True).order_by("sort_key", "pk")
    return list(found.values_list("pk", "full_name"))


def has_second_factor(user_id: int) -> bool:
    """Tell whether a person has set up a second factor; 1 query."""
    return SecondFactor.objects.filter(user_id=user_id).exists()


def rule_exists(role: Role) -> bool:
    """Tell whether it was ever decided that ``role`` needs a second factor; 1 query."""
    return SecondFactorRule.objects.filter(role=role).exists()


def owes_second_factor(user_id: int, day: dt.date) -> bool:
    """Tell whether a role held on ``day``, or what it is made after, asks for a factor that is not set up; 1 query."""
    after = ComposedRole.objects.filter(code=OuterRef(OuterRef("role"))).values("base")
    asked = SecondFactorRule.objects.filter(Q(role=OuterRef("role")) | Q(role__in=after), in_force(day))
    asking = Grant.objects.filter(in_force(day), Exists(asked), user=OuterRef("pk"))
    has = SecondFactor.objects.filter(user=OuterRef("pk"))
    return User.objects.filter(Exists(asking), ~Exists(has), pk=user_id).exists()


def listed(scope: Scope, chosen: Filter, day: dt.date, now: dt.datetime) -> QuerySet[User]:
    """Return people in ``scope`` with ``held`` roles, ``waits_until``, ``has_factor`` and ``signed_in_at``.

    One query however many there are; the caller orders and pages it.
    """
    people = (
        within(scope)
        .filter(_matching(chosen, day))
        .annotate(
            waits_until=_wait(now),
            has_factor=Exists(SecondFactor.objects.filter(user=OuterRef("pk"))),
            signed_in_at=_last_sign_in(),
            held=held("pk", day),
        )
    )
    if chosen.state == "slowed":
        people = people.filter(waits_until__isnull=False)
    return people


def _matching(chosen: Filter, day: dt.date) -> Q:
    condition = Q()
    for word in text.fold(chosen.words).split()[:8]:
        condition &= Q(searched__contains=word)
    if chosen.unit_ids is not None:
        condition &= Q(unit_id__in=chosen.unit_ids)
    if chosen.role:
        condition &= Q(Exists(Grant.objects.filter(in_force(day), user=OuterRef("pk"), role=chosen.role)))
    states = {"active": Q(is_active=True), "off": Q(is_active=False), "waiting": Q(must_change_password=True)}
    return condition & states.get(chosen.state, Q())


def _wait(now: dt.datetime) -> Subquery:
    guards = Guard.objects.filter(user=OuterRef("pk"), waits_until__gt=now).order_by("-waits_until")
    return Subquery(guards.values("waits_until")[:1])


def _last_sign_in() -> Subquery:
    latest = SignIn.objects.filter(user=OuterRef("pk"), outcome__in=SUCCESSFUL).order_by("-at")
    return Subquery(latest.values("at")[:1])


def anybody() -> bool:
    """Tell whether there is an account at all; 1 query."""
    return User.objects.exists()


def holders(
    roles: Collection[Role], day: dt.date, unit_ids: Collection[int] | None = None
) -> dict[tuple[int, Role], list[int]]:
    """Return who holds each of ``roles``, or one made after it, over a unit itself on ``day``; 1 query.

    By (unit, role): active people, each once.
    """
    grants = _of_kind(roles, day)
    if unit_ids is not None:
        grants = grants.filter(unit_id__in=unit_ids)
    found: dict[tuple[int, Role], list[int]] = {}
    for unit_id, role, user_id in grants.order_by("user_id").values_list("unit_id", "kind", "user_id").distinct():
        found.setdefault((unit_id, Role(role)), []).append(user_id)
    return found


def working(
    roles: Collection[Role], day: dt.date, unit_ids: Collection[int] | None = None
) -> dict[int, list[tuple[int, int]]]:
    """Return who works in a unit and holds one of ``roles`` over another: unit → (that other, person); 1 query."""
    grants = _of_kind(roles, day).filter(user__unit__isnull=False).exclude(user__unit=F("unit"))
    if unit_ids is not None:
        grants = grants.filter(user__unit__in=unit_ids)
    found: dict[int, list[tuple[int, int]]] = {}
    for home, unit_id, user_id in grants.order_by("user_id").values_list("user__unit", "unit_id", "user_id"):
        found.setdefault(home, []).append((unit_id, user_id))
    return found


def _of_kind(roles: Collection[Role], day: dt.date) -> Any:
    """Return the grants of active people on ``day`` that count as one of ``roles``, which is their ``kind``."""
    return Grant.objects.annotate(kind=kind()).filter(in_force(day), kind__in=roles, user__is_active=True)


def heads(unit_id: int, day: dt.date) -> list[tuple[int, str, str]]:
    """Return number, name and position of the active people who head a unit itself on ``day``; 1 query."""
    heading = _of_kind([Role.HEAD], day).filter(unit_id=unit_id, user=OuterRef("pk"))
    found = User.objects.filter(Exists(heading), is_active=True).order_by("sort_key", "pk")
    return list(found.values_list("pk", "full_name", "position"))


@dataclass(frozen=True)
class Contact:
    """Where and in which language a person is written to."""

    user_id: int
    name: str
    email: str
    language: str
    unit_id: int | None


def contacts(user_ids: Collection[int]) -> dict[int, Contact]:
    """Return the contacts of those of ``user_ids`` who are active; 1 query."""
    rows = User.objects.filter(pk__in=user_ids, is_active=True)
    return {row[0]: Contact(*row) for row in rows.values_list("pk", "full_name", "email", "language", "unit_id")}


def ids_within(unit_id: int, day: dt.date) -> list[int]:
    """Return the accounts of people of a unit and of those below it on ``day``; 1 query."""
    return list(User.objects.filter(unit_id__in=reach(day).under(unit_id)).values_list("pk", flat=True))


def names(user_ids: Collection[int]) -> dict[int, str]:
    """Return number → full name; 1 query."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "full_name"))
