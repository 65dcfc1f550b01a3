"""A unit's own work: what needs doing first, in tabs that count themselves, in two queries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

from cchc.plans.models import Assignment, Report
from cchc.plans.queries import lists
from cchc.plans.queries.parameters import parameters
from cchc.plans.queries.status import status_expression
from cchc.plans.rules.status import BEHIND, OPEN, Status
from cchc.plans.states import ReportState

_UNDATED = Q(due_on=None, status__in=[s.value for s in OPEN - {Status.AWAITING}])
_OPEN = Q(status__in=[status.value for status in OPEN])
_BEHIND = Q(status__in=[status.value for status in BEHIND])

TABS: Mapping[str, Q] = {
    "can-lam": _OPEN & ~Q(status=Status.AWAITING.value),
    "tra-lai": Q(is_returned=True),
    "tre": _BEHIND,
    "sap-den-han": Q(status=Status.AT_RISK.value),
    "chua-co-han": _UNDATED,
    "cho-xac-nhan": Q(status=Status.AWAITING.value),
    "xong": Q(status__in=[Status.DONE.value, Status.DONE_LATE.value]),
    "tat-ca": Q(),
}
"""Each tab of "Việc của tôi", by its word in the address."""

ORDER: Mapping[str, str] = {**lists.ASSIGNMENT_ORDER, "can-lam": "urgency"}


@dataclass(frozen=True)
class WorkRow:
    """A line of a unit's work; ``is_returned`` when the office has sent the latest report back."""

    row: lists.AssignmentRow
    is_returned: bool
    plan_number: str

    @property
    def wants_date(self) -> bool:
        return self.row.due_on is None and self.row.status in OPEN and self.row.status is not Status.AWAITING


def of_units(
    assignments: QuerySet[Assignment], today: dt.date, *, unit_ids: Iterable[int] | None = None, words: str = ""
) -> QuerySet[Any]:
    """Return the assignments with what the tabs ask for; ``unit_ids`` and ``words`` narrow them."""
    found = assignments if unit_ids is None else assignments.filter(unit_id__in=unit_ids)
    found = found.filter(lists.matching(words, "task__folded"))
    open_now = Q(is_started=True, done_on=None, cancelled_at=None, is_pending=False)
    return found.annotate(
        status=status_expression(today),
        is_returned=Case(When(open_now, then=Exists(_returned())), default=Value(False)),
    ).annotate(urgency=_urgency())


def _returned() -> QuerySet[Report]:
    """Return reports that were sent back and not followed by another one on the same matter."""
    same = Q(occurrence=OuterRef("occurrence")) | Q(occurrence=None)
    later = Report.objects.filter(same, assignment=OuterRef("assignment"), reported_at__gt=OuterRef("reported_at"))
    later = later.exclude(state=ReportState.WITHDRAWN)
    return Report.objects.filter(~Exists(later), assignment=OuterRef("pk"), state=ReportState.RETURNED)


def _urgency() -> Case:
    """Return the order of need: sent back, late, near or blocked, without a day, the rest, waiting, done, cancelled."""
    order = [
        Q(is_returned=True),
        _BEHIND,
        Q(status=Status.AT_RISK.value),
        _UNDATED,
        _OPEN & ~Q(status=Status.AWAITING.value),
        Q(status=Status.AWAITING.value),
        ~Q(status=Status.CANCELLED.value),
    ]
    whens = [When(condition, then=Value(rank)) for rank, condition in enumerate(order)]
    return Case(*whens, default=Value(len(order)), output_field=IntegerField())


def counts(found: QuerySet[Any]) -> Mapping[str, int]:
    """Return how many of ``of_units`` each tab holds, in one query."""
    return found.aggregate(**{name.replace("-", "_"): Count("pk", filter=tab) for name, tab in TABS.items()})


def ordered(found: QuerySet[Any], order: tuple[str, str]) -> QuerySet[Any]:
    """Return ``found`` in the order asked for; by need, the earliest due day first within each rank."""
    if order[0].removeprefix("-") == "urgency":
        return found.order_by(order[0], F("due_on").asc(nulls_last=True), "task__position", "pk")
    return found.order_by(*order)


def rows(found: QuerySet[Any], today: dt.date) -> list[WorkRow]:
    """Return the lines of a page of ``of_units``, in one query."""
    near = parameters(today).near
    values = found.values(*lists.ROW_COLUMNS, "is_returned", "plan__number", "plan__title")
    return [
        WorkRow(lists.row_of(one, today, near), one["is_returned"], one["plan__number"] or one["plan__title"])
        for one in values
    ]
