"""The first page after signing in: straight to what the reader came for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cchc.kernel import clock
from cchc.kernel.permission import public, subject_of
from cchc.plans.pages.year import issued_plans, running_year


@public("The front door: it only shows the way, to the sign-in page or to the work of the year")
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the work of the year, to the work of a unit, or to the sign-in page."""
    subject = subject_of(request)
    if not subject.is_authenticated:
        return redirect("account_login")
    if not subject.may("plan.read"):
        return redirect("organisation:units")
    if subject.may("assignment.report") and not subject.may("plan.upload"):
        return redirect("plans:my_work")
    years = sorted({plan.year for plan in issued_plans(subject)})
    return redirect("plans:year", running_year(years, clock.today().year)) if years else redirect("plans:plans")
