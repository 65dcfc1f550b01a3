"""What a committee is told of a plan: how it stands, who is late, what is stuck and with whom."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Subquery

from cchc.kernel.clock import day_of
from cchc.plans.models import Assignment, Difficulty, DifficultyStep, Plan, Task
from cchc.plans.queries import dashboard, figures
from cchc.plans.queries.counted import NAMES
from cchc.plans.queries.dashboard import Overview as Overview
from cchc.plans.queries.status import status_expression, with_status
from cchc.plans.rules.status import BEHIND, Status
from cchc.plans.rules.tally import Tally as Tally
from cchc.plans.states import DifficultyState, PlanState

_MOST = 500
OF_WORK = frozenset(f"plans.{name}" for name in NAMES)
"""The indicators that count work: over a year, of all plans of that year, not of one."""

CONCLUSIONS = "conclusions"
"""A key of ``Plan.frame``: the plan holds what a meeting concluded."""


@dataclass(frozen=True)
class Standing:
    """A plan with the figures of its dashboard, and the tally of each unit."""

    plan_id: int
    name: str
    overview: Overview
    by_unit: Mapping[int, Tally]


@dataclass(frozen=True)
class LateWork:
    """One late piece of work; ``undated``: late in naming its day, which was owed on ``due_on``."""

    assignment_id: int
    code: str
    title: str
    unit_id: int
    due_on: dt.date
    undated: bool = False


@dataclass(frozen=True)
class Stuck:
    """A difficulty that waits for a decision, and since when it has stood there."""

    difficulty_id: int
    text: str
    unit_id: int
    code: str
    title: str
    since: dt.date


@dataclass(frozen=True)
class CameOf:
    """What came of one task: the status that presses most, and how far it is."""

    task_id: int
    status: Status
    percent: int
    due_on: dt.date | None


def main_plan(unit_id: int, year: int) -> Plan | None:
    """Return the adopted plan of a unit and a year with the most tasks, conclusions of meetings aside; 1 query."""
    plans = Plan.objects.filter(unit_id=unit_id, year=year, parent=None).exclude(state=PlanState.DRAFT)
    plans = plans.exclude(frame__has_key=CONCLUSIONS)
    tasks = Task.objects.filter(plan=OuterRef("pk"), withdrawn_at=None).order_by().values("plan")
    counted = plans.annotate(tasks=Subquery(tasks.annotate(n=Count("pk")).values("n")))
    return counted.filter(tasks__gt=0).order_by("-tasks", "pk").first()


def standing(plan: Plan, today: dt.date) -> Standing:
    """Return how the plan stands on ``today``; 8 queries."""
    work = Assignment.objects.filter(plan=plan)
    overview = dashboard.overview(plan, work, today, as_of=today)
    return Standing(plan.pk, plan.number or plan.title, overview, figures.tallies_by(work, "unit_id", today))


def late_work(plan: Plan, today: dt.date) -> list[LateWork]:
    """Return what is late, the longest first, then what is late in naming its day; 1 query."""
    behind = [status.value for status in BEHIND]
    rows = with_status(Assignment.objects.filter(plan=plan), today).filter(status__in=behind)
    columns = ("pk", "task__code", "task__title", "unit_id", "due_on", "plan__target_by")
    found = rows.order_by(F("due_on").asc(nulls_last=True), "task__position", "pk").values_list(*columns)[:_MOST]
    return [
        LateWork(pk, code, title, unit_id, due_on or by, due_on is None)
        for pk, code, title, unit_id, due_on, by in found
    ]


def stuck_at(unit_id: int) -> list[Stuck]:
    """Return the open difficulties that stand with a unit, the longest there first; 2 queries."""
    rows = Difficulty.objects.filter(at_unit_id=unit_id, state=DifficultyState.OPEN, assignment__cancelled_at=None)
    found = list(rows.select_related("assignment__task").order_by("raised_at", "pk")[:_MOST])
    steps = DifficultyStep.objects.filter(difficulty__in=found, to_unit_id=unit_id).order_by("made_at")
    arrived = {step.difficulty_id: step.made_at for step in steps}
    return [
        Stuck(
            row.pk, row.text, row.assignment.unit_id, row.assignment.task.code, row.assignment.task.title,
            day_of(arrived.get(row.pk) or row.raised_at),
        )
        for row in found
    ]  # fmt: skip


_ORDER = (Status.LATE, Status.UNDATED, Status.AT_RISK, Status.NOT_STARTED, Status.ON_TRACK, Status.AWAITING)


def came_of(task_ids: Collection[int], today: dt.date) -> dict[int, CameOf]:
    """Return what came of tasks that one unit each got; 1 query."""
    rows = Assignment.objects.filter(task_id__in=task_ids).annotate(status=status_expression(today))
    found: dict[int, CameOf] = {}
    for task_id, status, percent, due_on in rows.values_list("task_id", "status", "percent", "due_on"):
        one = CameOf(task_id, Status(status), percent, due_on)
        held = found.get(task_id)
        if held is None or _rank(one.status) < _rank(held.status):
            found[task_id] = one
    return found


def _rank(status: Status) -> int:
    return _ORDER.index(status) if status in _ORDER else len(_ORDER)
