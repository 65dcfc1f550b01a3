"""What is due, and what may be urged: open work with a day, and the day of work that has none yet."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.notifications.queries import sources, urgeable
from cchc.notifications.types import Due, Urgent
from cchc.plans import access
from cchc.plans.queries.due import due, open_until
from cchc.plans.queries.owed import STILL
from cchc.plans.queries.status import with_status
from cchc.plans.queries.unanswered import to_answer, unanswered
from cchc.plans.rules.status import BEHIND

_MOST_URGED = 5_000


def _due(today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None) -> Sequence[Due]:
    open_now = open_until(until) if unit_ids is None else open_until(until).filter(unit_id__in=unit_ids)
    return [found for work in open_now if (found := due(work)).due_on]


def _unanswered(today: dt.date, until: dt.date, unit_ids: Collection[int] | None = None) -> Sequence[Due]:
    """Return the difficulties that stand with the units: they have no day, so nobody is reminded."""
    return [to_answer(one) for one in unanswered(unit_ids)]


def _one(subject: Subject, which: str) -> Urgent:
    record = access.assignment(subject, urgeable.number(which), access.URGE)
    is_open = record.done_on is None and record.cancelled_at is None and not record.is_pending
    found = due(record)
    return Urgent(found.title, reverse("plans:assignment", args=[record.pk]), [found] if is_open else [])


def _late(subject: Subject, which: str) -> Urgent:
    """Return what is late of a plan in the units that the person stands above."""
    plan = access.plan(subject, urgeable.number(which))
    mine = access.visible_assignments(subject, access.URGE).filter(plan=plan)
    if plan.unit_id not in subject.scope(access.URGE) and not mine.exists():
        raise PermissionDenied(access.URGE)
    late = (
        with_status(mine, clock.today())
        .filter(status__in=[status.value for status in BEHIND])
        .select_related("task", "plan")
    )
    rows = late.order_by("due_on", "pk")[:_MOST_URGED]
    title = f"{plan.number} {plan.title}".strip()
    return Urgent(title, reverse("plans:dashboard", args=[plan.pk]), [due(work) for work in rows])


sources.register("assignment", _due, STILL)
sources.register("difficulty", _unanswered, {})
urgeable.register("viec", _one)
urgeable.register("kehoach", _late)
