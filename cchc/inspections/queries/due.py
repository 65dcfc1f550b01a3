"""A finding as what its unit owes: for reminders, urging and the list of what waits."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from cchc.inbox.queries import titles
from cchc.inbox.queries.keys import numbers
from cchc.inbox.types import Item
from cchc.inspections.models import Finding, Visit
from cchc.inspections.states import FindingState, VisitState
from cchc.kernel.refusal import marked

_MEND = titles.register(marked("Khắc phục sau kiểm tra"))
_VERIFY = titles.register(marked("Xác nhận khắc phục"))


_OPEN = Q(state=FindingState.OPEN, visit__state=VisitState.MENDING)


def key(finding_id: int) -> str:
    """Return the word by which notices remember a finding."""
    return f"inspections.finding:{finding_id}"


def verify_key(finding_id: int) -> str:
    """Return the word by which notices remember that a mended finding waits for a look."""
    return f"{key(finding_id)} verify"


def visit_key(visit_id: int) -> str:
    """Return the word by which notices remember a visit that is to come."""
    return f"inspections.visit:{visit_id}"


def still(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return the findings that are to be mended still, with their day, or (" verify") wait for a look; 2 queries."""
    asked = numbers(keys)
    rows = Finding.objects.filter(pk__in=set(asked.values()))
    open_ = dict(rows.filter(_OPEN).values_list("pk", "due_on"))
    seen = set(rows.filter(state=FindingState.MENDED).values_list("pk", flat=True))
    to_mend = {word: open_[pk] for word, pk in asked.items() if pk in open_ and word == key(pk)}
    return to_mend | {word: None for word, pk in asked.items() if pk in seen and word == verify_key(pk)}


def visits(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return the visits that are decided and to come, with their day; 1 query."""
    asked = numbers(keys)
    rows = Visit.objects.filter(pk__in=set(asked.values()), state=VisitState.DECIDED)
    days = dict(rows.values_list("pk", "planned_on"))
    return {word: days[pk] for word, pk in asked.items() if pk in days}


def due(found: Finding) -> Item:
    """Return the finding as what its unit owes; its visit must be loaded."""
    with translation.override("vi"):
        page = reverse("inspections:finding", args=[found.pk])
    title = titles.headed(_MEND, found.text[:200])
    return Item(
        key(found.pk), "finding", found.unit_id, found.visit.unit_id, found.due_on, title, page,
        since=found.visit.held_on,
    )  # fmt: skip


def to_mend() -> QuerySet[Finding]:
    """Return the findings of concluded visits that are to be mended."""
    return Finding.objects.filter(_OPEN).select_related("visit")


def mended() -> QuerySet[Finding]:
    """Return the findings that wait for a look of whoever inspected."""
    return Finding.objects.filter(state=FindingState.MENDED).select_related("visit")


def to_verify(found: Finding) -> Item:
    """Return a mended finding as what whoever inspected owes: a look, by no day."""
    owed = due(found)
    title = titles.headed(_VERIFY, found.text[:200])
    word, unit_id = verify_key(found.pk), found.visit.unit_id
    return replace(
        owed, key=word, title=title, unit_id=unit_id, watcher_id=None, due_on=None, needs="inspection.write",
        since=found.mended_on, is_decision=True,
    )  # fmt: skip
