"""Handing out a file: always as a download, under the type that its content had when it came."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cchc.kernel.files import sending
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow
from cchc.plans import access


@permission("plan.read")
@slow()
def attachment(request: HttpRequest, attachment_id: int) -> HttpResponseBase:
    """Send the product of an assignment in scope, or the document of a plan that may be read."""
    found = access.attachment(subject_of(request), attachment_id)
    return sending.sent(request, found.file)
