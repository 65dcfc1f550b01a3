"""The only way from a number in a URL to a person, a grant or a token; outside the scope a record does not exist."""

import datetime as dt
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404

from cchc.accounts.access.held import granted, over
from cchc.accounts.access.subject import Somebody
from cchc.accounts.models import ApiToken, Grant, User
from cchc.accounts.rules import may as rule
from cchc.accounts.rules.granting import Managed
from cchc.kernel.permission import Scope

AnyModel = TypeVar("AnyModel", bound=Model)


def within(scope: Scope) -> QuerySet[User]:
    """Return the people whose unit lies in ``scope``."""
    return User.objects.all() if scope.everything else User.objects.filter(unit_id__in=scope.unit_ids)


def person(subject: Somebody, pk: int) -> User:
    """Return a person whose account ``subject`` may read, or raise ``Http404``."""
    return _only(within(subject.scope("account.read")), pk)


def manageable(subject: Somebody, pk: int, day: dt.date) -> User:
    """Return a person whose account ``subject`` may change; raise ``PermissionDenied`` where they hold more."""
    found = person(subject, pk)
    if not subject.may_manage(managed(found, day)):
        raise PermissionDenied("account.write")
    return found


def managed(user: User, day: dt.date) -> Managed:
    """Return the person as the rule of managing sees them: with what they hold on ``day`` or later; 1 query."""
    return Managed(user.pk, user.unit_id, granted(Grant.objects.filter(user=user).exclude(over(day))))


def grant_to(subject: Somebody, user: User, given: rule.Grant, day: dt.date) -> None:
    """Raise ``PermissionDenied`` unless ``subject`` may give that role to that person."""
    if not subject.may_grant(managed(user, day), given):
        raise PermissionDenied("account.write")


def grant(subject: Somebody, user: User, pk: int, day: dt.date) -> Grant:
    """Return a grant of ``user`` that ``subject`` may take back."""
    found = _only(Grant.objects.filter(user=user), pk)
    [held] = granted(Grant.objects.filter(pk=pk))
    grant_to(subject, user, held, day)
    return found


def own_token(subject: Somebody, pk: int) -> ApiToken:
    """Return a token of one's own, or raise ``Http404``."""
    return _only(ApiToken.objects.filter(owner_id=subject.user_id), pk)


def token_of(user: User, pk: int) -> ApiToken:
    """Return a token of a person whom the caller may manage."""
    return _only(ApiToken.objects.filter(owner=user), pk)


def _only(records: QuerySet[AnyModel], pk: int) -> AnyModel:
    found = records.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
