"""Readings: those that wait for a review first, then what came of the others."""

from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.states import ReadingState
from cchc.ui import listing

OPEN_FIRST = Case(When(state=ReadingState.OPEN, then=Value(0)), default=Value(1))


@permission("plan.review")
def readings(request: HttpRequest) -> HttpResponse:
    """Show what was read, newest first."""
    subject = subject_of(request)
    found = access.visible_readings(subject).select_related("read_by").defer("as_read")
    page = listing.page_of(found.order_by(OPEN_FIRST, "-read_at", "-pk"), request.GET, per_page=25)
    context = {"page": page, "can_upload": subject.may("plan.upload")}
    return render(request, "plans/pages/review/waiting.html", context)
