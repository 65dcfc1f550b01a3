"""Operations that read plans, tasks, assignments and what hangs on them."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from cchc.kernel import clock
from cchc.kernel.api import BigId, Paging, answer, listed, needs, page_of
from cchc.kernel.ordering import directed
from cchc.kernel.permission import subject_of
from cchc.kernel.years import RECORDED
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.api import schemas
from cchc.plans.api.router import router
from cchc.plans.models import Difficulty, Plan, Report, Task
from cchc.plans.queries import dashboard, lists
from cchc.plans.queries.lists import AssignmentFilter, AssignmentRow
from cchc.plans.rules.status import Status
from cchc.plans.rules.tally import Tally

StatusWord = Literal[
    "not_started", "on_track", "at_risk", "late", "undated", "awaiting", "done", "done_late", "cancelled",
    "xong", "dang-mo", "tre",
]  # fmt: skip
Words = Annotated[str, Field(max_length=200)]
_ORDER = {"id": "pk", **lists.ASSIGNMENT_ORDER}  # by number unless asked: pages stay put while the work goes on


class AssignmentQuery(Schema):
    """What narrows a list of assignments; ``within`` is a unit with everything below it."""

    plan: BigId | None = None
    task: BigId | None = None
    group: BigId | None = None
    unit: BigId | None = None
    within: BigId | None = None
    status: StatusWord | None = None
    quarter: Annotated[int, Field(ge=0, le=4)] | None = None
    blocked: bool = False
    q: Words = ""
    sort: Literal["id", "-id", "ma", "-ma", "han", "-han", "xong", "-xong", "bao-cao", "-bao-cao"] = "id"


@router.get("/plans", response={200: page_of(schemas.PlanOut)}, summary="Các kế hoạch")
@needs("plan.read")
def list_plans(
    request: HttpRequest,
    paging: Query[Paging],
    year: Annotated[int, Field(ge=RECORDED[0], le=RECORDED[-1])] | None = None,
) -> HttpResponse:
    """List plans, newest first."""
    found = access.visible_plans(subject_of(request)).order_by("-issued_on", "-pk")
    if year is not None:
        found = found.filter(year=year)
    return listed(request, paging, found.count(), lambda start, size: [_plan(p) for p in found[start : start + size]])


@router.get("/plans/{plan_id}", response={200: schemas.PlanOut}, summary="Một kế hoạch")
@needs("plan.read")
def get_plan(request: HttpRequest, plan_id: BigId) -> HttpResponse:
    """Return one plan."""
    return answer(_plan(access.plan(subject_of(request), plan_id)))


@router.get("/plans/{plan_id}/overview", response={200: schemas.OverviewOut}, summary="Số liệu tổng quan")
@needs("plan.read")
def get_overview(request: HttpRequest, plan_id: BigId) -> HttpResponse:
    """Return the figures of a plan, over what the caller may see."""
    subject, today = subject_of(request), clock.today()
    plan, fields = access.plan_with_groups(subject, plan_id)
    work, scope = access.visible_assignments(subject).filter(plan=plan), subject.scope("assignment.read")
    mine = None if scope.everything else scope.unit_ids
    seen = dashboard.overview(plan, work, today, as_of=today, groups=fields, unit_ids=mine)
    groups = [
        {
            **{"id": g.id, "no": g.no, "title": g.title, "tasks": g.sums.tasks, "planned": g.sums.planned},
            **{"spent": g.spent, "counts": _counts(g.tally)},
        }
        for g in seen.groups
    ]
    return answer(
        {
            **{"plan": plan.pk, "as_of": today, "counts": _counts(seen.tally), "units": seen.units},
            **{
                "late_units": seen.late_units,
                "dates_open": seen.figures["dates_open"][0],
                "difficulties": seen.difficulties,
            },
            **{"planned": seen.sums.planned, "lump_sums": seen.sums.lump_sums, "spent": seen.spent, "groups": groups},
        }
    )


@router.get("/plans/{plan_id}/tasks", response={200: page_of(schemas.TaskOut)}, summary="Nhiệm vụ của một kế hoạch")
@needs("task.read")
def list_tasks(request: HttpRequest, plan_id: BigId, paging: Query[Paging], q: Words = "") -> HttpResponse:
    """List the tasks of a plan in the order of the document."""
    subject = subject_of(request)
    plan = access.plan(subject, plan_id)
    found = lists.tasks(access.visible_tasks(subject).filter(plan=plan), words=q).order_by("position", "pk")
    return listed(request, paging, found.count(), lambda start, size: [_task(t) for t in found[start : start + size]])


@router.get("/tasks/{task_id}", response={200: schemas.TaskOut}, summary="Một nhiệm vụ")
@needs("task.read")
def get_task(request: HttpRequest, task_id: BigId) -> HttpResponse:
    """Return one task, as written and as understood."""
    return answer(_task(access.task(subject_of(request), task_id)))


@router.get("/assignments", response={200: page_of(schemas.AssignmentOut)}, summary="Việc được giao")
@needs("assignment.read")
def list_assignments(request: HttpRequest, paging: Query[Paging], asked: Query[AssignmentQuery]) -> HttpResponse:
    """List assignments in the caller's scope."""
    today = clock.today()
    visible = access.visible_assignments(subject_of(request))
    if asked.plan is not None:
        visible = visible.filter(plan_id=asked.plan)
    order = directed(_ORDER[asked.sort.removeprefix("-")], asked.sort.startswith("-"))
    found = lists.narrowed(visible, _filter(asked), today).order_by(order, "pk")

    def rows(start: int, size: int) -> list[dict[str, Any]]:
        return [_assignment(row) for row in lists.assignment_rows(found[start : start + size], today)]

    return listed(request, paging, found.count(), rows)


