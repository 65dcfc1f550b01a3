"""A plan at a glance; every figure opens the list behind it."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cchc.kernel import clock
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.plans import access
from cchc.plans.models import Plan
from cchc.plans.pages import drawings
from cchc.plans.pages.whose import whose
from cchc.plans.queries import dashboard as queries
from cchc.plans.queries.brief import CONCLUSIONS
from cchc.plans.queries.status import with_status
from cchc.plans.rules.status import BEHIND


@permission("plan.read")
def dashboard(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Show the plan with the figures of the reader's scope."""
    subject, today = subject_of(request), clock.today()
    plan, groups = access.plan_with_groups(subject, plan_id)
    scope = subject.scope("assignment.read")
    seen = queries.overview(
        plan,
        access.visible_assignments(subject).filter(plan=plan),
        today,
        as_of=today,
        groups=groups,
        unit_ids=None if scope.everything else scope.unit_ids,
    )
    behind = drawings.Behind("plans:assignments", plan.pk)
    context = {
        "plan": plan,
        "overview": seen,
        "list_url": behind.address,
        "grid": drawings.grid(seen.places, behind),
        "quarters": drawings.quarters(seen.quarters, behind, plan.year, today),
        "may_correct": access.may_correct(subject, plan) and not plan.frame.get(CONCLUSIONS),
        "plan_matter": f"kehoach-{plan.pk}",
        "may_urge": bool(seen.tally.late) and _may_urge(subject, plan, today),
        "today": today,
        "whole": scope.everything,
        "is_one": not scope.everything and len(scope.unit_ids) == 1,
        "whose": whose(scope, today, get_language() or "vi"),
    }
    return render(request, "plans/pages/dashboard.html", context)


def _may_urge(subject: Subject, plan: Plan, today: dt.date) -> bool:
    """Tell whether the reader may urge on something late in the plan: its issuer may, others where they stand above."""
    if plan.unit_id in subject.scope(access.URGE):
        return True
    late = with_status(access.visible_assignments(subject, access.URGE).filter(plan=plan), today)
    return late.filter(status__in=[status.value for status in BEHIND]).exists()
