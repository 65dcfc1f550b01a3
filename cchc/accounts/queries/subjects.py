"""Who asks: a person by session or a token, with the roles in force, in one query."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from cchc.accounts.access.held import as_rule, held
from cchc.accounts.access.subject import Somebody
from cchc.accounts.models import ApiToken, User
from cchc.accounts.rules import tokens
from cchc.accounts.rules.may import Holder, Reach
from cchc.kernel.clock import day_of
from cchc.kernel.statements import statement
from cchc.organisation import queries as organisation
from cchc.ui.lists import keeping

_latest: tuple[Mapping[int, frozenset[int]], Reach] = ({}, Reach())


def reach(day: dt.date) -> Reach:
    """Return which unit covers which on ``day``; the registry keeps it in memory until it changes."""
    global _latest
    below = organisation.reach(day)
    if below is not _latest[0]:
        _latest = (below, Reach(below))
    return _latest[1]


def with_grants(user_id: int, day: dt.date) -> User | None:
    """Return a person with ``held``, the roles in force on ``day``, and ``kept_views``; the registry's stamp is seen.

    All of it is read in one query.
    """
    person = next(iter(_people(user_id, day)), None)
    if person is not None:
        organisation.registry_seen(person.registry)  # type: ignore[attr-defined]
    return person


@statement
def _people(user_id: int, day: dt.date) -> QuerySet[User]:
    beside = {"kept_views": keeping.with_person("pk"), "registry": organisation.registry_stamp()}
    read = User.objects.annotate(held=held("pk", day), **beside)
    return read.filter(pk=user_id).order_by()


@statement
def _tokens(prefix: str, day: dt.date) -> QuerySet[ApiToken, Any]:
    owners = ApiToken.objects.select_related("owner").filter(prefix=prefix)
    return owners.annotate(held=held("owner_id", day), registry=organisation.registry_stamp())


def of_person(user: Any, day: dt.date) -> Somebody:
    """Return the subject for a user that ``with_grants`` has read."""
    return _somebody(user, user.held, day)


def subject_for_user(user_id: int, day: dt.date) -> Somebody | None:
    """Return the subject of an active person; ``None`` if unknown or switched off; 1 query.

    It proves nothing: whoever asks knows who it is, by a session, a calendar's secret address or as the actor of a job.
    One who must choose a new password first is returned as well, and says so (``must_change_password``).
    """
    user = with_grants(user_id, day)
    return of_person(user, day) if user and user.is_active else None


def subject_for_token(raw: str, now: dt.datetime) -> Somebody | None:
    """Return the subject that a token acts for; ``None`` if unknown, expired, revoked or its owner switched off.

    1 query, which reads the registry's stamp along. The secret is compared in constant time, also where there is
    nothing to compare it with. A person who must choose a new password first can't act through a token either.
    """
    presented = tokens.parse(raw)
    if presented is None:
        return None
    found = next(iter(_tokens(presented.prefix, day_of(now))), None)
    if not tokens.proves(presented.secret, found.digest if found else None) or found is None:
        return None
    owner = found.owner
    organisation.registry_seen(found.registry)
    if found.revoked_at or found.expires_at <= now or not owner.is_active or owner.must_change_password:
        return None
    return _somebody(owner, found.held, day_of(now), found)


def _somebody(user: User, roles: list[dict[str, Any]], day: dt.date, token: ApiToken | None = None) -> Somebody:
    grants = tuple(as_rule(one) for one in roles)
    return Somebody(
        holder=Holder(user.pk, grants, frozenset(token.scopes) if token else None),
        username=user.username,
        name=user.full_name,
        unit_id=user.unit_id,
        read_reach=lambda: reach(day),
        read_name=lambda unit_id: organisation.names([unit_id], day).get(unit_id, ""),
        must_change_password=user.must_change_password,
        language=user.language,
        token_id=token.pk if token else None,
        token_last_used_at=token.last_used_at if token else None,
    )
