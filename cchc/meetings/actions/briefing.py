"""Put the brief on paper as it stands today."""

import datetime as dt

from django.utils import translation

from cchc.documents.actions import making
from cchc.meetings.documents import paper
from cchc.meetings.models import Meeting
from cchc.meetings.queries import brief, secretaries
from cchc.organisation import queries as organisation


@translation.override("vi")
def draft(meeting: Meeting, kind: str, today: dt.date) -> bytes:
    """Return the brief of a meeting, ``kind`` docx or pdf."""
    summary = brief.brief(meeting, today)
    head = organisation.letterhead(meeting.unit_id, today)
    written = paper.brief(summary, head, secretaries.signature(meeting))
    return making.docx(written, today) if kind == "docx" else making.pdf(written, today)
