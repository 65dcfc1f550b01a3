"""Progress of a demonstration's single tasks, through the same actions that people use."""

import datetime as dt

from cchc.kernel import history
from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.history import Actor
from cchc.plans.actions import confirming, progress
from cchc.plans.models import Assignment, Plan
from cchc.plans.rules.reporting import WHOLE, Said


def progress_of(task_id: int, percent: int, words: str, *, before: dt.date, actor: Actor) -> None:
    """Report ``percent`` three days ``before`` the due day; what is whole has a document and is confirmed."""
    at = dt.datetime.combine(before - dt.timedelta(days=3), dt.time(10), ZONE)
    document = {"reference_number": "01/BC", "reference_date": day_of(at)} if percent == WHOLE else {}
    for work in Assignment.objects.filter(task_id=task_id):
        number = progress.report(work.pk, Said(percent, words, **document), actor=actor, now=at)  # type: ignore[arg-type]
        if percent == WHOLE:
            confirming.confirm(number, actor=Actor(None, actor.label, actor.source), now=at + dt.timedelta(hours=2))
    with history.attributed(actor):
        Plan.objects.filter(pk__in=Assignment.objects.filter(task_id=task_id).values("plan")).update(is_demo=True)
