"""A file becomes a reading that waits for the office; a file that can't be read leaves no trace.

What the office changes in it is in ``mending``; here is what concerns the reading as a whole.
"""

import datetime as dt
import time
from hashlib import sha256
from typing import Any

from cchc.kernel import apart, clock, history
from cchc.kernel.files import keeping
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import squeeze
from cchc.kernel.uploads import Checked
from cchc.organisation import actions as organisation
from cchc.plans.actions import _reader, attaching
from cchc.plans.actions._open import locked, one_at_a_time, open_doubts, write, write_draft
from cchc.plans.models import Plan, Reading
from cchc.plans.queries.registry import directory
from cchc.plans.queries.rereading import adopted_before
from cchc.plans.rules import stored
from cchc.plans.rules.carrying import Decided, carry_over
from cchc.plans.rules.draft import Draft
from cchc.plans.rules.mending import leave_open
from cchc.plans.rules.reading import other_days
from cchc.plans.rules.reading.who import Resolver
from cchc.plans.rules.resolving import handed_over, resolved_again
from cchc.plans.states import ReadingState

MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_NAME = 200


class AlreadyRead(Refusal):
    """The same file is there already; ``reading_id`` says where, ``plan_id`` what came of it."""

    def __init__(self, sentence: str | Sentence, reading_id: int, plan_id: int | None) -> None:
        super().__init__(sentence, "file")
        self.reading_id = reading_id
        self.plan_id = plan_id


def read_upload(
    name: str,
    data: bytes,
    unit_id: int,
    as_of: dt.date | None = None,
    plan_id: int | None = None,
    *,
    actor: Actor,
    now: dt.datetime,
    bounds: apart.Bounds = apart.IN_A_JOB,
) -> Reading:
    """Read a file of the unit's, or of a plan that it corrects, and keep both; raises ``Refusal`` and writes nothing.

    Units are looked up as of ``as_of``, or else of the document's own day. ``apart.Exceeded`` says that reading takes
    more than ``bounds``.
    """
    _must_be_new(data, unit_id, plan_id)
    started = time.perf_counter()
    found = _reader.read(name, data, as_of, today=clock.day_of(now), bounds=bounds)
    seconds = time.perf_counter() - started
    draft, settled = _decided_before(plan_id, stored.as_read(found.json))
    source = keeping.lay(Checked(name[-200:], MEDIA_TYPES[found.kind]), data)
    with history.attributed(actor):
        one_at_a_time(unit_id)
        _must_be_new(data, unit_id, plan_id)
        return Reading.objects.create(
            plan_id=plan_id,
            unit_id=unit_id,
            source=attaching.keep(source, actor=actor, now=now),
            as_of=found.as_of,
            as_read=found.json,
            draft=stored.written(draft),
            settled=settled,
            seconds=seconds,
            read_by_id=actor.user_id,
            read_at=now,
        )


def day_of(name: str, data: bytes, as_of: dt.date | None, *, today: dt.date) -> dt.date:
    """Return the day on which the units of a file are looked up; raises ``Refusal``."""
    return _reader.read(name, data, as_of, today=today).as_of


def said_by(
    name: str, data: bytes, as_of: dt.date | None, *, today: dt.date, bounds: apart.Bounds = apart.IN_A_JOB
) -> dict[str, Any]:
    """Return what a file says, without keeping anything; raises ``Refusal``."""
    return _reader.read(name, data, as_of, today=today, bounds=bounds).json


def settle(reading_id: int, key: str, *, actor: Actor, now: dt.datetime) -> None:
    """Agree with the reader about one doubt, whatever others do meanwhile; refuses where only mending helps."""
    with history.attributed(actor):
        reading = locked(reading_id)
        found = next((doubt for doubt in open_doubts(reading) if doubt.key == key), None)
        if found is None:
            return  # somebody has settled or mended it: what was wanted is so
        if not found.may_stand:
            raise Refusal("Chỗ này phải sửa, không bỏ qua được: %(why)s", found.field, why=found.sentence)
        write(reading, settled=[*reading.settled, key])


def settle_alike(reading_id: int, key: str, *, actor: Actor, now: dt.datetime) -> None:
    """Agree with the reader about a doubt and about each that asks the same elsewhere."""
    with history.attributed(actor):
        reading = locked(reading_id)
        found = open_doubts(reading)
        chosen = next((doubt for doubt in found if doubt.key == key), None)
        if chosen is None:
            return
        if not chosen.may_stand:
            raise Refusal("Chỗ này phải sửa, không bỏ qua được: %(why)s", chosen.field, why=chosen.sentence)
        alike = [doubt.key for doubt in found if doubt.may_stand and doubt.asks_like(chosen)]
        write(reading, settled=[*reading.settled, *alike])


