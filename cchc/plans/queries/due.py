"""Open work with a due day up to a day, of every plan under way, and as reminders and urging know it."""

from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.urls import reverse
from django.utils import translation

from cchc.inbox.queries import titles
from cchc.inbox.types import Item
from cchc.kernel.refusal import marked
from cchc.plans.models import Assignment
from cchc.plans.queries.assignment import facts_of
from cchc.plans.queries.own_plans import asked_for_above
from cchc.plans.queries.status import OWES_A_DAY
from cchc.plans.states import PlanState

LONG = ("plan__frame", "task__products", "task__lead", "task__partners", "task__folded", "task__note")
"""Long columns beside an assignment that neither its line nor an act on it looks at."""
_NAME_A_DAY = titles.register(marked("Đăng ký ngày hoàn thành"))


def open_now() -> QuerySet[Assignment]:
    """Return open assignments that do not wait for the office, of plans under way, with task and plan; 1 query."""
    found = Assignment.objects.filter(done_on=None, cancelled_at=None, is_pending=False)
    return found.filter(plan__state=PlanState.ADOPTED).select_related("task", "plan").defer(*LONG)


def to_do() -> QuerySet[Any]:
    """Return open work in every plan under way with ``owed_on``, by when its product or its day is owed.

    What has no day is due to be given one by ``Plan.target_by``, unless it waits for the event that starts its count.
    What a unit does for its own work above is told there, unless its own plan wants it earlier.
    """
    told_above = asked_for_above() & Q(task__implements__due_on__lte=F("due_on"))
    owed_on = Case(When(OWES_A_DAY, then=F("plan__target_by")), default=F("due_on"))
    return open_now().exclude(told_above).annotate(owed_on=owed_on)


def keys(assignment_id: int) -> tuple[str, str]:
    """Return the two words by which an assignment is urged: for its work, and for the day that it owes."""
    return key(assignment_id), f"{key(assignment_id)} day"


def key(assignment_id: int) -> str:
    """Return the word by which notices remember an assignment; the day that it still lacks adds " day"."""
    return f"plans.assignment:{assignment_id}"


def due(work: Assignment) -> Item:
    """Return what is owed: the product, or where no day is set yet, the day; task and plan must be loaded."""
    with translation.override("vi"):  # who reads in English is led to its twin
        page = reverse("plans:assignment", args=[work.pk])
    word, title = key(work.pk), f"{work.task.code} {work.task.title}"
    if work.due_on is None:
        word, title = f"{word} day", titles.headed(_NAME_A_DAY, title)
    plan = work.plan
    return Item(
        word, "assignment", work.unit_id, plan.unit_id, facts_of(work).owed_on, title, page,
        of=f"plans.plan:{plan.pk}", of_title=f"{plan.number} {plan.title}".strip(), since=plan.issued_on,
    )  # fmt: skip
