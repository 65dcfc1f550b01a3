"""What anybody may see of the log: each day's root, to be kept and compared later."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cchc.kernel import reading
from cchc.kernel.history import roots
from cchc.kernel.permission import public
from cchc.kernel.slow_lane import slow

_PER_PAGE = 100
_IN_FILE = 20_000  # half a century of days
_WHY = "Anyone may check that the log was not changed; a root tells nothing of what it covers"


@public(_WHY)
def page(request: HttpRequest) -> HttpResponse:
    """List the roots, newest first, and say how to check them."""
    try:
        before = reading.date(request.GET.get("truoc", ""))
    except reading.Unreadable:
        before = None
    found = roots.page(before=before, limit=_PER_PAGE + 1)
    older = found[_PER_PAGE - 1].day.isoformat() if len(found) > _PER_PAGE else None
    context = {"roots": found[:_PER_PAGE], "older": older, "paged": before is not None}
    return render(request, "kernel/pages/roots.html", context)


@public(_WHY)
@slow()
def download(request: HttpRequest) -> JsonResponse:
    """Give all roots as JSON, in the form that ``cchc audit verify --roots`` reads."""
    listed = [
        {
            "day": one.day.isoformat(),
            "last_seq": one.last_seq,
            "root": one.root,
            "published_at": one.published_at,
            "signature": one.signature.hex(),
            "key": one.key.hex(),
        }
        for one in roots.page(limit=_IN_FILE)
    ]
    response = JsonResponse({"algorithm": "sha256(previous || canonical json)", "roots": listed})
    response["Content-Disposition"] = 'attachment; filename="ma-goc-nhat-ky.json"'
    return response
