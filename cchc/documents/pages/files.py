"""Send a file of a document in scope."""

from django.http import HttpRequest, HttpResponseBase

from cchc.documents import access
from cchc.kernel.files import sending
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow


@permission("document.read")
@slow()
def stored(request: HttpRequest, stored_id: int) -> HttpResponseBase:
    """Send a file as it was stored."""
    found = access.file(subject_of(request), stored_id)
    return sending.sent(request, found.file)
