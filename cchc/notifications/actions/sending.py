"""Hand waiting digests to their gateways; what can't be handed over waits, and nothing goes twice unless a sender dies.

A sender takes a batch for fifteen minutes, tells of each message at once, and gives back what it did not reach. A
sender that dies leaves its batch to the next: the one letter under way may then arrive twice, with one Message-ID.
"""

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import F

from cchc.accounts.queries import people
from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.kernel.refusal import Refusal
from cchc.notifications.models import Delivery
from cchc.notifications.rules import trying
from cchc.notifications.states import ENDED_BADLY, Channel, DeliveryState
from cchc.notifications.transports import TRANSPORTS, Send
from cchc.notifications.types import Fate, Message, Outcome, Unreachable

_BATCH = 200
_OPEN = (DeliveryState.WAITING, DeliveryState.SENDING)


def send(channel: Channel, now: dt.datetime) -> Counter[str]:
    """Send what waits for ``channel``; return how many ended in each state. A dead server ends the run."""
    outcomes: Counter[str] = Counter()
    if not TRANSPORTS[channel].configured():
        return outcomes
    while batch := _taken(channel, now):
        left = {row.pk: row for row in batch}
        names = people.contacts([row.user_id for row in batch])
        try:
            with TRANSPORTS[channel].open() as out:
                for row in batch:
                    contact = names.get(row.user_id)
                    outcomes[_one(out, row, contact.name if contact else "", now)] += 1
                    del left[row.pk]
        except Unreachable as dead:
            for row in left.values():
                outcomes[_kept(row, Outcome(Fate.LATER, str(dead)), now)] += 1
            break
    return outcomes


def _taken(channel: Channel, now: dt.datetime) -> list[Delivery]:
    """Take the next batch, so that no other sender does; a batch whose sender died comes round again."""
    with transaction.atomic():
        waiting = Delivery.objects.filter(channel=channel, state__in=_OPEN, next_try_at__lte=now)
        batch = list(waiting.select_for_update(skip_locked=True).order_by("next_try_at", "pk")[:_BATCH])
        Delivery.objects.filter(pk__in=[row.pk for row in batch]).update(
            state=DeliveryState.SENDING, attempts=F("attempts") + 1, next_try_at=now + trying.CLAIM
        )
    for row in batch:
        row.attempts += 1
    return batch


def _one(out: Send, row: Delivery, name: str, now: dt.datetime) -> str:
    return _kept(row, out(Message(row.pk, row.address, row.subject, row.text, name)), now)


def _kept(row: Delivery, outcome: Outcome, now: dt.datetime) -> str:
    """Write down what came of a message, at once and by itself."""
    if outcome.fate is Fate.ACCEPTED:
        state = DeliveryState.ACCEPTED
    elif outcome.fate is Fate.REFUSED:
        state = DeliveryState.REFUSED
    else:
        state = DeliveryState.GIVEN_UP if trying.gives_up(row.prepared_at, now) else DeliveryState.WAITING
    row.state, row.words = state, outcome.words[:500]
    row.ended_at = None if state == DeliveryState.WAITING else now
    row.next_try_at = now + trying.pause(row.attempts)
    row.save(update_fields=["state", "words", "ended_at", "next_try_at"])
    return str(state.value)


def send_everything(now: dt.datetime) -> None:
    """Send what waits for any gateway that is set up."""
    for channel in Channel:
        if channel in TRANSPORTS:
            send(channel, now)


def again(delivery_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Let a delivery that was refused or given up be tried once more, to the address the person now has."""
    with history.attributed(actor):
        row = locked(Delivery, delivery_id)
        if row.state not in ENDED_BADLY:
            raise Refusal("Chỉ gửi lại được bản đã bị từ chối hoặc đã ngừng gửi.")
        contact = people.contacts([row.user_id]).get(row.user_id)
        if contact and row.channel == Channel.MAIL and contact.email:
            row.address = contact.email
        row.state, row.next_try_at, row.prepared_at, row.ended_at = DeliveryState.WAITING, now, now, None
        row.save()
