"""Where each doubt of a reading stands on its pages, and the way from one to the next."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from cchc.plans.models import Reading
from cchc.plans.queries import review as queries
from cchc.plans.queries.review import Review, Reviewed
from cchc.ui import listing

PER_PAGE = 50
ONLY, DOUBTFUL = "chi", "nghi-ngo"


def is_narrow(request: HttpRequest) -> bool:
    """Tell whether the reader works through the list of doubts alone."""
    return DOUBTFUL in (request.GET.get(ONLY), request.POST.get(ONLY))


def narrowed(found: Review, narrow: bool) -> list[Reviewed]:
    """Return the tasks of the list: all, or those with a doubt."""
    return [one for one in found.tasks if one.doubts or not narrow]


def places(found: Review, narrow: bool) -> dict[str, str]:
    """Return the address of each doubt by its key: a page of the list, and the place on it."""
    place = {one.key: number // PER_PAGE + 1 for number, one in enumerate(narrowed(found, narrow))}
    query = f"{ONLY}={DOUBTFUL}&" if narrow else ""
    return {d.key: f"?{query}{listing.PAGE}={place.get(d.task or '', 1)}#cho-{d.key}" for d in found.doubts}


def next_place(reading: Reading, following: Sequence[str], narrow: bool) -> str:
    """Return the address of the first doubt of ``following`` that is still open, in the list being worked through."""
    reading.refresh_from_db()
    found = places(queries.review(reading), narrow)
    nothing_left = f"?{ONLY}={DOUBTFUL}" if narrow else ""
    target = next((found[key] for key in following if key in found), nothing_left)
    return reverse("plans:review", args=[reading.pk]) + target
