"""Review what was read: the source beside what was understood, every doubt marked, mended or agreed with."""

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc.kernel.permission import permission, subject_of
from cchc.plans import access
from cchc.plans.actions import reading as actions
from cchc.plans.models import Reading
from cchc.plans.pages.review.places import PER_PAGE, is_narrow, narrowed, next_place, places
from cchc.plans.pages.review.shown import shown, shown_doubts
from cchc.plans.queries import review as queries
from cchc.plans.queries.adopted import same_number
from cchc.plans.queries.review import Review, Reviewed
from cchc.ui import listing
from cchc.ui.answering import pressed


@permission("plan.review")
def review(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Show the reading; its first line says how much is left to look at."""
    reading = access.reading(subject_of(request), reading_id)
    if reading.state != "open":
        return redirect("plans:adopted", reading.pk) if reading.state == "adopted" else render_closed(request, reading)
    found = queries.review(reading)
    narrow = is_narrow(request)
    page = _page(request, found, narrow)
    addresses = places(found, narrow)
    first = found.after(None)
    context = {
        "reading": reading,
        "review": found,
        "page": page,
        "tasks": shown(found, page.object_list, addresses),
        "frame_doubts": shown_doubts(found, found.of_frame, addresses),
        "first": addresses[first.key] if first else "",
        "is_narrow": narrow,
        "same": same_number(reading),
        "can_adopt": reading.unit_id in subject_of(request).scope("plan.adopt"),
    }
    return render(request, "plans/pages/review/review.html", context)


def render_closed(request: HttpRequest, reading: Reading) -> HttpResponse:
    """Say of a reading that was put away what became of it."""
    return render(request, "plans/pages/review/closed.html", {"reading": reading})


def _page(request: HttpRequest, found: Review, narrow: bool) -> "Page[Reviewed]":
    return listing.page_of(narrowed(found, narrow), request.GET, per_page=PER_PAGE)


@permission("plan.review")
@require_POST
def settle(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Agree with the reader about one doubt, or about all that ask the same, and go on to the next."""
    reading = access.reading(subject_of(request), reading_id)
    key = request.POST.get("doubt", "")[:20]
    following = queries.review(reading).keys_after(key)
    act = actions.settle_alike if request.POST.get("giong-nhau") else actions.settle
    pressed(request, lambda **who: act(reading.pk, key, **who), _("Đã ghi: hệ thống nhận diện đúng."))
    return redirect(next_place(reading, following, is_narrow(request)))


@permission("plan.review")
@require_POST
def resolve_again(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Look the unknown names up again, after the registry has changed."""
    reading = access.reading(subject_of(request), reading_id)
    pressed(request, lambda **who: actions.resolve_again(reading.pk, **who), _("Đã tra lại các tên gọi chưa rõ."))
    return redirect("plans:review", reading.pk)


@permission("plan.review")
@require_POST
def hand_over(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Let those that follow an ended unit stand for it in this document."""
    reading = access.reading(subject_of(request), reading_id)
    word, targets = request.POST.get("ten", "")[:4000], tuple(request.POST.getlist("nhan")[:200])
    act = lambda **who: actions.hand_over(reading.pk, word, targets, **who)  # noqa: E731
    pressed(request, act, _("Đã chọn đơn vị cho văn bản này; danh mục không đổi."))
    return redirect(next_place(reading, (), is_narrow(request)))
