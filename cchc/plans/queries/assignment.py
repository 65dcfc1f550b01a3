"""Everything about one assignment, in three queries beside the assignment itself."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from cchc.plans.models import (
    Assignment,
    Difficulty,
    DifficultyStep,
    Extension,
    Milestone,
    Occurrence,
    Report,
    Task,
    TaskPartner,
)
from cchc.plans.queries.parameters import parameters
from cchc.plans.queries.status import date_by, register_by
from cchc.plans.rules.dates import days_registered_late
from cchc.plans.rules.status import Facts, Status, days_late, status
from cchc.plans.states import DifficultyState, ExtensionState, PlanState, ReportState


@dataclass(frozen=True)
class Step:
    """A milestone; ``is_late`` when its day has passed without it."""

    id: int
    title: str
    due_on: dt.date
    done_on: dt.date | None
    is_late: bool


@dataclass(frozen=True)
class PeriodLine:
    """A period of a recurring assignment and how it stands on the day that was asked about."""

    id: int
    start_on: dt.date
    due_on: dt.date
    extended_to: dt.date | None
    done_on: dt.date | None
    is_pending: bool
    has_begun: bool
    facts: Facts
    status: Status

    @property
    def last_day(self) -> dt.date:
        return self.extended_to or self.due_on

    @property
    def is_owed(self) -> bool:
        return self.done_on is None and not self.is_pending


@dataclass(frozen=True)
class Asked:
    """A request for a later day and what came of it."""

    id: int
    asked_for: dt.date
    reason: str
    state: str
    asked_at: dt.datetime
    asked_by: str
    granted_to: dt.date | None
    decided_by: str
    decided_at: dt.datetime | None
    remark: str
    period: tuple[dt.date, dt.date] | None


@dataclass(frozen=True)
class Climb:
    from_unit_id: int
    to_unit_id: int
    remark: str
    made_at: dt.datetime


@dataclass(frozen=True)
class Obstacle:
    """A difficulty with its way upwards."""

    record: Difficulty
    climbs: tuple[Climb, ...]


@dataclass(frozen=True)
class OwnWork:
    """A task of the unit's own plan that carries this assignment out."""

    task_id: int
    plan_id: int
    title: str
    percents: tuple[int, ...]

    @property
    def percent(self) -> int:
        return sum(self.percents) // len(self.percents) if self.percents else 0


