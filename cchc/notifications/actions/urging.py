"""Urge units on: their people are told at once, a matter once a day, and it is kept whom that reached."""

import datetime as dt
from collections.abc import Collection, Sequence

from cchc.inbox.types import Item, Urgent
from cchc.kernel import history
from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import alone
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import nfc, squeeze
from cchc.notifications.actions import telling
from cchc.notifications.models import Notice, Urged, Urging
from cchc.notifications.queries import recipients, urgings
from cchc.notifications.types import URGED, News

_BATCH = 2_000
_LONGEST = 500


def urge(urgent: Urgent, words: str = "", *, actor: Actor, now: dt.datetime) -> int:
    """Tell owner and head of each unit, with a line of one's own, and return the number of the act.

    What was urged today already is left out. A unit without an account is kept as not reached: a letter can follow,
    and it isn't urged again that day unless somebody can be told by then.
    """
    words = squeeze(nfc(words))
    if len(words) > _LONGEST:
        raise Refusal("Lời nhắn dài hơn 500 ký tự: hãy rút gọn.", "words")
    if not urgent.items:
        raise Refusal("Không có việc nào đang mở để đôn đốc.")
    today = day_of(now)
    with history.attributed(actor):
        alone("notifications.urging")  # what was urged today is read only after others
        reach = recipients.reach([due.unit_id for due in urgent.items], today)
        fresh = _fresh(urgent.items, reach, today)
        act = Urging.objects.create(
            title=urgent.title[:_LONGEST], words=words, back=urgent.back, at=now, by_id=actor.user_id
        )
        Urged.objects.bulk_create((_row(act, due, len(reach.told[due.unit_id])) for due in fresh), batch_size=_BATCH)
        telling.write(_notices(fresh, reach, f"{actor.label}: {words}" if words else actor.label, now))
    return act.pk


def _fresh(dues: Sequence[Item], reach: recipients.Reach, today: dt.date) -> list[Item]:
    keys = {due.key for due in dues}
    done, unreached = urgings.urged_on(keys, today), urgings.unreached_on(keys, today)
    fresh = [due for due in dues if due.key not in done and (due.key not in unreached or reach.told[due.unit_id])]
    if not fresh:
        if unreached - done:
            raise Refusal("Đã ghi đôn đốc hôm nay, đơn vị chưa có tài khoản: hãy gửi công văn hoặc tạo tài khoản.")
        raise Refusal("Các việc này hôm nay đã được đôn đốc: mỗi việc đôn đốc một lần một ngày.")
    return fresh


def _row(act: Urging, due: Item, told: int) -> Urged:
    return Urged(
        urging=act, key=due.key, unit_id=due.unit_id, title=due.title[:_LONGEST], path=due.path, due_on=due.due_on,
        told=told,
    )  # fmt: skip


def _notices(dues: Sequence[Item], reach: recipients.Reach, note: str, now: dt.datetime) -> list[Notice]:
    day = f"{now.astimezone(ZONE):%Y%m%d}"
    told = [
        News(
            f"{due.key} urged {day}", URGED, due.unit_id, due.title, due.path, due_on=due.due_on, note=note,
            matter=due.key,
        )
        for due in dues
    ]  # fmt: skip
    return [telling.notice(one, user_id, now) for one in told for user_id in sorted(reach.told[one.unit_id])]


def lettered(urging_id: int, unit_ids: Collection[int], number: str, *, actor: Actor, now: dt.datetime) -> None:
    """Keep by which letter the units of an act were written to."""
    with history.attributed(actor):
        Urged.objects.filter(urging_id=urging_id, unit_id__in=unit_ids).update(letter=number[:80])
