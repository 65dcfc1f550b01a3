"""One unit: what it is on a day, what it was, where it hangs, and what happened to it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import clock, panels
from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries
from cchc.organisation.access import units as access
from cchc.organisation.forms.unit_lists import day
from cchc.organisation.models import ChangeKind, Level
from cchc.organisation.types import PastChange
from cchc.ui import display

TONES = {"create": "done", "merge": "info", "split": "info", "rename": "neutral", "move": "neutral", "abolish": "late"}


@permission(access.READ)
def unit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the unit as of the day that the address asks for; today otherwise."""
    try:
        unit_id = queries.unit_id_by_slug(slug)
    except LookupError as error:
        raise Http404 from error
    as_of = day(request.GET, "ngay") or clock.today()
    card = queries.unit_card(unit_id, as_of)
    if card is None:
        raise Http404
    nearest = card.span or min(card.spans, key=lambda one: abs(((one.valid_to or as_of) - as_of).days))
    certainties = [one.certainty for one in card.spans]
    context = {
        "card": card,
        "shown": nearest,
        "day": display.date(as_of, display.TYPED),
        "as_of": as_of,
        "below": [(Level(level).label, count) for level, count in card.below.items()],
        "level": Level(nearest.level).label,
        "spans": list(reversed(card.spans)),
        "changes": in_words(card.changes),
        "unverified": "unverified" in {*certainties, *(one.certainty for one in card.changes)},
        "may_write": access.may_write(subject_of(request)),
        "panels": panels.of_unit(subject_of(request), unit_id),
    }
    return render(request, "organisation/pages/units/unit.html", context)


def in_words(changes: tuple[PastChange, ...]) -> list[dict[str, object]]:
    """Return each change with its kind in words and its tone."""
    return [{"change": one, "kind": ChangeKind(one.kind).label, "tone": TONES[one.kind]} for one in changes]
