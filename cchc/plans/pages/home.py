"""The first page after signing in: straight to what the reader came for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cchc.kernel.permission import Subject, public, subject_of
from cchc.plans import access
from cchc.plans.pages.assigned.mine import own_unit
from cchc.plans.pages.year import running
from cchc.plans.queries.counted import live


@public("The front door: it only shows the way, to the sign-in page or to the work of the year")
def home(request: HttpRequest) -> HttpResponse:
    """Lead whoever carries work to it, everybody else to the work of the year, or to the sign-in page."""
    subject = subject_of(request)
    if not subject.is_authenticated:
        return redirect("account_login")
    if not subject.may("plan.read"):
        return redirect("organisation:units")
    if _carries(subject) and _has_work(request):
        return redirect("plans:my_work")
    return running(request)


def _carries(subject: Subject) -> bool:
    """Tell whether the reader does the work of a unit and doesn't lead it: a leader answers difficulties."""
    return subject.may("assignment.report") and not subject.may("difficulty.answer")


def _has_work(request: HttpRequest) -> bool:
    own = own_unit(request)
    work = live(access.visible_assignments(subject_of(request)))
    return own is not None and work.filter(unit_id=own, cancelled_at=None).exists()
