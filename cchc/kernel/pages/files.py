"""Files by their number in the store, for whoever the module that owns them lets read them."""

from django.http import Http404, HttpRequest, HttpResponseBase

from cchc.kernel.files import access, sending
from cchc.kernel.files.models import File
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow


@permission("own_account")
@slow()
def download(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Send a file to be saved."""
    return sending.sent(request, _readable(request, file_id))


def _readable(request: HttpRequest, file_id: int) -> File:
    found = File.objects.filter(pk=file_id).first()
    if found is None or not access.may_read(subject_of(request), found):
        raise Http404
    return found
