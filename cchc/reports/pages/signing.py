"""Who usually signs a unit's reports: content by level, the name of whoever looks."""

from typing import Any

from django import forms

from cchc.documents.queries import signers
from cchc.documents.types import Signature
from cchc.kernel.permission import Subject
from cchc.reports.models import Report


def usual(report: Report, subject: Subject) -> dict[str, Any]:
    """Return what the form of signing begins with."""
    found = signers.usual(report.unit_id, report.last_on)
    return {
        "authority": " ".join(found.authority),
        "post": found.post,
        "name": getattr(subject, "name", "").split(" (")[0],
    }


def signature(report: Report, subject: Subject) -> Signature:
    """Return the usual signature, for a draft."""
    return signers.usual(report.unit_id, report.last_on)


def chosen(form: forms.Form) -> Signature:
    """Return the signature as typed."""
    said = form.cleaned_data
    return Signature((said["authority"],) if said["authority"] else (), said["post"], said["name"])
