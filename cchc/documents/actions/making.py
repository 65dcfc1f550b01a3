"""Put an official document on paper.

The two engines are read when they are first asked: together with what signs they weigh forty megabytes, and most web
processes never print.
"""

import datetime as dt

from cchc.documents.types import Official


def docx(official: Official, on: dt.date | None = None) -> bytes:
    """Return an editable .docx in the layout in force on ``on``, by default on its day of issue."""
    from cchc.documents.documents import docx as writer

    return writer.docx(official, on)


def xlsx(official: Official, on: dt.date | None = None) -> bytes:
    """Return the document on one sheet of a workbook, in the words in force on ``on``, by default its day of issue."""
    from cchc.documents.documents import workbook as writer

    return writer.workbook(official, on)


def pdf(official: Official, on: dt.date | None = None) -> bytes:
    """Return a PDF/A-2b with embedded fonts in the layout in force on ``on``, by default on its day of issue."""
    from cchc.documents.documents import pdf as writer

    return writer.pdf(official, on)
