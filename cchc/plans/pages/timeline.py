"""The plan along the year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.models import Task
from cchc.plans.pages import drawings
from cchc.plans.pages.assignments import asked_by
from cchc.plans.pages.whose import narrowed_to, whose
from cchc.plans.queries import figures, lists
from cchc.plans.queries.periods import due_days
from cchc.plans.states import ScheduleKind

_DATED = (ScheduleKind.WINDOW, ScheduleKind.DEADLINE, ScheduleKind.RECURRING)
_MOST = 300


@permission("plan.read")
def timeline(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Draw the tasks that have dates; name those that have none."""
    subject, today = subject_of(request), clock.today()
    plan, groups = access.plan_with_groups(subject, plan_id)
    asked = asked_by(request.GET)
    scope = subject.scope("assignment.read")
    of_units = narrowed_to(scope, request.GET.get("pham-vi", ""))
    every = access.visible_tasks(subject).filter(plan=plan)
    found = lists.tasks(every, group_id=asked.group_id, words=asked.words, of_units=of_units)
    tasks = list(found.order_by("position")[:_MOST])
    dated = [task for task in tasks if _is_dated(task)]
    visible = access.visible_assignments(subject).filter(plan=plan)
    context = {
        "plan": plan,
        "asked": asked,
        "groups": groups,
        "mine": of_units is not None,
        "may_narrow": not scope.everything,
        "whose": whose(scope, today, get_language() or "vi"),
        "drawing": drawings.timeline(
            plan.year, dated, figures.tallies_by(visible, "task_id", today), due_days(plan.pk, visible, today), today
        ),
        "dated": len(dated),
        "shown": len(tasks),
        "count": found.count() if len(tasks) == _MOST else len(tasks),
        "undated": [task for task in tasks if not _is_dated(task)],
    }
    return render(request, "plans/pages/timeline.html", context)


def _is_dated(task: Task) -> bool:
    """Tell whether the plan gives the task a day: an event's only where it counts from the issue of the plan."""
    return task.schedule_kind in _DATED or (task.schedule_kind == ScheduleKind.EVENT and task.end_on is not None)
