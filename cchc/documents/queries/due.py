"""An incoming document as what its unit owes."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from cchc.documents.models import Incoming
from cchc.documents.states import IncomingState
from cchc.kernel.statements import statement
from cchc.notifications.queries.matters import numbers
from cchc.notifications.types import Due


def key(incoming_id: int) -> str:
    """Return the word by which notices remember an incoming document."""
    return f"documents.incoming:{incoming_id}"


def waiting(until: dt.date, unit_ids: Collection[int] | None = None) -> list[Incoming]:
    """Return incoming documents to be dealt with by ``until``, or by no day, of some units or of all; 1 query."""
    return _waiting(until) if unit_ids is None else _waiting(until, unit_ids)


@statement
def _waiting(until: dt.date, unit_ids: Collection[int] | None = None) -> QuerySet[Incoming]:
    found = Incoming.objects.filter(Q(due_on__lte=until) | Q(due_on=None), state=IncomingState.OPEN)
    return (found if unit_ids is None else found.filter(unit_id__among=unit_ids)).order_by("due_on", "pk")


def still(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return those of the keys of ``due`` that are to be dealt with still, with their day; 1 query."""
    asked = numbers(keys)
    rows = Incoming.objects.filter(pk__in=set(asked.values()), state=IncomingState.OPEN)
    days = dict(rows.values_list("pk", "due_on"))
    return {key: days[number] for key, number in asked.items() if number in days}


def due(row: Incoming) -> Due:
    """Return an incoming document as what its unit owes."""
    with translation.override("vi"):
        page = reverse("documents:arrived", args=[row.pk])
    return Due(key(row.pk), "incoming", row.unit_id, None, row.due_on, f"{row.code}: {row.title}", page)
