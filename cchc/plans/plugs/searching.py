"""Plans, their tasks, and the work given to units in search."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, Through, searched
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.models import Assignment, Difficulty, Plan, Task
from cchc.plans.queries import lists
from cchc.plans.rules.status import Status
from cchc.plans.states import DifficultyState, PlanState
from cchc.plans.templatetags.plans import TONES, status_words

_PLAN = Through(Plan, number_only=True)
_TASK = Through(Task)
_PLANS = Columns(Plan, is_numbered=True, units={"unit_id": organisation.bearing})
_TASKS = Columns(Task, through={"plan": _PLAN})
_ASSIGNMENTS = Columns(
    Assignment, folded="", through={"task": _TASK, "plan": _PLAN}, units={"unit_id": organisation.bearing}
)
_DIFFICULTIES = Columns(
    Difficulty, through={"assignment__task": _TASK}, units={"assignment__unit_id": organisation.bearing}
)


@searched(_PLANS, order=("-year", "-issued_on", "pk"))
def _plans_with(reader: Subject) -> QuerySet[Plan]:
    return access.visible_plans(reader).defer("frame", "folded")


def _plans(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _plans_with(subject, wanted, most)
    names = organisation.full_names([row.unit_id for row in rows], clock.today())
    return [
        searching.Hit(
            f"{row.number}: {row.title}" if row.number else row.title,
            _plan_page(row.pk, row.state),
            names.get(row.unit_id, ""),
            ("info", row.get_state_display()) if row.state == PlanState.DRAFT else None,
        )
        for row in rows
    ]


def _plan_page(pk: int, state: str) -> str:
    return reverse("plans:own_plan" if state == PlanState.DRAFT else "plans:dashboard", args=[pk])


@searched(_TASKS, order=("-plan__year", "position", "pk"))
def _tasks_with(reader: Subject) -> "QuerySet[Task, tuple[int, str, str, str, str]]":
    visible = access.visible_tasks(reader).filter(withdrawn_at=None).exclude(plan__state=PlanState.DRAFT)
    return visible.values_list("pk", "code", "title", "plan__number", "plan__title")


def _tasks(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    return [
        searching.Hit(f"{code} {title}", reverse("plans:task", args=[pk]), number or plan)
        for pk, code, title, number, plan in _tasks_with(subject, wanted, most)
    ]


@searched(_ASSIGNMENTS, order=("-plan__year", "task__position", "pk"))
def _assignments_with(reader: Subject) -> "QuerySet[Assignment, dict[str, Any]]":
    columns: QuerySet[Assignment, dict[str, Any]] = access.visible_assignments(reader).values(*lists.ROW_COLUMNS)
    return columns


def _assignments(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    today = clock.today()
    rows = lists.rows_of(_assignments_with(subject, wanted, most), today)
    names = organisation.full_names([row.unit_id for row in rows], today)
    return [
        searching.Hit(
            f"{row.code} {row.title}",
            reverse("plans:assignment", args=[row.id]),
            names.get(row.unit_id, ""),
            (TONES[Status(row.status)], status_words(Status(row.status), row.facts, today)),
        )
        for row in rows
    ]


@searched(_DIFFICULTIES, order=("-raised_at", "pk"))
def _difficulties_with(reader: Subject) -> QuerySet[Difficulty]:
    return access.visible_difficulties(reader).select_related("assignment")


def _difficulties(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    rows = _difficulties_with(subject, wanted, most)
    names = organisation.full_names([row.assignment.unit_id for row in rows], clock.today())
    return [
        searching.Hit(
            row.text,
            reverse("plans:difficulty", args=[row.pk]),
            names.get(row.assignment.unit_id, ""),
            ("risk" if row.state == DifficultyState.OPEN else "done", row.get_state_display()),
        )
        for row in rows
    ]


searching.register(searching.Source(_("Kế hoạch"), 10, "plan.read", _plans, _PLANS))
searching.register(searching.Source(_("Nhiệm vụ"), 20, "task.read", _tasks, _TASKS))
searching.register(searching.Source(_("Việc được giao"), 30, "assignment.read", _assignments, _ASSIGNMENTS))
searching.register(searching.Source(_("Vướng mắc"), 35, "assignment.read", _difficulties, _DIFFICULTIES))
