"""An incoming document as what its unit owes."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from cchc.documents.models import Incoming
from cchc.documents.states import IncomingState
from cchc.inbox.queries.keys import numbers
from cchc.inbox.types import Item


def key(incoming_id: int) -> str:
    """Return the word by which notices remember an incoming document."""
    return f"documents.incoming:{incoming_id}"


def open_rows() -> QuerySet[Incoming]:
    """Return the incoming documents to be dealt with."""
    return Incoming.objects.filter(state=IncomingState.OPEN)


def still(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return those of the keys of ``due`` that are to be dealt with still, with their day; 1 query."""
    asked = numbers(keys)
    rows = Incoming.objects.filter(pk__in=set(asked.values()), state=IncomingState.OPEN)
    days = dict(rows.values_list("pk", "due_on"))
    return {key: days[number] for key, number in asked.items() if number in days}


def due(row: Incoming) -> Item:
    """Return an incoming document as what its unit owes."""
    with translation.override("vi"):
        page = reverse("documents:arrived", args=[row.pk])
    return Item(
        key(row.pk), "incoming", row.unit_id, None, row.due_on, f"{row.code}: {row.title}", page,
        since=row.arrived_on,
    )  # fmt: skip
