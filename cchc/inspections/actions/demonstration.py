"""Inspections of the demonstration, through the same actions that people use."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.inspections.actions import planning, visiting
from cchc.inspections.models import Check, Programme, Visit
from cchc.inspections.states import Kind, Verdict
from cchc.inspections.types import Decision, Found, Minutes, Planned
from cchc.kernel import history
from cchc.kernel.clock import ZONE, day_of
from cchc.kernel.history import Actor
from cchc.organisation import queries as organisation

ACTOR = Actor(None, "Dữ liệu mẫu", "demo")


def load(story: Mapping[str, Any], *, now: dt.datetime) -> None:
    """Hold the story's inspections up to ``now``."""
    script = story.get("inspections")
    if not script:
        return
    issued = _at(script["issued_on"])
    unit = organisation.unit_id_by_slug(script["unit"])
    number = planning.draw_up(unit, issued.year, Kind.REFORM, script["title"], actor=ACTOR, now=issued)
    for one in script["visits"]:
        target = organisation.unit_id_by_slug(one["unit"])
        planned = Planned(target, Kind.REFORM, one["planned_on"], one.get("is_surprise", False))
        visit_id = planning.add(number, planned, actor=ACTOR, now=issued)
        if one["planned_on"] < day_of(now):
            _held(visit_id, target, one, script)
    planning.adopt(number, script["number"], script["issued_on"], actor=ACTOR, now=issued)
    with history.attributed(ACTOR):
        Programme.objects.filter(pk=number).update(is_demo=True)
        Visit.objects.filter(programme=number).update(is_demo=True)


def _held(visit_id: int, target: int, one: Mapping[str, Any], script: Mapping[str, Any]) -> None:
    day = one["planned_on"]
    team = tuple((name, body, role) for name, body, role in script["team"])
    before = day - dt.timedelta(days=7)
    decision = Decision(f"{before.day:02}/QĐ-SNV", before, team)
    visiting.decide(visit_id, decision, actor=ACTOR, now=_at(before))
    verdicts = {
        check.pk: ((Verdict.PARTLY if check.position <= len(one["findings"]) else Verdict.MET).value, "")
        for check in Check.objects.filter(visit=visit_id)
    }
    minutes = Minutes(day, "Đoàn đã làm việc với đơn vị theo đủ nội dung của kế hoạch.", verdicts)
    visiting.hold(visit_id, minutes, actor=ACTOR, now=_at(day))
    rows = [
        visiting.find(
            visit_id,
            Found(target, "shortcoming", found["text"], found["demand"], found["due"]),
            actor=ACTOR,
            now=_at(day),
        )
        for found in one["findings"]
    ]
    visiting.conclude(visit_id, actor=ACTOR, now=_at(day))
    for number, found in zip(rows, one["findings"], strict=True):
        if "mended" in found:
            visiting.mend(number, "Đã khắc phục theo yêu cầu của đoàn.", actor=ACTOR, now=_at(found["mended"]))
            later = _at(found["mended"] + dt.timedelta(days=3))
            visiting.verify(number, "", is_mended=True, actor=ACTOR, now=later)


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(9), ZONE)
