"""Lists of assignments and tasks: filtered, in order, bounded by the page, each in a fixed number of queries."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cchc.kernel.ordering import Sparse
from cchc.kernel.text import fold
from cchc.plans.models import Assignment, Task, TaskPartner
from cchc.plans.queries.counted import fallen_due, quarter
from cchc.plans.queries.parameters import parameters
from cchc.plans.queries.status import (
    date_by,
    had_to_register_before,
    may_name_day,
    registered_late,
    status_expression,
)
from cchc.plans.rules.status import BEHIND, OPEN, Facts, Status, days_late, status
from cchc.plans.rules.tally import Tally
from cchc.plans.states import BudgetKind

_MOST_WORDS = 8

GROUPED_STATUSES: Mapping[str, frozenset[Status]] = {
    "xong": frozenset({Status.DONE, Status.DONE_LATE}),
    "dang-mo": OPEN,
    "tre": BEHIND,
    "duoc-giao": frozenset(Status) - {Status.CANCELLED},
    **{one.value: frozenset({one}) for one in Status},
}


def count_of(tally: Tally, status: str) -> int:
    """Return how many assignments of a tally a list narrowed to ``status`` holds; all where nobody knows it."""
    return sum(tally.count(one) for one in GROUPED_STATUSES.get(status, Status))


ASSIGNMENT_ORDER: Mapping[str, str] = {
    "ma": "task__position",
    "nhiem-vu": "task__folded",
    "han": Sparse("due_on"),
    "xong": "percent",
    "chi": "spent",
    "bao-cao": Sparse("reported_at"),
}


@dataclass(frozen=True)
class AssignmentFilter:
    """What a list of assignments is narrowed to; empty fields narrow nothing."""

    status: str = ""
    group_id: int | None = None
    unit_ids: frozenset[int] | None = None
    quarter: int | None = None  # 0: those without a due day
    task_id: int | None = None
    due: bool = False  # only what has fallen due, cancelled work aside
    may_name_day: bool = False  # only what lacks a day, with time left to register one
    registered_late: bool = False  # only what its unit registered after the day by which it had to
    blocked: bool = False
    optional: bool = False
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, field.name) == field.default for field in fields(self))


@dataclass(frozen=True)
class AssignmentRow:
    """One line of a list of assignments, ready to show."""

    id: int
    plan_id: int
    task_id: int
    unit_id: int
    code: str
    title: str
    status: Status
    facts: Facts
    days_late: int
    target_on: dt.date | None
    registered_on: dt.date | None
    event_on: dt.date | None
    extended_to: dt.date | None
    percent: int
    spent: int
    is_optional: bool
    reported_at: dt.datetime | None

    @property
    def due_on(self) -> dt.date | None:
        return self.facts.due_on


def narrowed(assignments: QuerySet[Assignment], asked: AssignmentFilter, today: dt.date) -> QuerySet[Any]:
    """Apply ``asked``, with statuses as of ``today``."""
    found = assignments
    if asked.status in GROUPED_STATUSES:
        wanted = [one.value for one in GROUPED_STATUSES[asked.status]]
        found = found.alias(status=status_expression(today)).filter(status__in=wanted)
    if asked.group_id is not None:
        found = found.filter(task__group_id=asked.group_id)
    if asked.task_id is not None:
        found = found.filter(task_id=asked.task_id)
    if asked.unit_ids is not None:
        found = found.filter(unit_id__in=asked.unit_ids)
    if asked.quarter == 0:
        found = found.filter(due_on=None)
    elif asked.quarter is not None:
        found = found.annotate(quarter=quarter()).filter(quarter=asked.quarter)
    for is_asked, condition in (
        (asked.due, fallen_due(today) & Q(cancelled_at=None)),
        (asked.may_name_day, may_name_day(today)),
        (asked.registered_late, registered_late() & had_to_register_before(today) & Q(cancelled_at=None)),
        (asked.blocked, Q(is_blocked=True, done_on=None, cancelled_at=None)),
        (asked.optional, Q(is_optional=True)),
    ):
        found = found.filter(condition) if is_asked else found
    return found.filter(matching(asked.words, "task__folded"))


ROW_COLUMNS = (
    *("id", "plan_id", "task_id", "unit_id", "task__code", "task__title", "due_on", "done_on"),
    *("is_started", "is_pending", "is_blocked", "was_late", "cancelled_at", "target_on", "event_on", "extended_to"),
    "registered_on",
    *("percent", "spent", "is_optional", "reported_at", "plan__target_by", "task__offset_days"),
)


def assignment_rows(found: QuerySet[Any], today: dt.date) -> list[AssignmentRow]:
    """Return the rows of ``narrowed`` assignments, in their order, in one query."""
    return rows_of(found.values(*ROW_COLUMNS), today)


def rows_of(many: Iterable[Mapping[str, Any]], today: dt.date) -> list[AssignmentRow]:
    """Return the rows of the values of ``ROW_COLUMNS``, in their order."""
    near = parameters(today).near
    return [row_of(values, today, near) for values in many]


def row_of(values: Mapping[str, Any], today: dt.date, near: dt.timedelta) -> AssignmentRow:
    """Return the row of the values of ``ROW_COLUMNS``."""
    names = ("due_on", "done_on", "is_started", "is_pending", "is_blocked", "was_late")
    cancelled = values["cancelled_at"] is not None
    by = date_by(values["plan__target_by"], values["task__offset_days"])
    facts = Facts(**{name: values[name] for name in names}, is_cancelled=cancelled, date_by=by)
    same = (
        "id",
        "plan_id",
        "task_id",
        "unit_id",
        "target_on",
        "registered_on",
        "event_on",
        "extended_to",
        "percent",
        "spent",
    )
    return AssignmentRow(
        **{name: values[name] for name in same},
        code=values["task__code"],
        title=values["task__title"],
        status=status(facts, today, near),
        facts=facts,
        days_late=days_late(facts, today),
        is_optional=values["is_optional"],
        reported_at=values["reported_at"],
    )


TASK_ORDER: Mapping[str, str] = {
    "ma": "position",
    "nhiem-vu": "folded",
    "han": Sparse("end_on"),
    "kinh-phi": Sparse("total"),
}


def tasks(
    found: QuerySet[Task],
    *,
    group_id: int | None = None,
    words: str = "",
    kind: str = "",
    with_money: bool = False,
    of_units: Collection[int] | None = None,
) -> QuerySet[Task]:
    """Narrow tasks to a group, a kind of schedule, a sum of money and words (diacritics may be missing).

    ``of_units``: tasks that one of these units leads or is a partner in.
    """
    found = found.filter(withdrawn_at=None)
    if group_id is not None:
        found = found.filter(group_id=group_id)
    if kind:
        found = found.filter(schedule_kind=kind)
    if with_money:
        found = found.filter(Q(total__isnull=False) | Q(budget_kind=BudgetKind.MONEY, amount__isnull=False))
    if of_units is not None:
        leads = Assignment.objects.filter(task=OuterRef("pk"), unit_id__in=of_units, cancelled_at=None)
        partners = TaskPartner.objects.filter(task=OuterRef("pk"), unit_id__in=of_units)
        found = found.filter(Exists(leads) | Exists(partners))
    return found.filter(matching(words))


def matching(words: str, path: str = "folded") -> Q:
    """Return the condition under which all of ``words`` are found in ``path``, whatever diacritics they lack."""
    condition = Q()
    for word in fold(words).split()[:_MOST_WORDS]:
        condition &= Q(**{f"{path}__contains": word})
    return condition