def settle_all(reading_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Agree with the reader about whatever only asks, and leave each bound lead to the units' own registration."""
    with history.attributed(actor):
        reading = locked(reading_id)
        draft = reading.opened
        for task in draft.tasks:
            lead = task.lead
            if lead.condition and lead.optional is None and not lead.unresolved:
                draft = leave_open(draft, task.key)
        asking = [doubt.key for doubt in open_doubts(reading, draft) if not doubt.blocks]
        write_draft(reading, draft, settled=[*reading.settled, *asking])


def add_alias(reading_id: int, text: str, targets: tuple[str, ...], *, actor: Actor, now: dt.datetime) -> int:
    """Teach the registry a name (codes of units, keys of classes), read again, and return how many tasks changed."""
    name = squeeze(text)
    if not name or len(name) > LONGEST_NAME:
        raise Refusal("Hãy ghi tên gọi như trong văn bản, nhiều nhất %(most)s ký tự.", "text", most=LONGEST_NAME)
    if not targets:
        raise Refusal("Hãy chọn đơn vị hoặc nhóm đơn vị mà tên gọi này chỉ.", "units")
    with history.attributed(actor):
        reading = locked(reading_id)
        organisation.add_alias(name, targets, as_of=reading.as_of, actor=actor, now=now)
        return _resolve_again(reading)


def hand_over(reading_id: int, word: str, targets: tuple[str, ...], *, actor: Actor, now: dt.datetime) -> int:
    """Let those that follow an ended unit or class stand for it in this reading; return how many tasks changed.

    ``word`` is the name as written or the key of the class; ``targets`` are of those that the registry offers for it.
    The registry learns nothing: other documents are asked about again.
    """
    with history.attributed(actor):
        reading = locked(reading_id)
        known = directory(reading.as_of)
        if not targets or not set(targets) <= set(other_days.offers(word, known)):
            raise Refusal("Danh mục không ghi đơn vị này tiếp nhận việc của “%(name)s”: hãy chọn lại.", name=word)
        classes = [one for one in targets if one in known.class_by_key]
        units = [one for one in targets if one not in known.class_by_key]
        name = known.class_by_key[word].name if word in known.class_by_key else word
        draft, changed = handed_over(reading.opened, word, name, units, classes)
        if changed:
            write_draft(reading, draft)
        return changed


def resolve_again(reading_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Read again, with what the registry knows now, who does what; return how many tasks changed.

    Only what still has an unknown name is read again: what the office chose stays chosen.
    """
    with history.attributed(actor):
        return _resolve_again(locked(reading_id))


def _resolve_again(reading: Reading) -> int:
    draft, changed = resolved_again(reading.opened, Resolver(directory(reading.as_of)).bearers)
    if changed:
        write_draft(reading, draft)
    return changed


def drop(reading_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Put a reading away: nothing comes of it, and the same file may be read again."""
    with history.attributed(actor):
        reading = locked(reading_id)
        write(reading, state=ReadingState.DROPPED, closed_by_id=actor.user_id, closed_at=now)


def _must_be_new(data: bytes, unit_id: int, plan_id: int | None) -> None:
    """Refuse the same file again, a second correction at once, and a correction of somebody else's plan."""
    digest = sha256(data).hexdigest()
    same = Reading.objects.filter(unit_id=unit_id, source__sha256=digest).exclude(state=ReadingState.DROPPED)
    before = same.select_related("plan", "source").order_by("-pk").first()
    if before:
        on = clock.day_of(before.read_at)
        if before.state == ReadingState.OPEN:
            message = Sentence(
                "Tệp này đã được gửi ngày %(day)s với tên “%(name)s” và đang chờ duyệt.",
                day=on,
                name=before.source.name,
            )
        else:
            message = Sentence(
                "Tệp này đã được gửi ngày %(day)s và đã phê duyệt thành kế hoạch %(plan)s.", day=on, plan=before.plan
            )
        raise AlreadyRead(message, before.pk, before.plan_id)
    if plan_id is None:
        return
    if not Plan.objects.filter(pk=plan_id, unit_id=unit_id, parent=None).exists():
        raise Refusal("Chỉ gửi được bản sửa cho kế hoạch do chính cơ quan ban hành.")
    waiting = Reading.objects.filter(plan_id=plan_id, state=ReadingState.OPEN).first()
    if waiting:
        raise AlreadyRead(
            "Kế hoạch này đang có một bản sửa chờ duyệt: hãy duyệt hoặc bỏ bản đó trước.", waiting.pk, plan_id
        )


def _decided_before(plan_id: int | None, draft: Draft) -> tuple[Draft, list[str]]:
    before = adopted_before(plan_id) if plan_id else None
    if before is None:
        return draft, []
    return carry_over(Decided(stored.as_read(before.as_read), before.opened, before.settled), draft)
