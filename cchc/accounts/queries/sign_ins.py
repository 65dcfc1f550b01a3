"""Attempts to sign in: who is slowed down, where an account is at home, how often it was tried in vain."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from cchc.accounts.models import Guard, SignIn
from cchc.accounts.states import SUCCESSFUL
from cchc.kernel.permission import Scope

_AT_HOME = dt.timedelta(days=90)
_A_ROW = dt.timedelta(days=1)


def is_at_home(user_id: int, address: str, now: dt.datetime) -> bool:
    """Tell whether a person has signed in from an address within the last three months; 1 query."""
    found = SignIn.objects.filter(user_id=user_id, address=address, outcome__in=SUCCESSFUL, at__gte=now - _AT_HOME)
    return found.exists()


def failures(user_id: int, outcomes: Collection[str], now: dt.datetime) -> int:
    """Return how many attempts have ended in ``outcomes`` within a day, after the last success; 2 queries."""
    rows = SignIn.objects.filter(user_id=user_id, at__gte=now - _A_ROW)
    success = rows.filter(outcome__in=SUCCESSFUL).order_by("-pk").values_list("pk", flat=True).first()
    return rows.filter(outcome__in=outcomes, pk__gt=success or 0).count()


def last_address(sign_in_id: int) -> str:
    """Return where an attempt came from; nothing if it is forgotten by now. 1 query."""
    return SignIn.objects.filter(pk=sign_in_id).values_list("address", flat=True).first() or ""


def slowed(scope: Scope, now: dt.datetime) -> QuerySet[Guard]:
    """Return what must wait now: of people within ``scope``, and whole addresses for who manages everybody; 1 query.

    Names that are nobody's are counted and never shown: one may be a password in the wrong box.
    """
    shown = Q(user__isnull=False) if scope.everything else Q(user__unit_id__in=scope.unit_ids)
    if scope.everything:
        shown |= ~Q(address="")
    return Guard.objects.filter(shown, waits_until__gt=now).select_related("user").order_by("-waits_until", "pk")
