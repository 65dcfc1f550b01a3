"""People and roles beside the names of their units, as of a day."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cchc.accounts.access.held import as_rule
from cchc.accounts.models import Grant, User
from cchc.accounts.queries import roles
from cchc.accounts.queries.subjects import reach
from cchc.kernel.permission import Scope
from cchc.organisation import queries as organisation
from cchc.organisation.types import Offer

GrantState = Literal["now", "later", "over"]


@dataclass(frozen=True)
class GrantInWords:
    """A grant, its role and unit in words, and whether it holds."""

    grant: Grant
    label: str | Promise
    unit_name: str
    last_day: dt.date | None
    state: GrantState


@dataclass(frozen=True)
class PersonInWords:
    """A row of the list of people; ``person`` carries what ``queries.people.listed`` annotates."""

    person: User
    unit_name: str
    roles: tuple[str, ...]
    state: str | Promise
    tone: str


def names(unit_ids: Iterable[int | None], day: dt.date) -> Mapping[int | None, str]:
    """Return id → name on ``day``; 1 query for all of them."""
    wanted = {unit_id for unit_id in unit_ids if unit_id is not None}
    return {unit_id: name for unit_id, name in organisation.names(wanted, day).items()} if wanted else {}


def choices(scope: Scope, day: dt.date) -> Offer:
    """Return the units in ``scope`` that live on ``day``, to choose one from."""
    return organisation.offered(day, scope)


def place(day: dt.date) -> Func:
    """Return the place of a person's unit in the list of units of ``day``, to sort people by."""
    ordered = [unit.id for unit in organisation.listed(day)]
    return Func(
        Value(ordered, ArrayField(BigIntegerField())),
        F("unit_id"),
        function="array_position",
        output_field=IntegerField(),
    )


def under(unit_id: int, day: dt.date) -> frozenset[int]:
    """Return the unit and those below it."""
    return reach(day).under(unit_id)


def grants_in_words(grants: Sequence[Grant], day: dt.date) -> list[GrantInWords]:
    """Return the grants with the names of their roles, and of their units on ``day``; 2 queries."""
    known, called = names([grant.unit_id for grant in grants], day), roles.labels()
    return [
        GrantInWords(
            grant,
            called[grant.role],
            known.get(grant.unit_id, str(grant.unit_id)),
            grant.valid_to - dt.timedelta(days=1) if grant.valid_to else None,
            _state(grant, day),
        )
        for grant in grants
    ]


def people_in_words(people: Sequence[Any], day: dt.date) -> list[PersonInWords]:
    """Return people of ``queries.people.listed`` with the names of units; 1 query."""
    known = names([*(p.unit_id for p in people), *(held["unit"] for p in people for held in p.held)], day)
    return [
        PersonInWords(
            person,
            known.get(person.unit_id, ""),
            tuple(f"{roles.called(one)}: {known.get(one.unit_id, '')}" for one in map(as_rule, person.held)),
            *_standing(person),
        )
        for person in people
    ]


def _standing(person: Any) -> tuple[str | Promise, str]:
    if not person.is_active:
        return _("ngừng dùng"), "neutral"
    if person.waits_until is not None:
        return _("phải chờ để đăng nhập"), "late"
    if person.must_change_password:
        return _("chưa đổi mật khẩu"), "info"
    return _("đang dùng"), "done"


def _state(grant: Grant, day: dt.date) -> GrantState:
    if grant.valid_to is not None and grant.valid_to <= day:
        return "over"
    return "now" if grant.valid_from <= day else "later"
