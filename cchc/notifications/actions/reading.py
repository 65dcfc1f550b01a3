"""A person reads what they were told, and says how they want to be told."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.notifications.models import Notice, Preference
from cchc.notifications.queries import bundles
from cchc.notifications.states import Channel, Kind

_MOBILE = re.compile(r"0[35789]\d{8}\Z")  # ten digits since the change of prefixes of 2018


def read(user_id: int, notice_id: int | None, *, actor: Actor, now: dt.datetime) -> int:
    """Mark one notice of the person as read, or all of them; return how many were unread."""
    unread = Notice.objects.filter(user_id=user_id, read_at=None)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    with history.attributed(actor):
        return unread.update(read_at=now)


def read_bundle(user_id: int, word: str, home: int | None, *, actor: Actor, now: dt.datetime) -> int:
    """Mark as read the notices of a person that one line stands for (``queries.bundles``); return how many."""
    mine = Notice.objects.filter(bundles.bundled(home), bundles.named(word), user_id=user_id, read_at=None)
    with history.attributed(actor):
        return mine.update(read_at=now)


def prefer(
    user_id: int, wanted: Mapping[Channel, Sequence[Kind]], phone: str, *, actor: Actor, now: dt.datetime
) -> None:
    """Keep which kinds the person wants by which channel; a telephone channel needs a mobile number.

    The list in the platform is not a choice: it is the record of what was said.
    """
    number = re.sub(r"[\s.-]", "", phone).replace("+84", "0", 1)
    by_phone = any(wanted.get(channel) for channel in (Channel.SMS, Channel.ZALO))
    if by_phone and not number:
        raise Refusal("Muốn nhận tin nhắn thì ghi số điện thoại di động.", "phone")
    if number and not _MOBILE.match(number):
        raise Refusal("Số di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.", "phone")
    with history.attributed(actor):
        for channel in Channel:
            address = "" if channel is Channel.MAIL else number
            kinds = [kind.value for kind in wanted.get(channel, ())]
            Preference.objects.update_or_create(
                user_id=user_id, channel=channel, defaults={"kinds": kinds, "address": address}
            )
