"""The communication register of the demonstration: an item in each period; the plan hears of it from the register."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from cchc.communications.actions import recording
from cchc.communications.types import Published
from cchc.demonstration.actions._acting import ACTOR, Told, at
from cchc.demonstration.rules.timeline import Chapter
from cchc.kernel.clock import day_of
from cchc.organisation import queries as organisation
from cchc.plans.actions import confirming
from cchc.plans.queries import periods, waiting
from cchc.plans.queries.periods import Work


def chapters(story: Mapping[str, Any], year: int, told: Told) -> Iterator[Chapter]:
    """Yield a chapter for each task that has a norm."""
    root = organisation.root_id(day_of(told.begin))
    for script in story.get("communications", ()):
        for work in periods.works_of_task(root, year, script["code"]):
            yield _norm(work, script, told)


def _norm(work: Work, script: Mapping[str, Any], told: Told) -> Chapter:
    """Set the norm, enter an item in the middle of each period, and let the office confirm it the next day."""
    yield told.begin
    channel, titles = script["channel"], script["titles"]
    norm_id = recording.set_norm(work.assignment_id, script["needed"], channel, actor=ACTOR, now=told.begin)
    for number, span in enumerate(periods.of_assignments([work.assignment_id]).get(work.assignment_id, ())):
        day = span.start_on + (span.due_on - span.start_on) / 2
        yield at(day, 8)
        title, note = titles[number % len(titles)], f"Kỳ {number + 1}"
        item = Published(channel, title, script["outlet"], day, note=note, norm_id=norm_id)
        recording.enter(work.unit_id, item, actor=ACTOR, now=at(day, 8))
        confirmed_at = at(day + dt.timedelta(days=1), 8)
        yield confirmed_at
        confirming.confirm_many(waiting.of_assignment(work.assignment_id), actor=told.office, now=confirmed_at)
