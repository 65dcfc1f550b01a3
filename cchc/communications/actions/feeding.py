"""The register reports an assignment's progress: in the unit's name, through the action that people use."""

import datetime as dt

from cchc.communications.models import Norm
from cchc.communications.queries.register import published
from cchc.communications.rules.feeding import WHOLE, Span, percent, spread
from cchc.kernel import history
from cchc.kernel.clock import day_of
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked
from cchc.plans.actions import counting
from cchc.plans.queries import periods
from cchc.ui.display import date as said_day


def feed(norm_id: int, *, actor: Actor, now: dt.datetime) -> int:
    """Bring the progress of a norm's assignment up to the register; return how many reports that took.

    A period that the office has confirmed stays confirmed; one that has not begun waits.
    """
    with history.attributed(actor):
        return _feed(locked(Norm, norm_id), actor, now)


def _feed(norm: Norm, actor: Actor, now: dt.datetime) -> int:
    today = day_of(now)
    days = published([norm.pk]).get(norm.pk, [])
    spans = periods.of_assignments([norm.assignment_id]).get(norm.assignment_id, [])
    if not spans:
        said = _said(len(days), norm.needed, "", max(days, default=today))
        return counting.follow(norm.assignment_id, None, said, actor=actor, now=now)
    counts = spread(days, [Span(one.id, one.start_on, one.due_on) for one in spans], norm.needed)
    made = 0
    standing = periods.reported(norm.assignment_id)  # a weekly task has fifty periods, and an item changes one
    for span in spans:
        if span.start_on <= today and percent(counts[span.id], norm.needed) != standing.get(span.id, 0):
            when = f" từ {said_day(span.start_on)} đến {said_day(span.due_on)}"
            last = max((day for day in days if span.start_on <= day <= span.due_on), default=today)
            said = _said(counts[span.id], norm.needed, when, last)
            made += counting.follow(norm.assignment_id, span.id, said, actor=actor, now=now)
    return made


def _said(done: int, needed: int, when: str, last: dt.date) -> counting.Counted:
    whole = percent(done, needed)
    words = f"Sổ truyền thông: {done}/{needed} tin, bài, hoạt động{when}."
    return counting.Counted(whole, words, "Sổ truyền thông" if whole == WHOLE else "", last)
