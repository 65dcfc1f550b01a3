"""The steps that a unit sets itself on the way to the product."""

import datetime as dt

from cchc.kernel import clock
from cchc.kernel.history import Actor
from cchc.kernel.late import too_late
from cchc.kernel.refusal import Refusal, Sentence
from cchc.kernel.text import squeeze
from cchc.plans.actions._facts import changing, must_be_open
from cchc.plans.actions.targets import bounds
from cchc.plans.models import Milestone, Occurrence
from cchc.plans.rules.dates import check_milestone

MOST = 30
_LONGEST = 300
_REACHED = Sentence("Mốc này đã đánh dấu là đạt: hãy tải lại trang.")
_NOT_REACHED = Sentence("Mốc này chưa đánh dấu là đạt: hãy tải lại trang.")


def add(assignment_id: int, title: str, due_on: dt.date, *, actor: Actor, now: dt.datetime) -> int:
    """Add a milestone and return its number; the same one again is the same milestone."""
    title = squeeze(title)
    if not title or len(title) > _LONGEST:
        raise Refusal("Hãy ghi tên mốc, không quá %(most)s ký tự.", "title", most=_LONGEST)
    with changing(assignment_id, actor) as assignment:
        must_be_open(assignment)
        recurring = Occurrence.objects.filter(assignment=assignment).exists()
        check_milestone(due_on, None if recurring else assignment.due_on, bounds(assignment))
        existing = Milestone.objects.filter(assignment=assignment)
        same = existing.filter(title=title, due_on=due_on).first()
        if same is None and existing.count() >= MOST:
            raise Refusal("Một việc có nhiều nhất %(most)s mốc: hãy bỏ bớt mốc cũ.", "title", most=MOST)
        return (same or Milestone.objects.create(assignment=assignment, title=title, due_on=due_on)).pk


def finish(milestone_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Mark a milestone as reached today."""
    _mark(milestone_id, clock.day_of(now), actor)


def reopen(milestone_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Take back that a milestone was reached."""
    _mark(milestone_id, None, actor)


def _mark(milestone_id: int, day: dt.date | None, actor: Actor) -> None:
    milestone = _found(milestone_id)
    with changing(milestone.assignment_id, actor) as assignment:
        must_be_open(assignment)
        waiting = Milestone.objects.filter(pk=milestone_id, done_on__isnull=day is not None)
        if not waiting.update(done_on=day):
            raise too_late(_REACHED if day else _NOT_REACHED, Milestone, milestone_id, actor)


def remove(milestone_id: int, *, actor: Actor, now: dt.datetime) -> None:
    """Remove a milestone that was not reached."""
    milestone = _found(milestone_id)
    with changing(milestone.assignment_id, actor) as assignment:
        must_be_open(assignment)
        if not Milestone.objects.filter(pk=milestone_id, done_on=None).delete()[0]:
            raise Refusal("Mốc đã đạt thì giữ lại: hãy bỏ đánh dấu trước khi xóa.")


def _found(milestone_id: int) -> Milestone:
    milestone = Milestone.objects.filter(pk=milestone_id).first()
    if milestone is None:
        raise Refusal("Mốc này không còn: hãy tải lại trang.")
    return milestone
