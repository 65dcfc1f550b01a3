"""Send a file that was kept: to be saved, never to be shown inside our own pages; whole or in part (RFC 9110, 14)."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cchc.kernel import request_limits
from cchc.kernel.files import contents
from cchc.kernel.files.models import File
from cchc.kernel.files.types import Unavailable, Wanting
from cchc.kernel.saying import say

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_PIECE = 64 * 1024
_NOT_WHOLE = 500
_LATER = 503


def sent(request: HttpRequest, file: File) -> HttpResponseBase:
    """Return the file for whoever may read it, which the caller has asked; an error page if it is not what was kept."""
    try:
        content = contents.opened(file)
    except Wanting as wanting:
        return instead(wanting)
    response = _answer(request, file, content)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or ""
    response["ETag"] = f'"{file.sha256}"'
    return guarded(response)


def instead(wanting: Wanting) -> HttpResponse:
    """Return the page that says why a file can't be sent."""
    if isinstance(wanting, Unavailable):
        return request_limits.page(_LATER, _("Chưa mở được kho tệp"), say(wanting))
    return request_limits.page(_NOT_WHOLE, _("Tệp không còn nguyên vẹn"), say(wanting))


def guarded(response: HttpResponseBase) -> HttpResponseBase:
    """Have browsers take an answer for what we say it is, run nothing of it and keep no copy."""
    response["Content-Security-Policy"] = "sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(request: HttpRequest, file: File, content: IO[bytes]) -> HttpResponseBase:
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or not any(asked.groups()) or _is_of_another(request, file):
        response = FileResponse(content, content_type=file.media_type)
        response.block_size = _PIECE
        response["Content-Length"] = str(file.size)
        response["Accept-Ranges"] = "bytes"
        return response
    first, last = _bounds(*asked.groups(), size=file.size)
    if first > last:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    headers = {
        "Content-Range": f"bytes {first}-{last}/{file.size}",
        "Content-Length": str(last - first + 1),
        "Accept-Ranges": "bytes",
    }
    pieces = _pieces(content, first, last - first + 1)
    part = StreamingHttpResponse(pieces, status=206, content_type=file.media_type, headers=headers)
    part._resource_closers.append(content.close)  # type: ignore[attr-defined]
    return part


def _is_of_another(request: HttpRequest, file: File) -> bool:
    """Tell whether the part is meant for a content that the sender has the beginning of, and that is another one."""
    return request.headers.get("If-Range", f'"{file.sha256}"') != f'"{file.sha256}"'


def _bounds(first: str, last: str, *, size: int) -> tuple[int, int]:
    """Return the first and the last byte asked for; the first lies beyond the last where there is no such part."""
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) else (size, size - 1)
    return int(first), min(int(last), size - 1) if last else size - 1


def _pieces(content: IO[bytes], first: int, left: int) -> Iterator[bytes]:
    content.seek(first)
    while left and (piece := content.read(min(_PIECE, left))):
        left -= len(piece)
        yield piece
