"""Meetings of the demonstration: one that concluded, with what came of it, and the next one prepared."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cchc.demonstration.actions._acting import ACTOR, Told, at
from cchc.demonstration.rules.timeline import Chapter
from cchc.documents.types import Signature
from cchc.kernel.clock import day_of
from cchc.meetings.actions import holding
from cchc.meetings.queries import meetings
from cchc.meetings.types import Header, Said
from cchc.organisation import queries as organisation
from cchc.plans.actions import confirming, progress
from cchc.plans.queries import parts

_WHOLE = 100


def chapters(story: Mapping[str, Any], told: Told) -> Iterator[Chapter]:
    """Yield the chapters of the meeting that concluded, of each of its conclusions, and of the next meeting."""
    script = story.get("meetings")
    if not script:
        return
    tasks: list[int | None] = []
    yield _held(script["concluded"], tasks)
    for place, one in enumerate(script["concluded"]["conclusions"]):
        if one.get("percent"):
            yield _came_of(script["concluded"], place, tasks, told)
    yield _prepared(script["next"], told)


def _held(script: Mapping[str, Any], tasks: list[int | None]) -> Chapter:
    held = at(script["held_on"], 16)
    yield held
    root = organisation.root_id(day_of(held))
    meeting_id = holding.prepare(root, _header(script), actor=ACTOR, now=held)
    for one in script["conclusions"]:
        unit_id = organisation.unit_id_by_slug(one["unit"]) if "unit" in one else None
        holding.conclude(meeting_id, Said(one["text"], unit_id, one.get("due")), actor=ACTOR, now=held)
    signs = script["signature"]
    signature = Signature((signs["authority"],), signs["post"], signs["name"])
    holding.issue_as(meeting_id, signature, actor=ACTOR, now=held)
    tasks += [line.task_id for line in meetings.lines(meeting_id, day_of(held))]


def _came_of(script: Mapping[str, Any], place: int, tasks: list[int | None], told: Told) -> Chapter:
    """Report on a conclusion: what is whole three days before its day, with a document; the rest half-way to it."""
    one = script["conclusions"][place]
    whole = one["percent"] == _WHOLE
    half = script["held_on"] + (one["due"] - script["held_on"]) / 2
    moment = at(one["due"] - dt.timedelta(days=3) if whole else half, 10)
    yield moment
    said = progress.Said(one["percent"], one["came"])
    if whole:
        said = replace(said, reference_number="01/BC", reference_date=day_of(moment))
    made = [progress.report(work, said, actor=ACTOR, now=moment) for work in parts.of_task(tasks[place] or 0)]
    if whole:
        confirmed_at = moment + dt.timedelta(hours=2)
        yield confirmed_at
        confirming.confirm_many(made, actor=told.office, now=confirmed_at)


def _prepared(script: Mapping[str, Any], told: Told) -> Chapter:
    yield told.now
    holding.prepare(organisation.root_id(day_of(told.now)), _header(script), actor=ACTOR, now=told.now)


def _header(script: Mapping[str, Any]) -> Header:
    return Header(script["held_on"].year, script["quarter"], script["held_on"], script["place"], script["chair"])
