"""A finding as what its unit owes: for reminders, urging and the list of what waits."""

from django.urls import reverse
from django.utils import translation

from cchc.inspections.models import Finding
from cchc.notifications.types import Due


def key(finding_id: int) -> str:
    """Return the word by which notices remember a finding."""
    return f"inspections.finding:{finding_id}"


def due(found: Finding) -> Due:
    """Return the finding as what its unit owes; its visit must be loaded."""
    with translation.override("vi"):
        page = reverse("inspections:finding", args=[found.pk])
    title = f"Khắc phục sau kiểm tra: {found.text[:200]}"
    return Due(key(found.pk), "finding", found.unit_id, found.visit.unit_id, found.due_on, title, page)
