"""A real plan, and what its units would have done: month by month, with the difficulties that are open today."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cchc.demonstration.actions._acting import ACTOR, Told, at, today, unit_of
from cchc.demonstration.rules.invention import Course, Luck, Part, Said, invent
from cchc.demonstration.rules.timeline import Chapter
from cchc.kernel import places
from cchc.kernel.clock import day_of
from cchc.organisation import queries as organisation
from cchc.plans.actions import adoption, difficulties, extensions, reading, taking_over
from cchc.plans.actions.taking_over import NamedDay, Past
from cchc.plans.queries import due, parts
from cchc.plans.queries.parts import UnitPart

if TYPE_CHECKING:
    from cchc.plans.models import Assignment, Plan

_DECIDED_AFTER = dt.timedelta(days=2)


def adopt(story: Mapping[str, Any], told: Told) -> "Plan":
    """Read the plan of the story, say that all is right, and adopt it."""
    file = places.CONTENT / story["plan"]
    unit_id, who = unit_of("province", day_of(told.begin)), told.office
    read = reading.read_upload(file.name, file.read_bytes(), unit_id, actor=who, now=told.begin)
    reading.settle_all(read.pk, actor=who, now=told.begin)
    return adoption.adopt(read.pk, actor=who, now=told.begin)


def progress(plan: "Plan", story: Mapping[str, Any], luck: Luck, told: Told) -> Chapter:
    """Bring in what the units named and reported: each quarter, before its reports are written, and at the end.

    Tasks that the register of communications follows are left to it.
    """
    counted = {script["code"] for script in story.get("communications", ())}
    slugs = organisation.slugs()
    days: list[NamedDay] = []
    reports: list[Past] = []
    for one in parts.of_plan(plan.pk):
        if one.code not in counted:
            part = Part(f"{one.code}/{slugs[one.unit_id]}", one.start_on, one.end_on, one.periods, plan.target_by)
            course = invent(part, day_of(told.begin), today(told), story, luck)
            if course.target_on:
                days.append(NamedDay(one.assignment_id, course.target_on, course.registered_on))
            reports += _reports(one, course, luck, told)
    reports.sort(key=lambda one: one.at)
    for moment in (*_mornings(told), told.now):
        yield moment
        named = [one for one in days if (one.registered_on or day_of(told.begin)) <= day_of(moment)]
        made = [one for one in reports if (one.decided_at or one.at) <= moment]
        taking_over.take_over(made, named, actor=ACTOR, now=moment)
        days = [one for one in days if one not in named]
        reports = [one for one in reports if (one.decided_at or one.at) > moment]


def _mornings(told: Told) -> Iterator[dt.datetime]:
    """Yield a morning of each quarter: what was done by the 14th is confirmed, and nothing is reported of it yet."""
    last = today(told)
    days = (dt.date(year, month, 17) for year in range(told.begin.year, last.year + 1) for month in (3, 6, 9, 12))
    yield from (at(day, 7) for day in days if day_of(told.begin) < day < last)


def _reports(one: UnitPart, course: Course, luck: Luck, told: Told) -> Iterator[Past]:
    share = _share(one, len(course.reports), luck)
    for number, said in enumerate(course.reports, 1):
        moment = at(said.on, 9, 30)
        decided = _decided(said, moment, told)
        yield Past(
            one.assignment_id, moment, said.percent, said.words, said.period,
            reference=f"{one.assignment_id % 400 + number}/BC-MAU", spent=share if said.spends else 0,
            decided_by=told.people["office"] if decided else None, decided_at=decided,
        )  # fmt: skip


def _decided(said: Said, moment: dt.datetime, told: Told) -> dt.datetime | None:
    return min(moment + _DECIDED_AFTER, told.now) if said.state == "confirmed" else None


def _share(one: UnitPart, reports: int, luck: Luck) -> int:
    """Return what each report spends of the unit's part of the task's sum, in whole thousands of đồng."""
    if not (one.total and reports):
        return 0
    periods = one.count or reports
    drawn = 0.8 + 0.2 * luck.of(one.assignment_id, "spent")
    return int(one.total * drawn / one.leads / max(periods, reports) / 1000) * 1000


def troubles(plan: "Plan", story: Mapping[str, Any], luck: Luck, told: Told) -> Chapter:
    """Raise some difficulties (one is answered) and ask for some extensions (one is granted), today."""
    yield told.now
    rows = sorted(due.open_now().filter(plan=plan.pk), key=lambda row: luck.of(row.pk, "trouble"))
    behaviour, words = story["behaviour"], story["words"]
    raised = [
        difficulties.raise_one(row.pk, luck.pick(words["difficulties"], row.pk), actor=ACTOR, now=told.now)
        for row in rows[: behaviour["difficulties"]]
    ]
    if raised:
        difficulties.answer(raised[0], words["answers"][0], actor=ACTOR, now=told.now)
    dated = [row for row in rows[behaviour["difficulties"] :] if row.due_on and not row.task.rrule]
    asked = _ask(dated[: behaviour["extensions"]], words["extension"], told)
    if asked:
        extensions.grant(asked[0], actor=ACTOR, now=told.now)


def _ask(rows: "Collection[Assignment]", reasons: Sequence[str], told: Told) -> list[int]:
    day = today(told)
    until = min(day + dt.timedelta(days=45), dt.date(day.year, 12, 31))
    return [
        extensions.ask(row.pk, until, reasons[0], actor=ACTOR, now=told.now)
        for row in rows
        if row.due_on and row.due_on < until
    ]
