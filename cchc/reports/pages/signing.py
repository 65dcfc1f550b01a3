"""Who usually signs a unit's reports: content by level, the name of whoever looks."""

from typing import Any

from django import forms

from cchc.documents.types import Signature
from cchc.kernel.permission import Subject
from cchc.reports.models import Report
from cchc.reports.queries import content, structure


def usual(report: Report, subject: Subject) -> dict[str, Any]:
    """Return what the form of signing begins with."""
    term = content.term(report.kind, report.year)
    unit = structure.reporting(term).get(report.unit_id) if term else None
    found = content.signing(unit.level if unit else "")
    return {**found, "name": getattr(subject, "name", "").split(" (")[0]}


def signature(report: Report, subject: Subject) -> Signature:
    """Return the usual signature, for a draft."""
    found = usual(report, subject)
    return Signature((found["authority"],), found["post"], "")


def chosen(form: forms.Form) -> Signature:
    """Return the signature as typed."""
    said = form.cleaned_data
    return Signature((said["authority"],) if said["authority"] else (), said["post"], said["name"])
