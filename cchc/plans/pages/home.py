"""The front page: what is public for whoever has not signed in, for others straight to what they came for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cchc.kernel import clock, front
from cchc.kernel.permission import Subject, public, subject_of
from cchc.organisation import queries as organisation
from cchc.plans import access
from cchc.plans.pages.assigned.mine import own_unit
from cchc.plans.pages.year import running
from cchc.plans.queries.counted import live

_LISTS = {"inbox.read": "inbox:work", "assignment.read": "plans:my_work"}
"""By the word that opens it: where somebody finds the work that they carry, the first that they may see."""


@public("The front door: it shows what is public and where to sign in, or leads to the work of the year")
def home(request: HttpRequest) -> HttpResponse:
    """Lead whoever carries work to it, everybody else to the work of the year; strangers see what is public."""
    subject = subject_of(request)
    if not subject.is_authenticated:
        return _outside(request)
    if not subject.may("plan.read"):
        return redirect("organisation:units")
    lists = [name for word, name in _LISTS.items() if subject.may(word)]
    if lists and _carries(subject) and _has_work(request):
        return redirect(lists[0])
    return running(request)


def _outside(request: HttpRequest) -> HttpResponse:
    """Show what is public and where to sign in; a province without units has no name yet."""
    today = clock.today()
    try:
        root = organisation.root_id(today)
    except LookupError:
        province = ""
    else:
        province = organisation.names([root], today)[root]
    return render(request, "plans/pages/front.html", {"province": province, "offers": front.offers()})


def _carries(subject: Subject) -> bool:
    """Tell whether the reader does the work of a unit and doesn't lead it: a leader answers difficulties."""
    return subject.may("assignment.report") and not subject.may("difficulty.answer")


def _has_work(request: HttpRequest) -> bool:
    own = own_unit(request)
    work = live(access.visible_assignments(subject_of(request)))
    return own is not None and work.filter(unit_id=own, cancelled_at=None).exists()
