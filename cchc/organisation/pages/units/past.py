"""Every recorded change, the latest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel.permission import permission, subject_of
from cchc.organisation import queries
from cchc.organisation.access import units as access
from cchc.organisation.forms.unit_lists import ChangeFilter
from cchc.organisation.models import ChangeKind
from cchc.organisation.pages.units.card import in_words
from cchc.ui import display, listing


@permission(access.READ)
def changes(request: HttpRequest) -> HttpResponse:
    """Show the changes of a kind and between two days."""
    asked = ChangeFilter.read(request.GET)
    page = listing.page_of(queries.changes(asked.kind, asked.since, asked.until), request.GET)
    found = tuple(page.object_list)
    page.object_list = in_words(found)
    context = {
        "asked": asked,
        "page": page,
        "unverified": any(one.certainty == "unverified" for one in found),
        "kinds": ChangeKind.choices,
        "since": display.date(asked.since, display.TYPED) if asked.since else "",
        "until": display.date(asked.until, display.TYPED) if asked.until else "",
        "may_write": access.may_write(subject_of(request)),
    }
    return render(request, "organisation/pages/units/changes.html", context)
