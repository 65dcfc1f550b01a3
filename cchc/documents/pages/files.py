"""Send a file of a document in scope."""

import io

from django.http import FileResponse, HttpRequest, HttpResponseBase

from cchc.documents import access
from cchc.kernel.permission import permission, subject_of
from cchc.kernel.slow_lane import slow


@permission("document.read")
@slow()
def stored(request: HttpRequest, stored_id: int) -> HttpResponseBase:
    """Send a file as it was stored."""
    found = access.file(subject_of(request), stored_id)
    content = io.BytesIO(bytes(found.content))
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    response["Content-Security-Policy"] = "sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
