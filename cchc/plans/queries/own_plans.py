"""Units' own plans: what a unit may draw up, what it has chosen so far, and what is left."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from cchc.plans.models import Assignment, Occurrence, Plan, Task
from cchc.plans.states import PlanState


@dataclass(frozen=True)
class Start:
    """A plan from above under which a unit may still draw up its own; ``left`` of its assignments aren't done."""

    plan: Plan
    unit_id: int
    assignments: int
    left: int


def mine(visible: QuerySet[Plan], unit_ids: Collection[int] | None) -> QuerySet[Plan]:
    """Return the own plans of the units (``None``: of all), drafts first."""
    own = visible.filter(parent__isnull=False)
    if unit_ids is not None:
        own = own.filter(unit_id__in=unit_ids)
    return own.select_related("parent").order_by("-state", "-year", "unit_id", "pk")


def starts(assignments: QuerySet[Assignment], unit_id: int) -> list[Start]:
    """Return the plans that gave work to the unit and under which it has no plan of its own yet; 2 queries."""
    given = assignments.filter(unit_id=unit_id, cancelled_at=None, plan__state=PlanState.ADOPTED)
    given = given.exclude(plan__unit_id=unit_id)
    has_own = Plan.objects.filter(unit_id=unit_id, parent__isnull=False).values("parent_id")
    counts = given.exclude(plan__in=has_own).values("plan_id").order_by("plan_id")
    counted = counts.annotate(n=Count("pk"), left=Count("pk", filter=Q(done_on=None)))
    numbers = {row["plan_id"]: (row["n"], row["left"]) for row in counted}
    plans = Plan.objects.filter(pk__in=numbers).order_by("-year", "pk")
    return [Start(plan, unit_id, *numbers[plan.pk]) for plan in plans]


def carrying_out(assignment_ids: Collection[int]) -> QuerySet[Assignment]:
    """Return the work of own plans that carries these assignments out and from which their percentage follows."""
    return Assignment.objects.filter(task__implements__in=assignment_ids, cancelled_at=None, task__withdrawn_at=None)


def asked_for_above() -> Q:
    """Return the condition of work that carries out an assignment of the same unit: it is asked for there, once."""
    return Q(task__implements__unit=F("unit"), task__implements__cancelled_at=None, task__implements__isnull=False)


def under(parent_id: int, unit_id: int) -> Plan:
    """Return the unit's own plan under another one."""
    return Plan.objects.get(parent=parent_id, unit=unit_id)


def given(parent_id: int, unit_id: int) -> int:
    """Return how many assignments the plan above gives the unit, done or not, as ``Start`` counts them."""
    return Assignment.objects.filter(plan=parent_id, unit=unit_id, cancelled_at=None).count()


def open_assignments(parent_id: int, unit_id: int) -> QuerySet[Assignment]:
    """Return the unit's open assignments of the plan above, in the order of that plan."""
    found = Assignment.objects.filter(plan=parent_id, unit=unit_id, cancelled_at=None, done_on=None)
    return found.select_related("task", "task__group").order_by("task__position", "pk")


def left(plan: Plan) -> QuerySet[Assignment]:
    """Return the unit's open assignments that no task of its own plan carries out yet."""
    taken = Task.objects.filter(plan=plan, implements__isnull=False, withdrawn_at=None).values("implements")
    return open_assignments(plan.parent_id or 0, plan.unit_id).exclude(pk__in=taken)


def carried(tasks: Collection[Task]) -> tuple[list[Task], list[Task]]:
    """Return the tasks from which the percentage of an assignment above will follow, and those whose one above recurs.

    Recurring work is reported period by period where it was given; 1 query.
    """
    of_above = [task for task in tasks if task.implements_id]
    above = [task.implements_id for task in of_above]
    recurring = set(Occurrence.objects.filter(assignment__in=above).values_list("assignment_id", flat=True))
    return (
        [task for task in of_above if task.implements_id not in recurring],
        [task for task in of_above if task.implements_id in recurring],
    )


def tasks(plan: Plan) -> QuerySet[Task]:
    """Return the tasks of an own plan with field and the assignment each carries out."""
    found = Task.objects.filter(plan=plan, withdrawn_at=None)
    return found.select_related("group", "implements", "implements__task").order_by("group__position", "position")
