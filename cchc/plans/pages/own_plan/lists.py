"""The units' own plans, and the plans from above that still want one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.queries import own_plans as queries
from cchc.ui import listing

WRITE = "unit_plan.write"


@permission(WRITE)
def own_plans(request: HttpRequest) -> HttpResponse:
    """Show the own plans of the units in scope, and what the reader's unit may draw up."""
    subject, today = subject_of(request), clock.today()
    scope = subject.scope(WRITE)
    unit_id = writing_unit(request)
    found = queries.mine(access.visible_plans(subject), None if scope.everything else scope.unit_ids)
    page = listing.page_of(found, request.GET)
    plans = list(page.object_list)
    starts = queries.starts(access.visible_assignments(subject), unit_id) if unit_id else []
    units = [plan.unit_id for plan in plans] + ([unit_id] if unit_id else [])
    context = {
        "page": page,
        "plans": plans,
        "starts": starts,
        "unit_id": unit_id,
        "names": organisation.names(units, today),
    }
    return render(request, "plans/pages/own_plan/lists.html", context)


def writing_unit(request: HttpRequest) -> int | None:
    """Return the unit for which the reader draws up plans."""
    unit_id = subject_of(request).unit_id
    return unit_id if unit_id in subject_of(request).scope(WRITE) else None
