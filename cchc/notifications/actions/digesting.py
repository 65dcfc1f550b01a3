"""One digest a person, channel and working day: made in one go, sent by itself."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.db import transaction
from django.utils import translation

from cchc.accounts.queries import people
from cchc.accounts.queries.people import Contact
from cchc.kernel.clock import ZONE, day_of
from cchc.notifications.actions import reminding, settling
from cchc.notifications.documents import digest
from cchc.notifications.models import Carried, Delivery, Notice, Preference, Run
from cchc.notifications.queries import content, lists
from cchc.notifications.states import Channel, Kind
from cchc.notifications.transports import available
from cchc.organisation import queries as organisation
from cchc.organisation.queries import calendars

_BATCH = 1_000
_OLDEST = dt.timedelta(days=14)  # older news was seen, or nobody wants it any more


def run(now: dt.datetime) -> Run | None:
    """Make the reminders and digests of a working day, once, from the hour that content names; else do nothing."""
    local = now.astimezone(ZONE)
    today = day_of(local)
    if local.hour < content.digest_hour() or not works(today):
        return None
    with transaction.atomic():
        made, is_new = Run.objects.get_or_create(day=today, defaults={"at": now, "notices": 0, "deliveries": 0})
        if not is_new:
            return None
        settling.everything(now)
        made.notices = reminding.remind(now)
        made.deliveries = sum(prepare(channel, now) for channel in available())
        made.save()
    return made


def works(day: dt.date) -> bool:
    """Tell whether offices work on ``day``: weekends, holidays and swapped days are the calendar's."""
    return bool(calendars.working_days(day, day + dt.timedelta(1), calendars.calendar()))


def prepare(channel: Channel, now: dt.datetime) -> int:
    """Make the digests of ``channel`` for everybody who wants them and has something unread; return how many."""
    chosen = {row.user_id: row for row in Preference.objects.filter(channel=channel)}
    untold = lists.untold(channel, now - _OLDEST)
    if channel is not Channel.MAIL:
        untold = untold.filter(user_id__in=chosen)
    count = 0
    batch: list[tuple[int, list[Notice]]] = []
    for user_id, own in groupby(untold.iterator(chunk_size=5_000), key=lambda notice: notice.user_id):
        kinds = chosen[user_id].kinds if user_id in chosen else Kind.values
        wanted = [notice for notice in own if notice.kind in kinds]
        if wanted:
            batch.append((user_id, wanted))
        if len(batch) == _BATCH:
            count += _written(channel, batch, chosen, now)
            batch = []
    return count + _written(channel, batch, chosen, now)


def _written(
    channel: Channel, batch: list[tuple[int, list[Notice]]], chosen: dict[int, Preference], now: dt.datetime
) -> int:
    contacts = people.contacts([user_id for user_id, _ in batch])
    today = day_of(now)
    had = set(Delivery.objects.filter(channel=channel, day=today, user_id__in=contacts).values_list("user_id"))
    bundles = [
        (contact, address, notices)
        for contact, notices in _known(batch, contacts)
        if (address := contact.email if channel is Channel.MAIL else chosen[contact.user_id].address)
        and (contact.user_id,) not in had
    ]
    names = organisation.names({notice.unit_id for _, _, notices in bundles for notice in notices}, today)
    rows = []
    for contact, address, notices in bundles:
        with translation.override(contact.language):
            subject, text = digest.written(notices, names, today, home=contact.unit_id, most=content.most_named())
        rows.append(
            Delivery(
                user_id=contact.user_id,
                unit_id=contact.unit_id,
                channel=channel,
                day=today,
                address=address,
                subject=subject,
                text=text,
                prepared_at=now,
                next_try_at=now,
            )
        )
    Delivery.objects.bulk_create(rows, batch_size=_BATCH)
    links = [
        Carried(delivery=row, notice=notice, channel=channel)
        for row, (_, _, notices) in zip(rows, bundles, strict=True)
        for notice in notices
    ]
    Carried.objects.bulk_create(links, batch_size=5_000)
    return len(rows)


def _known(
    batch: list[tuple[int, list[Notice]]], contacts: dict[int, Contact]
) -> Iterator[tuple[Contact, list[Notice]]]:
    return ((contacts[user_id], notices) for user_id, notices in batch if user_id in contacts)
