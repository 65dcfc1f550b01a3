"""A plan at a glance; every figure opens the list behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.pages import drawings
from cchc.plans.queries import dashboard as queries
from cchc.plans.queries.status import with_status
from cchc.plans.rules.status import BEHIND


@permission("plan.read")
def dashboard(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show the plan with the figures of the reader's scope."""
    subject, today = subject_of(request), clock.today()
    plan = access.plan(subject, plan_id)
    assignments = access.visible_assignments(subject).filter(plan=plan)
    overview = queries.overview(plan, assignments, today, as_of=today)
    late = with_status(access.visible_assignments(subject, access.URGE).filter(plan=plan), today)
    context = {
        "plan": plan,
        "overview": overview,
        "grid": drawings.grid(overview.places, plan.pk),
        "quarters": drawings.quarters(overview.quarters, plan.pk, plan.year),
        "plan_matter": f"kehoach-{plan.pk}",
        "may_urge": bool(overview.tally.late) and late.filter(status__in=[status.value for status in BEHIND]).exists(),
        "today": today,
        "whole": subject.scope("assignment.read").everything,
    }
    return render(request, "plans/pages/dashboard.html", context)