def _filter(asked: AssignmentQuery) -> AssignmentFilter:
    units = frozenset({asked.unit}) if asked.unit is not None else None
    if asked.within is not None:
        below = organisation.reach(clock.today()).get(asked.within, frozenset({asked.within}))
        units = below if units is None else units & below
    return AssignmentFilter(
        status=asked.status or "",
        group_id=asked.group,
        unit_ids=units,
        quarter=asked.quarter,
        task_id=asked.task,
        blocked=asked.blocked,
        words=asked.q,
    )


@router.get("/assignments/{assignment_id}", response={200: schemas.AssignmentOut}, summary="Một việc được giao")
@needs("assignment.read")
def get_assignment(request: HttpRequest, assignment_id: BigId) -> HttpResponse:
    """Return one assignment."""
    today = clock.today()
    visible = access.visible_assignments(subject_of(request)).filter(pk=assignment_id)
    rows = lists.assignment_rows(lists.narrowed(visible, AssignmentFilter(), today), today)
    if not rows:
        access.assignment(subject_of(request), assignment_id)  # says which of not found and not allowed it is
    return answer(_assignment(rows[0]))


@router.get("/assignments/{assignment_id}/reports", response={200: page_of(schemas.ReportOut)}, summary="Báo cáo")
@needs("assignment.read")
def list_reports(request: HttpRequest, assignment_id: BigId, paging: Query[Paging]) -> HttpResponse:
    """List the reports on an assignment, newest first."""
    found = access.assignment(subject_of(request), assignment_id)
    reports = Report.objects.filter(assignment=found).order_by("-reported_at", "-pk")
    return listed(
        request, paging, reports.count(), lambda start, size: [_report(r) for r in reports[start : start + size]]
    )


@router.get("/difficulties", response={200: page_of(schemas.DifficultyOut)}, summary="Vướng mắc")
@needs("assignment.read")
def list_difficulties(
    request: HttpRequest, paging: Query[Paging], state: Literal["open", "answered", "withdrawn"] | None = None
) -> HttpResponse:
    """List difficulties in the caller's scope, or standing with a unit of it, newest first."""
    found = access.visible_difficulties(subject_of(request)).order_by("-raised_at", "-pk")
    if state is not None:
        found = found.filter(state=state)
    return listed(
        request, paging, found.count(), lambda start, size: [_difficulty(d) for d in found[start : start + size]]
    )


# ------------------------------------------------------------------ rows as plain values
def _plan(plan: Plan) -> dict[str, Any]:
    same = ("number", "title", "year", "issued_on", "issuer", "state", "is_demo")
    return {"id": plan.pk, **{name: getattr(plan, name) for name in same}, "parent": plan.parent_id}


def _counts(tally: Tally) -> dict[str, Any]:
    same = ("total", "done", "due", "due_done", "late", "at_risk", "awaiting")
    return {**{name: getattr(tally, name) for name in same}, "by_status": {s.value: tally.count(s) for s in Status}}


def _task(task: Task) -> dict[str, Any]:
    same = ("code", "title", "products", "lead", "partners", "funding", "note")
    return {
        **{"id": task.pk, "plan": task.plan_id, "group": task.group_id, **{n: getattr(task, n) for n in same}},
        "schedule": {
            **{"kind": task.schedule_kind, "text": task.schedule_text, "start": task.start_on, "end": task.end_on},
            **{"rrule": task.rrule or None, "event": task.event or None},
            **({} if task.offset_days is None else {"offset_days": task.offset_days, "offset_unit": task.offset_unit}),
        },
        "budget": {
            **{"kind": task.budget_kind, "text": task.budget_text, "amount": task.amount, "per": task.per or None},
            **{"count": task.count, "total": task.total},
        },
    }


def _assignment(row: AssignmentRow) -> dict[str, Any]:
    same = ("id", "code", "title", "due_on", "days_late", "percent", "spent", "extended_to")
    days = ("target_on", "registered_on", "event_on")
    return {
        **{name: getattr(row, name) for name in (*same, *days)},
        **{"plan": row.plan_id, "task": row.task_id, "unit": row.unit_id, "status": row.status.value},
        **{"done_on": row.facts.done_on, "is_blocked": row.facts.is_blocked, "is_optional": row.is_optional},
        "reported_at": row.reported_at,
    }


def _report(report: Report) -> dict[str, Any]:
    same = ("percent", "done_text", "reference_number", "reference_date", "spent", "reported_at", "state", "reason")
    return {
        **{"id": report.pk, "assignment": report.assignment_id, "occurrence": report.occurrence_id},
        **{name: getattr(report, name) for name in same},
        "product": report.product_kind,
    }


def _difficulty(found: Difficulty) -> dict[str, Any]:
    same = ("text", "state", "raised_at", "answer", "answered_at")
    return {
        **{"id": found.pk, "assignment": found.assignment_id, "at_unit": found.at_unit_id},
        **{name: getattr(found, name) for name in same},
    }
