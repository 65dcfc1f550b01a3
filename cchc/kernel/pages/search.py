"""Search over everything that the reader may open, a group for each kind of record; diacritics may be missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cchc.kernel import searching
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.kernel.wanted import Wanted


@permission("search")
@slow("q")
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found, at most twenty of each kind, only within the reader's scope."""
    words = request.GET.get("q", "").strip()[:200]
    wanted = Wanted.of(words)
    results = searching.search(subject_of(request), wanted)
    kinds = [source.label for source in searching.sources() if subject_of(request).may(source.permission)]
    context = {
        "words": words,
        "groups": results.groups,
        "unfinished": results.unfinished,
        "says_nothing": bool(words) and not wanted.words,
        "most": searching.MOST,
        "kinds": kinds,
    }
    return render(request, "kernel/pages/search.html", context)
