"""Send a file to be kept, never to be shown inside our own pages."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cchc.kernel import clock
from cchc.kernel.naming import file_name

PAPERS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""The kinds of paper that the platform makes, with their types."""


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return the file under ``name``; the browser keeps it and takes its type at our word."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
        "Content-Security-Policy": "sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)


def made(content: bytes, what: str, kind: str) -> HttpResponse:
    """Return a paper that the platform has just made, called after ``what`` it is in words; ``kind`` of ``PAPERS``."""
    return attachment(content, file_name(what, kind, clock.today()), PAPERS[kind])
