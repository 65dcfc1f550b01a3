"""A unit's own work: what needs doing first, in tabs that count themselves, in two queries."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from cchc.kernel.statements import statement
from cchc.plans.models import Assignment, Report
from cchc.plans.queries import lists
from cchc.plans.queries.own_plans import asked_for_above
from cchc.plans.queries.parameters import parameters
from cchc.plans.queries.status import status_expression
from cchc.plans.rules.status import BEHIND, OPEN, Status
from cchc.plans.states import ReportState

_TO_DO = OPEN - {Status.AWAITING}


@dataclass(frozen=True)
class Tab:
    """What a tab holds: work of some statuses, of it perhaps only what was sent back, or what has no due day."""

    statuses: frozenset[Status] = frozenset(Status)
    returned: bool = False
    undated: bool = False

    @property
    def condition(self) -> Q:
        """The rows of ``_found`` that the tab holds."""
        of_status = Q() if len(self.statuses) == len(Status) else Q(status__in=[one.value for one in self.statuses])
        returned = Q(is_returned=True) if self.returned else Q()
        return of_status & returned & (Q(due_on=None) if self.undated else Q())

    def holds(self, status: str, is_returned: bool, is_undated: bool) -> bool:
        """Tell the same of a row whose three facts are known."""
        return status in self.statuses and is_returned >= self.returned and is_undated >= self.undated


TABS: Mapping[str, Tab] = {
    "can-lam": Tab(_TO_DO),
    "tra-lai": Tab(returned=True),
    "tre": Tab(BEHIND),
    "sap-den-han": Tab(frozenset({Status.AT_RISK})),
    "chua-co-han": Tab(_TO_DO, undated=True),
    "cho-xac-nhan": Tab(frozenset({Status.AWAITING})),
    "xong": Tab(frozenset({Status.DONE, Status.DONE_LATE})),
    "tat-ca": Tab(),
}
"""Each tab of "Việc của tôi", by its word in the address."""

ORDER: Mapping[str, str] = {**lists.ASSIGNMENT_ORDER, "can-lam": "urgency"}


@dataclass(frozen=True)
class WorkRow:
    """A line of a unit's work; ``is_returned`` when the office has sent the latest report back.

    ``own_works``: how many pieces of work of its own plan carry it out.
    """

    row: lists.AssignmentRow
    is_returned: bool
    plan_number: str
    own_works: int

    @property
    def wants_date(self) -> bool:
        return self.row.due_on is None and self.row.status in OPEN and self.row.status is not Status.AWAITING


@dataclass(frozen=True)
class Work:
    """The work of some units (``None``: of all) as of a day, narrowed by words."""

    units: frozenset[int] | None
    today: dt.date
    words: str = ""

    @property
    def _values(self) -> tuple[frozenset[int], ...]:
        return () if self.units is None else (self.units,)

    def counts(self) -> Mapping[str, int]:
        """Return how many each tab holds, in one query: a row for each kind of work, not a sum a tab."""
        kinds = _kinds(*self._values, today=self.today, words=self.words)
        return {name: sum(kind[3] for kind in kinds if tab.holds(*kind[:3])) for name, tab in TABS.items()}

    def rows(self, tab: str, order: tuple[str | OrderBy, str], part: slice) -> list[WorkRow]:
        """Return a part of what a tab holds, in one query."""
        near, asked = parameters(self.today).near, {"tab": tab, "order": order, "first": part.start, "last": part.stop}
        return [
            WorkRow(
                lists.row_of(one, self.today, near),
                one["is_returned"],
                one["plan__number"] or one["plan__title"],
                one["own_works"],
            )
            for one in _rows(*self._values, today=self.today, words=self.words, **asked)
        ]


@dataclass(frozen=True)
class Lines(Sequence[WorkRow]):
    """The lines of a tab, asked for a page at a time; ``total`` is known from the counts."""

    work: Work
    tab: str
    order: tuple[str | OrderBy, str]
    total: int

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: Any) -> Any:
        return self.work.rows(self.tab, self.order, part)


@statement
def _kinds(
    units: Collection[int] | None = None, *, today: dt.date, words: str
) -> "QuerySet[Any, tuple[str, bool, bool, int]]":
    kinds = _found(units, today, words).values("status", "is_returned", undated=Q(due_on=None)).order_by()
    found: QuerySet[Any, tuple[str, bool, bool, int]]
    found = kinds.annotate(n=Count("pk")).values_list("status", "is_returned", "undated", "n")
    return found


@statement
def _rows(
    units: Collection[int] | None = None, *, today: dt.date, words: str, tab: str, order: Any, first: int, last: int
) -> "QuerySet[Any, dict[str, Any]]":
    columns = ("is_returned", "own_works", "plan__number", "plan__title")
    found = _ordered(_found(units, today, words).filter(TABS[tab].condition), order)
    rows: QuerySet[Any, dict[str, Any]]
    rows = found.annotate(own_works=_own_works()).values(*lists.ROW_COLUMNS, *columns)
    return rows[first:last]


def _found(units: Collection[int] | None, today: dt.date, words: str) -> QuerySet[Any]:
    """Return the assignments with what the tabs ask for.

    A unit's work that it carries out by its own plan is one line: the one above, as in every count of the year.
    """
    assignments = Assignment.objects.exclude(asked_for_above())
    found = assignments if units is None else assignments.filter(unit_id__among=units)
    found = found.filter(lists.matching(words, "task__folded"))
    open_now = Q(is_started=True, done_on=None, cancelled_at=None, is_pending=False)
    return found.annotate(
        status=status_expression(today),
        is_returned=Case(When(open_now, then=Exists(_returned())), default=Value(False)),
    )


def _returned() -> QuerySet[Report]:
    """Return reports that were sent back and not followed by another one on the same matter."""
    same = Q(occurrence=OuterRef("occurrence")) | Q(occurrence=None)
    later = Report.objects.filter(same, assignment=OuterRef("assignment"), reported_at__gt=OuterRef("reported_at"))
    later = later.exclude(state=ReportState.WITHDRAWN)
    return Report.objects.filter(~Exists(later), assignment=OuterRef("pk"), state=ReportState.RETURNED)


_REST = 4
_RANKS: Mapping[Status, int] = {
    **dict.fromkeys(BEHIND, 1),
    Status.AT_RISK: 2,
    **dict.fromkeys((Status.NOT_STARTED, Status.ON_TRACK), _REST),
    Status.AWAITING: 5,
    **dict.fromkeys((Status.DONE, Status.DONE_LATE), 6),
    Status.CANCELLED: 7,
}


class _Rank(Func):
    """The rank of a status; the expression that makes it is long, and stands here once and not once a status."""

    whens = " ".join(f"WHEN '{status.value}' THEN {rank}" for status, rank in _RANKS.items())
    template = f"CASE %(expressions)s {whens} END"
    output_field = IntegerField()


def _urgency() -> Case:
    """Return the order of need: sent back, late, near or blocked, without a day, the rest, waiting, done, cancelled."""
    returned, undated = When(is_returned=True, then=Value(0)), When(due_on=None, rank=_REST, then=Value(_REST - 1))
    return Case(returned, undated, default=F("rank"), output_field=IntegerField())


def _ordered(found: QuerySet[Any], order: tuple[str | OrderBy, str]) -> QuerySet[Any]:
    """Return ``found`` in the order asked for; by need, the earliest due day first within each rank."""
    if order[0] in ("urgency", "-urgency"):
        ranked: QuerySet[Any] = found.annotate(rank=_Rank(F("status"))).annotate(urgency=_urgency())
        return ranked.order_by(order[0], F("due_on").asc(nulls_last=True), "task__position", "pk")
    return found.order_by(*order)


def _own_works() -> Coalesce:
    below = Assignment.objects.filter(task__implements=OuterRef("pk"), cancelled_at=None, task__withdrawn_at=None)
    counted = below.order_by().values("task__implements").values(n=Count("pk"))
    return Coalesce(Subquery(counted), 0)
