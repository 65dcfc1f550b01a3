"""Check what an adoption does before it does it, and say afterwards what happens next."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.actions import adoption
from cchc.plans.forms.reading import VersionForm
from cchc.plans.models import Reading
from cchc.plans.pages.review.shown import shown_doubts
from cchc.plans.queries import adopted as outcomes
from cchc.plans.queries import review as queries
from cchc.plans.queries.corrections import corrections
from cchc.plans.states import ReadingState
from cchc.ui.answering import form_page, submitted


@permission("plan.adopt")
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Show what will be made, and make it."""
    reading = access.reading(subject_of(request), reading_id, "plan.adopt")
    if reading.state != ReadingState.OPEN:
        return redirect("plans:review", reading.pk)
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"version": reading.version})
    act = lambda: partial(adoption.adopt, reading.pk, form.cleaned_data["version"])  # noqa: E731
    if submitted(request, form, act, _("Đã phê duyệt.")):
        return redirect("plans:adopted", reading.pk)
    if form.is_bound:  # what is shown below is the newest: the next press is about that
        reading = Reading.objects.get(pk=reading.pk)
        form.data = {"version": str(reading.version)}
    found = queries.review(reading)
    context = {
        "reading": reading,
        "review": found,
        "form": form,
        "same": outcomes.same_number(reading),
        "changes": corrections(reading),
        "doubts": shown_doubts(found, found.doubts, {doubt.key: "" for doubt in found.doubts}),
    }
    return form_page(request, "plans/pages/review/adopt.html", context)


@permission("plan.review")
def adopted(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Say what was made and what happens next."""
    reading = access.reading(subject_of(request), reading_id)
    if reading.state != ReadingState.ADOPTED or reading.plan_id is None:
        return redirect("plans:review", reading.pk)
    context = {"reading": reading, "plan": reading.plan, "outcome": outcomes.outcome(reading, reading.plan_id)}
    return render(request, "plans/pages/review/adopted.html", context)
