"""Enter what was published, strike out what does not count, and let the plan know."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from cchc.communications.actions import feeding
from cchc.communications.models import Item, Norm
from cchc.communications.states import Channel
from cchc.communications.types import Published
from cchc.kernel import clock, history
from cchc.kernel.files import keeping
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked, locked_all
from cchc.kernel.refusal import Refusal
from cchc.kernel.text import clean, squeeze
from cchc.organisation import queries as organisation
from cchc.plans.queries import periods
from cchc.plans.queries.periods import Work

KIND = "communications.item"


def enter(unit_id: int, given: Published, *, actor: Actor, now: dt.datetime) -> int:
    """Enter an item and return its number; the progress of the assignment it counts for follows at once."""
    file = keeping.put_given(given.file)
    with history.attributed(actor):
        if given.norm_id:  # what counts for it is entered by one at a time
            locked_all(Norm.objects.filter(pk=given.norm_id))
        columns = _columns(unit_id, given, clock.day_of(now))
        kept = keeping.columns(file, KIND, actor=actor, at=now)
        try:
            with transaction.atomic():
                row = Item.objects.create(
                    unit_id=unit_id,
                    entered_by_id=actor.user_id,
                    entered_at=now,
                    is_demo=actor.invents,
                    **columns,
                    **kept,
                )
        except IntegrityError as twice:
            raise Refusal("Tin, bài này đã vào sổ: cùng tên, cùng kênh, cùng ngày.", "title") from twice
        if given.norm_id:
            feeding.feed(given.norm_id, actor=actor, now=now)
    return row.pk


def _columns(unit_id: int, given: Published, today: dt.date) -> dict[str, Any]:
    title, outlet = squeeze(given.title), squeeze(given.outlet)
    if not title or not outlet:
        raise Refusal("Hãy ghi tên và nơi đăng, phát.", "outlet" if title else "title")
    if given.published_on > today:
        raise Refusal("Ngày ở tương lai: chỉ vào sổ việc đã làm.", "published_on")
    organisation.require_living(unit_id, given.published_on)
    if given.norm_id and not Norm.objects.filter(pk=given.norm_id, unit_id=unit_id).exists():
        raise Refusal("Việc được chọn không phải của đơn vị: hãy chọn lại.", "norm")
    return {
        "channel": Channel(given.channel).value, "title": title[:300], "outlet": outlet[:200],
        "author": squeeze(given.author)[:200], "published_on": given.published_on, "url": given.url.strip(),
        "reach": given.reach, "note": squeeze(given.note)[:500], "norm_id": given.norm_id,
    }  # fmt: skip


def strike(item_id: int, reason: str, *, actor: Actor, now: dt.datetime) -> None:
    """Strike an item out: it stays in the register and counts no longer."""
    reason = clean(reason).strip()
    if not reason:
        raise Refusal("Hãy nêu lý do hủy dòng ghi.", "reason")
    with history.attributed(actor):
        row = locked(Item, item_id)
        if row.struck_reason:
            raise Refusal("Dòng ghi này đã được hủy: hãy tải lại trang.")
        row.struck_reason = reason[:500]
        row.save(update_fields=["struck_reason"])
        if row.norm_id:
            feeding.feed(row.norm_id, actor=actor, now=now)


def set_norm(assignment_id: int, needed: int, channel: str, *, actor: Actor, now: dt.datetime) -> int:
    """Say how many items an assignment needs, in each period or in all; its progress then follows the register."""
    if not 1 <= needed <= 500:
        raise Refusal("Số tin, bài mỗi kỳ từ 1 đến 500.", "needed")
    work: Work | None = periods.work(assignment_id)
    if work is None:
        raise Refusal("Việc này đã hủy hoặc không còn: hãy chọn việc khác.", "assignment")
    with history.attributed(actor):
        row, _ = Norm.objects.update_or_create(
            assignment_id=assignment_id, defaults={"unit_id": work.unit_id, "needed": needed, "channel": channel}
        )
        feeding.feed(row.pk, actor=actor, now=now)
    return row.pk
