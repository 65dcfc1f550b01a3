"""Review what was read: the source beside what was understood, every doubt marked, mended or agreed with."""

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.actions import reading as actions
from cchc.plans.models import Reading
from cchc.plans.pages.review.shown import shown, shown_doubts
from cchc.plans.queries import review as queries
from cchc.plans.queries.review import Review, Reviewed
from cchc.ui import listing
from cchc.ui.answering import pressed

PER_PAGE = 50
ONLY, DOUBTFUL = "chi", "nghi-ngo"


@permission("plan.review")
def review(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Show the reading; its first line says how much is left to look at."""
    reading = access.reading(subject_of(request), reading_id)
    if reading.state != "open":
        return redirect("plans:adopted", reading.pk) if reading.state == "adopted" else render_closed(request, reading)
    found = queries.review(reading)
    is_narrow = request.GET.get(ONLY) == DOUBTFUL
    page = _page(request, found, is_narrow)
    places = _places(found, is_narrow)
    first = found.after(None)
    context = {
        "reading": reading,
        "review": found,
        "page": page,
        "tasks": shown(found, page.object_list, places),
        "frame_doubts": shown_doubts(found, found.of_frame, places),
        "first": places[first.key] if first else "",
        "is_narrow": is_narrow,
        "can_adopt": reading.unit_id in subject_of(request).scope("plan.adopt"),
    }
    return render(request, "plans/pages/review/review.html", context)


def render_closed(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Say of a reading that was put away what became of it."""
    return render(request, "plans/pages/review/closed.html", {"reading": reading})


def _narrowed(found: Review, is_narrow: bool) -> list[Reviewed]:
    return [one for one in found.tasks if one.doubts or not is_narrow]


def _page(request: HttpRequest, found: Review, is_narrow: bool) -> "Page[Reviewed]":
    return listing.page_of(_narrowed(found, is_narrow), request.GET, per_page=PER_PAGE)


def _places(found: Review, is_narrow: bool) -> dict[str, str]:
    """Return the address of each doubt by its key: a page of the list, and the place on it."""
    place = {one.key: number // PER_PAGE + 1 for number, one in enumerate(_narrowed(found, is_narrow))}
    narrow = f"{ONLY}={DOUBTFUL}&" if is_narrow else ""
    return {d.key: f"?{narrow}{listing.PAGE}={place.get(d.task or '', 1)}#cho-{d.key}" for d in found.doubts}


@permission("plan.review")
@require_POST
def settle(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Agree with the reader about one doubt and go on to the next."""
    reading = access.reading(subject_of(request), reading_id)
    key, is_narrow = request.POST.get("doubt", "")[:20], request.POST.get(ONLY) == DOUBTFUL
    before = queries.review(reading)
    following = before.after(key)
    pressed(request, lambda **who: actions.settle(reading.pk, key, **who), _("Đã ghi: hệ thống nhận diện đúng."))
    reading.refresh_from_db()
    places = _places(queries.review(reading), is_narrow)
    target = places.get(following.key, "") if following else ""
    return redirect(reverse("plans:review", args=[reading.pk]) + target)


@permission("plan.review")
@require_POST
def resolve_again(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Look the unknown names up again, after the registry has changed."""
    reading = access.reading(subject_of(request), reading_id)
    pressed(request, lambda **who: actions.resolve_again(reading.pk, **who), _("Đã tra lại các tên gọi chưa rõ."))
    return redirect("plans:review", reading.pk)
