"""A finding as what its unit owes: for reminders, urging and the list of what waits."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from cchc.inspections.models import Finding
from cchc.inspections.states import FindingState
from cchc.kernel.refusal import marked
from cchc.notifications.queries import titles
from cchc.notifications.types import Due

_MEND = titles.register(marked("Khắc phục sau kiểm tra"))
_VERIFY = titles.register(marked("Xác nhận khắc phục"))


def key(finding_id: int) -> str:
    """Return the word by which notices remember a finding."""
    return f"inspections.finding:{finding_id}"


def due(found: Finding) -> Due:
    """Return the finding as what its unit owes; its visit must be loaded."""
    with translation.override("vi"):
        page = reverse("inspections:finding", args=[found.pk])
    title = titles.headed(_MEND, found.text[:200])
    return Due(key(found.pk), "finding", found.unit_id, found.visit.unit_id, found.due_on, title, page)


def mended(unit_ids: Collection[int]) -> QuerySet[Finding]:
    """Return the findings that wait for a look of units that inspected; 1 query."""
    return Finding.objects.filter(state=FindingState.MENDED, visit__unit_id__in=unit_ids).select_related("visit")


def to_verify(found: Finding) -> Due:
    """Return a mended finding as what whoever inspected owes: a look, by no day."""
    owed = due(found)
    title = titles.headed(_VERIFY, found.text[:200])
    key, unit_id = f"{owed.key} verify", found.visit.unit_id
    return replace(owed, key=key, title=title, unit_id=unit_id, watcher_id=None, due_on=None, needs="inspection.write")
