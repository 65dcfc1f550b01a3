"""Plans, their tasks, and the work given to units in search."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc.kernel import clock, searching
from cchc.kernel.narrowing import Columns, Through, narrowed
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


def _plans(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    found = narrowed(access.visible_plans(subject), wanted, _PLANS, order=("-year", "-issued_on", "pk"))
    rows = list(found.defer("frame", "folded")[:most])
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


def _tasks(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    visible = access.visible_tasks(subject).filter(withdrawn_at=None).exclude(plan__state=PlanState.DRAFT)
    found = narrowed(visible, wanted, _TASKS, order=("-plan__year", "position", "pk")).select_related("plan")
    shown = ("code", "title", "plan__number", "plan__title")  # a plan's words of its frame are long
    return [
        searching.Hit(
            f"{row.code} {row.title}", reverse("plans:task", args=[row.pk]), row.plan.number or row.plan.title
        )
        for row in found.only(*shown)[:most]
    ]


def _assignments(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    today, visible = clock.today(), access.visible_assignments(subject)
    found = narrowed(visible, wanted, _ASSIGNMENTS, order=("-plan__year", "task__position", "pk"))
    rows = lists.assignment_rows(found[:most], today)
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


def _difficulties(subject: Subject, wanted: Wanted, most: int) -> Sequence[searching.Hit]:
    found = narrowed(access.visible_difficulties(subject), wanted, _DIFFICULTIES, order=("-raised_at", "pk"))
    rows = list(found.select_related("assignment")[:most])
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