@dataclass(frozen=True)
class Details:
    """What the page of an assignment shows beside its own columns."""

    facts: Facts
    status: Status
    days_late: int
    register_by: dt.date | None
    days_registered_late: int
    milestones: tuple[Step, ...]
    periods: tuple[PeriodLine, ...]
    extensions: tuple[Asked, ...]
    own_work: tuple[OwnWork, ...]
    partner_ids: tuple[int, ...]
    reports: tuple[Report, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def is_derived(self) -> bool:
        """Tell whether the percentage follows from the unit's own plan, not from reports or the periods done."""
        return not self.periods and any(own.percents for own in self.own_work)

    @property
    def waiting(self) -> tuple[Report, ...]:
        return tuple(report for report in self.reports if report.state == ReportState.SENT)

    @property
    def returned(self) -> Report | None:
        """The latest report, if it was sent back and nothing has been sent since."""
        said = [report for report in self.reports if report.state != ReportState.WITHDRAWN]
        return said[0] if said and said[0].state == ReportState.RETURNED else None

    @property
    def asked(self) -> Asked | None:
        return next((one for one in self.extensions if one.state == ExtensionState.ASKED), None)

    @property
    def open_obstacles(self) -> tuple[Obstacle, ...]:
        return tuple(one for one in self.obstacles if one.record.state == DifficultyState.OPEN)

    @property
    def owed(self) -> tuple[PeriodLine, ...]:
        """Periods that have begun and are still to be reported, the oldest first."""
        return tuple(period for period in self.periods if period.is_owed and period.has_begun)


def facts_of(assignment: Assignment) -> Facts:
    """Return what the status rule asks of an assignment that is loaded with its plan and task."""
    return Facts(
        assignment.due_on,
        assignment.done_on,
        assignment.is_started,
        assignment.is_pending,
        assignment.is_blocked,
        assignment.was_late,
        assignment.cancelled_at is not None,
        date_by(assignment.plan.target_by, assignment.task.offset_days),
    )


def details(assignment: Assignment, today: dt.date) -> Details:
    """Return the rest of the page on ``today``; 3 queries."""
    facts = facts_of(assignment)
    by = register_by(assignment.task, assignment.plan)
    lists = _lists(assignment.pk)
    return Details(
        facts=facts,
        status=status(facts, today, parameters(today).near),
        days_late=days_late(facts, today),
        register_by=by,
        days_registered_late=days_registered_late(assignment.registered_on, by),
        milestones=tuple(_step(one, today) for one in lists["milestones"]),
        periods=tuple(_period(one, today) for one in lists["periods"]),
        extensions=tuple(_asked(one) for one in lists["extensions"]),
        own_work=tuple(OwnWork(**{**one, "percents": tuple(one["percents"])}) for one in lists["own_work"]),
        partner_ids=tuple(lists["partner_ids"]),
        reports=tuple(reports(Report.objects.filter(assignment=assignment))),
        obstacles=tuple(obstacles(Difficulty.objects.filter(assignment=assignment))),
    )


def _lists(assignment_id: int) -> dict[str, Any]:
    """Return the short lists of an assignment as plain values, in one query."""
    of_it = {"assignment": OuterRef("pk")}
    percents = Assignment.objects.filter(task=OuterRef("pk"), cancelled_at=None).values("percent")
    own = Task.objects.filter(implements=OuterRef("pk"), withdrawn_at=None).exclude(plan__state=PlanState.DRAFT)
    own = own.annotate(percents=ArraySubquery(percents))
    found = (
        Assignment.objects.filter(pk=assignment_id)
        .values(
            milestones=_array(Milestone.objects.filter(**of_it).order_by("due_on", "pk"), "id title due_on done_on"),
            periods=_array(
                Occurrence.objects.filter(**of_it).order_by("due_on", "pk"),
                "id start_on due_on extended_to done_on is_pending",
            ),
            extensions=_array(
                Extension.objects.filter(**of_it).order_by("-asked_at", "-pk"),
                "id asked_for reason state asked_at granted_to decided_at remark",
                asked_by="asked_by__full_name",
                decided_by="decided_by__full_name",
                start_on="occurrence__start_on",
                end_on="occurrence__due_on",
            ),
            own_work=_array(own.order_by("position"), "plan_id title percents", task_id="pk"),
            partner_ids=ArraySubquery(TaskPartner.objects.filter(task=OuterRef("task")).values("unit_id")),
        )
        .get()
    )
    return dict(found)


def _array(rows: QuerySet[Any], columns: str, **renamed: str) -> ArraySubquery:
    fields = {name: name for name in columns.split()} | renamed
    return ArraySubquery(rows.values(json=JSONObject(**fields)))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _step(one: dict[str, Any], today: dt.date) -> Step:
    due_on, done_on = dt.date.fromisoformat(one["due_on"]), _day(one["done_on"])
    return Step(one["id"], one["title"], due_on, done_on, done_on is None and due_on < today)


def _period(one: dict[str, Any], today: dt.date) -> PeriodLine:
    start_on, due_on = dt.date.fromisoformat(one["start_on"]), dt.date.fromisoformat(one["due_on"])
    extended_to, done_on = _day(one["extended_to"]), _day(one["done_on"])
    facts = Facts(due_on=extended_to or due_on, done_on=done_on, is_pending=one["is_pending"])
    known = (one["id"], start_on, due_on, extended_to, done_on, one["is_pending"], start_on <= today)
    return PeriodLine(*known, facts, status(facts, today, parameters(today).near))


def _asked(one: dict[str, Any]) -> Asked:
    start_on, end_on = _day(one["start_on"]), _day(one["end_on"])
    return Asked(
        id=one["id"],
        asked_for=dt.date.fromisoformat(one["asked_for"]),
        reason=one["reason"],
        state=one["state"],
        asked_at=dt.datetime.fromisoformat(one["asked_at"]),
        asked_by=one["asked_by"] or "",
        granted_to=_day(one["granted_to"]),
        decided_by=one["decided_by"] or "",
        decided_at=dt.datetime.fromisoformat(one["decided_at"]) if one["decided_at"] else None,
        remark=one["remark"],
        period=(start_on, end_on) if start_on and end_on else None,
    )


def reports(found: QuerySet[Report]) -> QuerySet[Report]:
    """Return reports with people, period and file, the latest first."""
    related = ("reported_by", "decided_by", "occurrence", "attachment")
    return found.select_related(*related).order_by("-reported_at", "-pk")


def obstacles(found: QuerySet[Difficulty]) -> list[Obstacle]:
    """Return difficulties with people and their way upwards, the latest first; one query."""
    climbs = DifficultyStep.objects.filter(difficulty=OuterRef("pk")).order_by("made_at", "pk")
    columns = "from_unit_id to_unit_id remark made_at"
    rows = found.select_related("raised_by", "answered_by").annotate(climbs=_array(climbs, columns))
    return [Obstacle(row, tuple(_climb(one) for one in row.climbs)) for row in rows.order_by("-raised_at", "-pk")]


def _climb(one: dict[str, Any]) -> Climb:
    return Climb(**{**one, "made_at": dt.datetime.fromisoformat(one["made_at"])})
