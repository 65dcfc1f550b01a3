"""Put the results of a programme on paper."""

import datetime as dt

from django.utils import translation

from cchc.documents.actions import making
from cchc.documents.queries import signers
from cchc.inspections.documents import paper
from cchc.inspections.models import Check, Finding, Programme
from cchc.inspections.queries import inspections as queries
from cchc.inspections.states import DONE
from cchc.organisation import queries as organisation


@translation.override("vi")
def draft(programme: Programme, kind: str, today: dt.date) -> bytes:
    """Return the report on a programme, ``kind`` docx or pdf; 5 queries."""
    visits = queries.of_programme(programme)
    done = [visit for visit in visits if visit.state in DONE]
    checks = list(Check.objects.filter(visit__in=done).order_by("position", "pk"))
    findings = list(Finding.objects.filter(visit__in=done).order_by("due_on", "pk"))
    names = organisation.full_names({v.target_id for v in visits} | {f.unit_id for f in findings}, today)
    head = organisation.letterhead(programme.unit_id, today)
    written = paper.report(programme, visits, checks, findings, names, head, signers.usual(programme.unit_id, today))
    return making.docx(written, today) if kind == "docx" else making.pdf(written, today)
