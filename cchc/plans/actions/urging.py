"""Urge units on: their people are told, once a day for each assignment."""

import datetime as dt
from collections.abc import Sequence

from cchc.kernel import history
from cchc.kernel.clock import ZONE
from cchc.kernel.events import publish
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.plans.events import WorkUrged
from cchc.plans.models import Assignment


def urge(assignment_ids: Sequence[int], *, actor: Actor, now: dt.datetime) -> int:
    """Announce which open assignments are urged and return how many; ``Refusal`` if none of them is open."""
    opened = Assignment.objects.filter(pk__in=assignment_ids, done_on=None, cancelled_at=None, is_pending=False)
    ids = tuple(opened.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise Refusal("Không có việc nào đang mở để đôn đốc.")
    with history.attributed(actor):
        publish(WorkUrged(ids, actor.label, now.astimezone(ZONE).date()))
    return len(ids)
