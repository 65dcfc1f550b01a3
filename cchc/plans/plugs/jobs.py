"""Read, in the background, the files that take longer than anybody should wait for a page."""

import datetime as dt

from django.urls import reverse

from cchc.accounts import queries as accounts
from cchc.kernel import clock
from cchc.kernel.history import Actor
from cchc.kernel.jobs import later
from cchc.kernel.refusal import Refusal
from cchc.plans.actions import reading_later


def _read(name: str, data: bytes, *, actor: Actor, unit_id: int, as_of: str, plan_id: int | None) -> str:
    now = clock.now()
    if actor.user_id is not None:  # who sent it may have lost the right since
        subject = accounts.subject_for_user(actor.user_id, clock.day_of(now))
        if subject is None or unit_id not in subject.scope("plan.upload"):
            raise Refusal("Bạn không còn quyền gửi kế hoạch của đơn vị này.")
    day = dt.date.fromisoformat(as_of) if as_of else None
    made = reading_later.finish(name, data, unit_id, day, plan_id, actor=actor, now=now)
    return reverse("plans:review", args=[made])


later.define(reading_later.JOB, _read)
