"""Open work with a due day up to a day, of every plan under way."""

import datetime as dt

from django.db.models import QuerySet

from cchc.plans.models import Assignment
from cchc.plans.states import PlanState


def open_until(until: dt.date) -> QuerySet[Assignment]:
    """Return open assignments due by ``until`` that do not wait for the office, with task and plan; 1 query."""
    found = Assignment.objects.filter(
        due_on__lte=until, done_on=None, cancelled_at=None, is_pending=False, plan__state=PlanState.ADOPTED
    )
    return found.select_related("task", "plan").order_by("due_on", "pk")
