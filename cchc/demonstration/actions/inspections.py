"""Inspections of the demonstration: a programme, its visits, and what became of what they found."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from cchc.demonstration.actions._acting import ACTOR, at
from cchc.demonstration.rules.timeline import Chapter
from cchc.inspections.actions import planning, visiting
from cchc.inspections.queries import inspections
from cchc.inspections.types import Decision, Found, Minutes, Planned
from cchc.organisation import queries as organisation

_KIND = "reform"
_BEFORE = dt.timedelta(days=7)
_VERIFIED_AFTER = dt.timedelta(days=3)


def chapters(story: Mapping[str, Any]) -> Iterator[Chapter]:
    """Yield the chapter of the programme, then one for each of its visits."""
    script = story.get("inspections")
    if not script:
        return
    visits: list[int] = []
    yield _programme(script, visits)
    for place, one in enumerate(script["visits"]):
        yield _visit(visits, place, one, script["team"])


def _programme(script: Mapping[str, Any], visits: list[int]) -> Chapter:
    issued = at(script["issued_on"])
    yield issued
    unit = organisation.unit_id_by_slug(script["unit"])
    number = planning.draw_up(unit, issued.year, _KIND, script["title"], actor=ACTOR, now=issued)
    for one in script["visits"]:
        target = organisation.unit_id_by_slug(one["unit"])
        planned = Planned(target, _KIND, one["planned_on"], one.get("is_surprise", False))
        visits.append(planning.add(number, planned, actor=ACTOR, now=issued))
    planning.adopt(number, script["number"], script["issued_on"], actor=ACTOR, now=issued)


def _visit(visits: list[int], place: int, one: Mapping[str, Any], team: list[list[str]]) -> Chapter:
    day, before = one["planned_on"], one["planned_on"] - _BEFORE
    yield at(before)
    visit_id = visits[place]
    decision = Decision(f"{before.day:02}/QĐ-SNV", before, tuple((name, body, role) for name, body, role in team))
    visiting.decide(visit_id, decision, actor=ACTOR, now=at(before))
    yield at(day)
    rows = _held(visit_id, one)
    mended = [(found.get("mended"), row) for row, found in zip(rows, one["findings"], strict=True)]
    for mended_on, row in sorted((day, row) for day, row in mended if day):
        yield at(mended_on)
        visiting.mend(row, "Đã khắc phục theo yêu cầu của đoàn.", actor=ACTOR, now=at(mended_on))
        yield at(mended_on + _VERIFIED_AFTER)
        visiting.verify(row, "", is_mended=True, actor=ACTOR, now=at(mended_on + _VERIFIED_AFTER))


def _held(visit_id: int, one: Mapping[str, Any]) -> list[int]:
    """Write the visit up and return its findings."""
    day, target = one["planned_on"], organisation.unit_id_by_slug(one["unit"])
    verdicts = {
        check.pk: ("partly" if check.position <= len(one["findings"]) else "met", "")
        for check in inspections.checks(visit_id)
    }
    minutes = Minutes(day, "Đoàn đã làm việc với đơn vị theo đủ nội dung của kế hoạch.", verdicts)
    visiting.hold(visit_id, minutes, actor=ACTOR, now=at(day))
    rows = [visiting.find(visit_id, _found(target, found), actor=ACTOR, now=at(day)) for found in one["findings"]]
    visiting.conclude(visit_id, actor=ACTOR, now=at(day))
    return rows


def _found(target: int, found: Mapping[str, Any]) -> Found:
    return Found(target, "shortcoming", found["text"], found["demand"], found["due"])
