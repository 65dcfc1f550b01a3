"""A unit says who of its people deals with an item, or takes that back."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from django.db.models import QuerySet

from cchc.accounts.queries import people
from cchc.inbox.events import ItemsGiven, ItemsTaken
from cchc.inbox.models import Handling
from cchc.inbox.types import Item
from cchc.kernel import events, history
from cchc.kernel.history import Actor
from cchc.kernel.locking import alone
from cchc.kernel.refusal import Refusal

MAX_AT_ONCE = 50
_LONGEST = 500


def give(items: Sequence[Item], unit_id: int, person_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Give items of a unit to one of its people and return how many that changed; the person is told of these.

    The last word holds: what somebody else had is theirs no more.
    """
    if not items:
        raise Refusal("Hãy chọn ít nhất một việc.")
    if len(items) > MAX_AT_ONCE or any(item.unit_id != unit_id for item in items):
        raise Refusal("Chỉ phân công việc của đơn vị mình, mỗi lần nhiều nhất %(n)s việc.", n=MAX_AT_ONCE)
    if person_id not in {number for number, _name in people.of_unit(unit_id)}:
        raise Refusal("Chỉ phân công cho người đang làm việc ở đơn vị.", "person")
    with history.attributed(actor):
        alone("inbox.handing", unit_id)
        held = {one.key: one for one in _of([item.record for item in items], unit_id)}
        had = {key: one.person_id for key, one in held.items()}
        fresh = [item for item in items if had.get(item.record) != person_id]
        given = [
            Handling.objects.update_or_create(
                unit_id=unit_id, key=item.record,
                defaults={"matter": item.key, "title": item.title[:_LONGEST], "path": item.path,
                          "person_id": person_id, "given_by_id": actor.user_id, "given_at": now},
            )[0]
            for item in fresh
        ]  # fmt: skip
        _announce_taken(one for one in held.values() if one.person_id != person_id)
        if given and person_id != actor.user_id:
            events.publish(ItemsGiven(person_id, tuple(one.pk for one in given)))
    return len(given)


def take_back(records: Collection[str], unit_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Leave records of a unit to all of its people again; return how many somebody had."""
    with history.attributed(actor):
        alone("inbox.handing", unit_id)
        held = list(_of(records, unit_id))
        _announce_taken(held)
        return _of([one.key for one in held], unit_id).delete()[0]


def _announce_taken(lost: Iterable[Handling]) -> None:
    matters: dict[int, list[str]] = {}
    for one in lost:
        matters.setdefault(one.person_id, []).append(one.matter)
    for person_id, of_person in sorted(matters.items()):
        events.publish(ItemsTaken(person_id, tuple(of_person)))


def _of(records: Collection[str], unit_id: int) -> QuerySet[Handling]:
    return Handling.objects.filter(unit_id=unit_id, key__in=records)
