"""Open work that is owed by a day, of every plan under way."""

import datetime as dt

from django.db.models import Q, QuerySet

from cchc.plans.models import Assignment
from cchc.plans.states import PlanState


def open_until(until: dt.date) -> QuerySet[Assignment]:
    """Return open assignments due by ``until`` that do not wait for the office, with task and plan; 1 query.

    What has no day is due to be given one by ``Plan.target_by``.
    """
    open_now = Assignment.objects.filter(done_on=None, cancelled_at=None, is_pending=False)
    owed = Q(due_on__lte=until) | Q(due_on=None, plan__target_by__lte=until)
    found = open_now.filter(owed, plan__state=PlanState.ADOPTED)
    return found.select_related("task", "plan").order_by("due_on", "pk")
