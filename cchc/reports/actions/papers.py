"""Put a report on paper: a draft to look at, or the document that its head signs."""

import datetime as dt
from dataclasses import replace

from django.utils import translation

from cchc.documents.actions import making
from cchc.documents.types import Official, Signature
from cchc.organisation import queries as organisation
from cchc.reports.documents import paper
from cchc.reports.models import Report
from cchc.reports.queries import figures, readiness, texts, whole


def about(report_id: int) -> str:
    """Return the word by which documents remember of which report they are."""
    return f"{readiness.ABOUT}{report_id}"


@translation.override("vi")
def official(report: Report, signature: Signature) -> Official:
    """Return the report as an official document without number and day; its outline must be loaded; 12 queries."""
    all_of_it = whole.whole(report)
    keys = [part.of.key for part in all_of_it.parts]
    wanted = [figure.of.key for part in all_of_it.parts for figure in part.figures]
    below = figures.below(report, wanted) if all_of_it.units_below else {}
    collected = texts.collected(report, keys)
    head = organisation.letterhead(report.unit_id, report.last_on)
    return paper.official(all_of_it, head, signature, below, collected)


def draft(report: Report, signature: Signature, kind: str, today: dt.date) -> bytes:
    """Return the report as a draft without number, .docx or PDF."""
    written = replace(official(report, signature), draft=True)
    return making.docx(written, today) if kind == "docx" else making.pdf(written, today)
