"""Fill an installation with a demonstration: accounts, a real plan, and invented progress marked as such."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from cchc.accounts.actions import grants
from cchc.accounts.actions import people as accounts
from cchc.accounts.types import Role
from cchc.kernel import clock, history, places, seeds
from cchc.kernel.history import Actor
from cchc.organisation import queries as organisation
from cchc.plans.actions import adoption, difficulties, extensions, reading
from cchc.plans.actions._facts import recompute
from cchc.plans.models import Assignment, Occurrence, Plan, Report
from cchc.plans.rules.invention import Course, Luck, Part, Said, invent
from cchc.plans.states import ProductKind, ReportState

ACTOR = Actor(None, "Dữ liệu mẫu", "demo")
_BATCH = 1_000
_HOUR = dt.time(9, 30)


def load(story: Mapping[str, Any], *, now: dt.datetime) -> Plan:
    """Load the demonstration that ``story`` (a file of ``content/demo/``) describes, up to ``now``."""
    adopted_at = dt.datetime.fromisoformat(story["adopted_at"]).replace(tzinfo=clock.ZONE)
    people = _people(story, adopted_at)
    plan = _plan(story, Actor(people["office"], "Dữ liệu mẫu", "demo"), adopted_at)
    luck = Luck(story["seed"])
    with history.attributed(ACTOR):
        Plan.objects.filter(pk=plan.pk).update(is_demo=True)
        _progress(plan, story, luck, people, adopted_at, now)
    _troubles(plan, story, luck, now)
    return plan


def _unit_id(key: str, day: dt.date) -> int:
    return organisation.root_id(day) if key == "province" else organisation.unit_id_by_slug(key)


def _people(story: Mapping[str, Any], adopted_at: dt.datetime) -> dict[str, int]:
    """Make the accounts; return somebody for each role."""
    ids: dict[str, int] = {}
    day = clock.day_of(adopted_at)
    for person in story["accounts"]:
        made = accounts.create(
            username=person["username"],
            full_name=person["full_name"],
            email=person.get("email", ""),
            position=person.get("position", ""),
            unit_id=_unit_id(person["home"], day),
            password=seeds.demo_password(),
            must_change_password=False,
            is_demo=True,
            actor=ACTOR,
            now=adopted_at,
        )
        grants.give(
            made.user_id,
            role=Role(person["role"]),
            unit_id=_unit_id(person["over"], day),
            valid_from=day,
            actor=ACTOR,
            now=adopted_at,
        )
        ids.setdefault(person["role"], made.user_id)
    return ids


def _plan(story: Mapping[str, Any], actor: Actor, adopted_at: dt.datetime) -> Plan:
    file = places.CONTENT / story["plan"]
    unit_id = _unit_id("province", clock.day_of(adopted_at))
    read = reading.read_upload(file.name, file.read_bytes(), unit_id, actor=actor, now=adopted_at)
    reading.settle_all(read.pk, actor=actor, now=adopted_at)
    return adoption.adopt(read.pk, actor=actor, now=adopted_at)


def _progress(
    plan: Plan, story: Mapping[str, Any], luck: Luck, people: Mapping[str, int], begin: dt.datetime, now: dt.datetime
) -> None:
    """Append what each unit would have reported, and derive the columns of all assignments at once."""
    slugs = organisation.slugs()
    rows = list(Assignment.objects.filter(plan=plan).select_related("task").order_by("pk"))
    periods: dict[int, list[tuple[int, dt.date]]] = defaultdict(list)
    for number, assignment_id, due in Occurrence.objects.filter(assignment__plan=plan).values_list(
        "pk", "assignment_id", "due_on"
    ):
        periods[assignment_id].append((number, due))
    reports: list[Report] = []
    leads = Counter(row.task_id for row in rows)
    for row in rows:
        key = f"{row.task.code}/{slugs[row.unit_id]}"
        of_row = sorted(periods[row.pk], key=lambda period: period[1])
        part = Part(key, row.task.start_on, row.task.end_on, of_row, plan.target_by)
        course = invent(part, clock.day_of(begin), clock.day_of(now), story, luck)
        row.target_on, row.registered_on = course.target_on, course.registered_on
        reports += _reports(row, course, people, _share(row, len(course.reports), leads[row.task_id], luck))
    dated = [row for row in rows if row.target_on]
    Assignment.objects.bulk_update(dated, ["target_on", "registered_on"], batch_size=_BATCH)
    Report.objects.bulk_create(reports, batch_size=_BATCH)
    recompute([row.pk for row in rows])


def _reports(row: Assignment, course: Course, people: Mapping[str, int], share: int) -> list[Report]:
    return [
        _report(row, said, number, share if said.spends else 0, people) for number, said in enumerate(course.reports, 1)
    ]


def _share(row: Assignment, reports: int, leads: int, luck: Luck) -> int:
    """Return what each report spends of the unit's part of the task's sum, in whole thousands of đồng."""
    if not (row.task.total and reports):
        return 0
    periods = row.task.count or reports
    return int(row.task.total * (0.8 + 0.2 * luck.of(row.pk, "spent")) / leads / max(periods, reports) / 1000) * 1000


def _report(row: Assignment, said: Said, number: int, spent: int, people: Mapping[str, int]) -> Report:
    whole = said.percent == 100
    decided = said.state == ReportState.CONFIRMED
    moment = dt.datetime.combine(said.on, _HOUR, clock.ZONE)
    return Report(
        assignment=row,
        occurrence_id=said.period,
        percent=said.percent,
        done_text=said.words,
        product_kind=ProductKind.REFERENCE if whole else ProductKind.NONE,
        reference_number=f"{row.pk % 400 + number}/BC-MAU" if whole else "",
        reference_date=said.on if whole else None,
        spent=spent,
        reported_at=moment,
        state=said.state,
        decided_by_id=people["office"] if decided else None,
        decided_at=moment + dt.timedelta(days=2) if decided else None,
    )


def _troubles(plan: Plan, story: Mapping[str, Any], luck: Luck, now: dt.datetime) -> None:
    """Raise some difficulties (one is answered) and ask for some extensions (one is granted)."""
    open_now = Assignment.objects.filter(plan=plan, done_on=None, cancelled_at=None, is_pending=False)
    rows = sorted(open_now, key=lambda row: luck.of(row.pk, "trouble"))
    behaviour, words = story["behaviour"], story["words"]
    raised = [
        difficulties.raise_one(row.pk, luck.pick(words["difficulties"], row.pk), actor=ACTOR, now=now)
        for row in rows[: behaviour["difficulties"]]
    ]
    if raised:
        difficulties.answer(raised[0], words["answers"][0], actor=ACTOR, now=now)
    dated = [row for row in rows[behaviour["difficulties"] :] if row.due_on and not row.task.rrule]
    asked = _ask(dated[: behaviour["extensions"]], words["extension"], now)
    if asked:
        extensions.grant(asked[0], actor=ACTOR, now=now)


def _ask(rows: Sequence[Assignment], reasons: Sequence[str], now: dt.datetime) -> list[int]:
    later = clock.day_of(now) + dt.timedelta(days=45)
    last = dt.date(now.year, 12, 31)
    return [
        extensions.ask(row.pk, min(later, last), reasons[0], actor=ACTOR, now=now)
        for row in rows
        if row.due_on and row.due_on < min(later, last)
    ]
