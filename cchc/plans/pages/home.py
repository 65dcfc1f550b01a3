"""The first page after signing in: straight to what the reader came for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cchc.kernel.permission import public, subject_of
from cchc.plans import access
from cchc.plans.queries.brief import CONCLUSIONS
from cchc.plans.states import PlanState


@public("The front door: it only shows the way, to the sign-in page or to the plan of the year")
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the newest plan in force, to the work of a unit, or to the sign-in page."""
    subject = subject_of(request)
    if not subject.is_authenticated:
        return redirect("account_login")
    if not subject.may("plan.read"):
        return redirect("organisation:units")
    if subject.may("assignment.report") and not subject.may("plan.upload"):
        return redirect("plans:my_work")
    in_force = access.visible_plans(subject).filter(state=PlanState.ADOPTED, parent=None)
    newest = in_force.exclude(frame__has_key=CONCLUSIONS).order_by("-issued_on").first()
    return redirect("plans:dashboard", newest.pk) if newest else redirect("plans:plans")
