"""Put an official document on paper."""

import datetime as dt

from cchc.documents.documents import docx as _docx
from cchc.documents.documents import pdf as _pdf
from cchc.documents.types import Official


def docx(official: Official, on: dt.date | None = None) -> bytes:
    """Return an editable .docx in the layout in force on ``on``, by default on its day of issue."""
    return _docx.docx(official, on)


def pdf(official: Official, on: dt.date | None = None) -> bytes:
    """Return a PDF/A-2b with embedded fonts in the layout in force on ``on``, by default on its day of issue."""
    return _pdf.pdf(official, on)
