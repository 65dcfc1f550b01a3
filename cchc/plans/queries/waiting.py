"""What waits for somebody's decision: products handed in, later days asked for, difficulties."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from cchc.plans.models import Difficulty, DifficultyStep, Extension, Report
from cchc.plans.queries.assignment import reports
from cchc.plans.states import DifficultyState, ExtensionState, ReportState


def products(visible: QuerySet[Report]) -> QuerySet[Report]:
    """Return the reports that wait, the longest waiting first; ``visible`` are those that the reader may decide on."""
    return reports(visible.filter(state=ReportState.SENT, assignment__cancelled_at=None)).order_by("reported_at", "pk")


def of_assignment(assignment_id: int) -> list[int]:
    """Return the reports of an assignment whose product waits for the office; 1 query."""
    found = Report.objects.filter(assignment=assignment_id, state=ReportState.SENT)
    return list(found.order_by("reported_at", "pk").values_list("pk", flat=True))


def decided(visible: QuerySet[Report], user_id: int | None, since: dt.datetime) -> QuerySet[Report]:
    """Return what ``user_id`` has confirmed since then and may still undo."""
    own = visible.filter(state=ReportState.CONFIRMED, decided_by=user_id, decided_at__gt=since)
    return reports(own).order_by("-decided_at", "-pk")


def later_days(visible: QuerySet[Extension]) -> QuerySet[Extension]:
    """Return the requests that wait, the longest waiting first."""
    waiting = visible.filter(state=ExtensionState.ASKED, assignment__cancelled_at=None)
    return waiting.select_related("asked_by", "occurrence").order_by("asked_at", "pk")


def difficulties(visible: QuerySet[Difficulty], tab: str, unit_ids: frozenset[int] | None) -> QuerySet[Difficulty]:
    """Return the difficulties of a tab; ``unit_ids`` are the units in whose name the reader answers, ``None`` all.

    o-don-vi: open and with one of those units; dang-cho: open; da-chuyen: passed on by them and still open;
    da-tra-loi: answered.
    """
    with_us = Q() if unit_ids is None else Q(at_unit_id__in=unit_ids)
    passed = DifficultyStep.objects.filter(difficulty=OuterRef("pk"))
    if unit_ids is not None:
        passed = passed.filter(from_unit__in=unit_ids)
    tabs = {
        "o-don-vi": Q(state=DifficultyState.OPEN) & with_us,
        "dang-cho": Q(state=DifficultyState.OPEN),
        "da-chuyen": Q(Exists(passed), state=DifficultyState.OPEN),
        "da-tra-loi": Q(state=DifficultyState.ANSWERED),
    }
    return (
        visible.filter(tabs.get(tab, Q()))
        .select_related("assignment", "assignment__task", "raised_by", "answered_by")
        .order_by("-raised_at" if tab == "da-tra-loi" else "raised_at", "pk")
    )
