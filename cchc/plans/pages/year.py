"""The year's work: all plans of a year together, with a switch between years. The office's first page."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from cchc.kernel import clock
from cchc.kernel.permission import Subject, permission, subject_of
from cchc.plans import access
from cchc.plans.models import Plan
from cchc.plans.pages import drawings
from cchc.plans.pages.whose import whose
from cchc.plans.queries import dashboard as queries
from cchc.plans.queries import waiting
from cchc.plans.queries.counted import live
from cchc.plans.states import PlanState


def issued_plans(subject: Subject) -> Sequence[Plan]:
    """Return the plans in force or closed that no plan stands above, the newest first; 1 query."""
    found = access.visible_plans(subject).exclude(state=PlanState.DRAFT).filter(parent=None)
    return list(found.defer("frame").order_by("-year", "-issued_on", "-pk"))


def running_year(years: Sequence[int], today_year: int) -> int:
    """Return this year if it has a plan, else the latest before it that has one, else the first to come."""
    return max((year for year in years if year <= today_year), default=min(years, default=today_year))


@permission("plan.read")
def running(request: HttpRequest) -> HttpResponse:
    """Lead to the overview of the running year, or to the plans where none is in force yet."""
    years = sorted({plan.year for plan in issued_plans(subject_of(request))})
    return redirect("plans:year", running_year(years, clock.today().year)) if years else redirect("plans:plans")


@permission("plan.read")
def year(request: HttpRequest, of: int) -> HttpResponse:
    """Show the work of all plans of a year in the reader's scope."""
    subject, today = subject_of(request), clock.today()
    plans = issued_plans(subject)
    if of not in {plan.year for plan in plans}:
        raise Http404
    scope, answers_for = subject.scope("assignment.read"), access.difficulties_with(subject)
    tab = "dang-cho" if answers_for is None else "o-don-vi"
    work = live(access.visible_assignments(subject)).filter(plan__year=of)
    seen = queries.year([plan for plan in plans if plan.year == of], work, today, of)
    behind = drawings.Behind("plans:year_assignments", of)
    context = {
        "of": of,
        # A plan that asks nothing of the reader's units is none of theirs: the list of plans has it.
        "plans": [one for one in seen.plans if scope.everything or one.tally.total],
        "is_one": not scope.everything and len(scope.unit_ids) == 1,
        "years": sorted({plan.year for plan in plans}),
        "seen": seen,
        "list_url": behind.address,
        "grid": drawings.grid(seen.places, behind),
        "quarters": drawings.quarters(seen.quarters, behind, of, today),
        "today": today,
        "not_begun": of > today.year,
        "is_demo": any(plan.is_demo for plan in plans if plan.year == of),
        "whose": whose(scope, today, get_language() or "vi"),
        "waits": waiting.difficulties(access.visible_difficulties(subject), tab, answers_for).count(),
        "answers": answers_for is not None,
    }
    return render(request, "plans/pages/year.html", context)
