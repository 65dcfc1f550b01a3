"""What a person was told, and what left the platform."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cchc.kernel.text import fold, squeeze
from cchc.notifications.models import Carried, Delivery, Notice, Preference, Run
from cchc.notifications.states import Channel, DeliveryState, Kind

WAITS = Q(read_at=None, settled_at=None)
"""Unread, and not settled meanwhile: what was dealt with before anybody read of it calls nobody any more."""
NOTICE_TABS: Mapping[str, Q] = {"chua-doc": WAITS, "tat-ca": Q()}
DELIVERY_ORDER = {"luc": "prepared_at", "nguoi": "user__sort_key", "ket-qua": "state", "lan": "attempts"}


def notices(own: QuerySet[Notice], tab: str, kind: str) -> QuerySet[Notice]:
    """Return the notices of a tab, the newest first."""
    found = own.filter(NOTICE_TABS.get(tab, Q()))
    if kind in Kind.values:
        found = found.filter(kind=kind)
    return found.order_by("-told_at", "-pk")


def deliveries(visible: QuerySet[Delivery], words: str, state: str, channel: str) -> QuerySet[Delivery]:
    """Return deliveries that match a name or an address, a state and a channel."""
    found = visible.select_related("user")
    if plain := squeeze(words):
        found = found.filter(Q(user__searched__contains=fold(plain)) | Q(address__icontains=plain))
    if state in DeliveryState.values:
        found = found.filter(state=state)
    return found.filter(channel=channel) if channel in Channel.values else found


def tally(visible: QuerySet[Delivery], since: dt.date) -> dict[str, int]:
    """Return how many deliveries since a day stand in each state; 1 query."""
    rows = visible.filter(day__gte=since).values_list("state").annotate(n=Count("pk")).order_by()
    return {str(state): int(n) for state, n in rows}


def last_run() -> Run | None:
    """Return when reminders and digests were last made."""
    return Run.objects.order_by("-day").first()


def preferences(user_id: int) -> dict[str, Preference]:
    """Return the choices a person has made, by channel; 1 query."""
    return {row.channel: row for row in Preference.objects.filter(user_id=user_id)}


def untold(channel: Channel, since: dt.datetime) -> QuerySet[Notice]:
    """Return the notices since then that wait, and went with no digest of ``channel``, by person and urgency."""
    gone = Carried.objects.filter(notice=OuterRef("pk"), channel=channel)
    fresh = Notice.objects.filter(WAITS, ~Exists(gone), told_at__gte=since)
    return fresh.order_by("user_id", "due_on", "-told_at", "pk")
