"""Files by their number in the store, for whoever the module that owns them lets read them."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from cchc.kernel.files import access, previews, sending
from cchc.kernel.files.models import File
from cchc.kernel.files.types import Wanting
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow


@permission("own_account")
@slow()
def download(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Send a file to be saved."""
    return sending.sent(request, _readable(request, file_id))


@permission("own_account")
@slow()
def preview(request: HttpRequest, file_id: int) -> HttpResponseBase:
    """Show the first page of a file as a small picture."""
    file = _readable(request, file_id)
    try:
        picture = previews.opened(file)
    except Wanting as wanting:
        return sending.instead(wanting)
    if picture is None:
        raise Http404
    return sending.guarded(FileResponse(picture, content_type=previews.MEDIA_TYPE))


def _readable(request: HttpRequest, file_id: int) -> File:
    found = File.objects.filter(pk=file_id).first()
    if found is None or not access.may_read(subject_of(request), found):
        raise Http404
    return found
