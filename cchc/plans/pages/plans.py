"""All plans that the reader may see, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import clock
from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.queries import figures
from cchc.plans.rules.tally import Tally
from cchc.plans.states import PlanState
from cchc.ui import listing

ORDER = {"nam": "year", "so": "number", "ten": "title", "ngay": "issued_on"}


@permission("plan.read")
def plans(request: HttpRequest) -> HttpResponse:
    """Show the plans, with their progress in the reader's scope."""
    subject, today = subject_of(request), clock.today()
    sort = listing.Sort.read(request.GET, ORDER, "-ngay")
    found = access.visible_plans(subject).select_related("parent").order_by(*sort.order_by(ORDER))
    page = listing.page_of(found, request.GET, per_page=25)
    visible = access.visible_assignments(subject).filter(plan__in=[plan.pk for plan in page.object_list])
    context = {"page": page, "tallies": figures.tallies_by(visible, "plan_id", today), "nothing": Tally()}
    issued = {plan.year for plan in page.object_list if plan.state != PlanState.DRAFT and plan.parent_id is None}
    context["years"] = sorted(issued)
    context["can_upload"] = subject.may("plan.upload")
    return render(request, "plans/pages/plans.html", context)
