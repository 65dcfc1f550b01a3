"""Tell the whole story: accounts and a plan, then everything that follows, on one timeline up to the day it ends."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cchc.demonstration.actions import inspections, meetings, people, plan, publicity, reminders, reports, rounds
from cchc.demonstration.actions._acting import ACTOR, Told
from cchc.demonstration.rules.invention import Luck
from cchc.demonstration.rules.timeline import Chapter, play
from cchc.kernel import history
from cchc.kernel.clock import ZONE

if TYPE_CHECKING:
    from cchc.plans.models import Plan


def load(story: Mapping[str, Any], *, now: dt.datetime) -> "Plan":
    """Tell what ``story`` (a file of ``content/demo/``) describes, up to ``now``; return its plan."""
    begin = dt.datetime.fromisoformat(story["adopted_at"]).replace(tzinfo=ZONE)
    with history.attributed(ACTOR):
        told = Told(people.make(story, begin), begin, now)
        adopted = plan.adopt(story, told)
        play(_chapters(adopted, story, told), until=now)
        reminders.send(now)
    return adopted


def _chapters(adopted: "Plan", story: Mapping[str, Any], told: Told) -> Iterator[Chapter]:
    """Yield the chapters; at one moment the earlier in this order comes first."""
    luck = Luck(story["seed"])
    yield plan.progress(adopted, story, luck, told)
    yield from publicity.chapters(story, adopted.year or told.begin.year, told)
    yield from inspections.chapters(story)
    yield reports.chapter(story, told)
    yield from rounds.chapters(story)
    yield from meetings.chapters(story, told)
    yield plan.troubles(adopted, story, luck, told)
