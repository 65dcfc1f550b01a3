"""Meetings of the demonstration: one that concluded in July, with what came of it, and the next one prepared."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.documents.actions import demonstration as documents
from cchc.documents.types import Signature
from cchc.kernel import history
from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.history import Actor
from cchc.meetings.actions import holding
from cchc.meetings.models import Conclusion, Meeting
from cchc.meetings.types import Header, Said
from cchc.organisation import queries as organisation
from cchc.plans.actions import invented

ACTOR = Actor(None, "Dữ liệu mẫu", "demo")


def load(story: Mapping[str, Any], *, now: dt.datetime) -> None:
    """Hold the story's meetings up to ``now``."""
    script = story.get("meetings")
    if not script:
        return
    past, ahead = script["concluded"], script["next"]
    root = organisation.root_id(day_of(now))
    if past["held_on"] < day_of(now):
        _held(root, past, now)
    holding.prepare(root, _header(ahead), actor=ACTOR, now=now)
    with history.attributed(ACTOR):
        for meeting_id in Meeting.objects.filter(unit_id=root).values_list("pk", flat=True):
            documents.mark(f"{holding.ABOUT}{meeting_id}")
        Meeting.objects.filter(unit_id=root).update(is_demo=True)


def _header(script: Mapping[str, Any]) -> Header:
    return Header(script["held_on"].year, script["quarter"], script["held_on"], script["place"], script["chair"])


def _held(root: int, script: Mapping[str, Any], now: dt.datetime) -> None:
    held = dt.datetime.combine(script["held_on"], dt.time(16), ZONE)
    meeting_id = holding.prepare(root, _header(script), actor=ACTOR, now=held)
    for one in script["conclusions"]:
        unit_id = organisation.unit_id_by_slug(one["unit"]) if "unit" in one else None
        holding.conclude(meeting_id, Said(one["text"], unit_id, one.get("due")), actor=ACTOR, now=held)
    signature = script["signature"]
    holding.issue_as(
        meeting_id,
        Signature((signature["authority"],), signature["post"], signature["name"]),
        actor=ACTOR,
        now=held,
    )
    rows = Conclusion.objects.filter(meeting_id=meeting_id, task__isnull=False).order_by("position")
    given = [one for one in script["conclusions"] if "unit" in one]
    for row, one in zip(rows, given, strict=True):
        if row.task_id and one.get("percent") and row.due_on:
            invented.progress_of(row.task_id, one["percent"], one["came"], before=row.due_on, actor=ACTOR)
