"""The derived columns, recomputed from the rows behind them whenever one of those changes; nothing else writes them."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet

from cchc.kernel import history
from cchc.kernel.history import Actor
from cchc.kernel.locking import Gone, hold, locked_all
from cchc.kernel.refusal import Refusal
from cchc.kernel.statements import statement
from cchc.notifications.actions import settling
from cchc.plans.actions._behind import Behind, Period, behind
from cchc.plans.models import Assignment, Occurrence
from cchc.plans.queries import owed
from cchc.plans.queries.due import LONG, key
from cchc.plans.rules.facts import Basis, PeriodState, Planned, derive

_DERIVED = ("due_on", "percent", "is_started", "is_pending", "is_blocked", "was_late", "done_on", "spent")
_ASKED = frozenset({"due_on", "done_on", "is_pending", "cancelled_at"})
"""Columns by which it is known whether the work is owed, and by when (``queries.owed``)."""
_BATCH = 500


@contextmanager
def changing(assignment_id: int, actor: Actor) -> Iterator[Assignment]:
    """Lock the assignment for the block, whose changes are ``actor``'s, and bring its derived columns up to date.

    The row is read once: the block changes its columns by ``put`` and no other way.
    """
    with history.attributed(actor):
        row = _held(assignment_id)
        yield row
        _settle([row], behind([assignment_id]))


@contextmanager
def adding_to(assignment_id: int, actor: Actor) -> Iterator[tuple[Assignment, Behind]]:
    """Do the same for a block that needs what lies behind the assignment, and tells it of the reports that it adds."""
    with history.attributed(actor):
        row = _held(assignment_id)
        found = behind([assignment_id])
        yield row, found[assignment_id]
        _settle([row], found)


def put(row: Assignment, **columns: Any) -> None:
    """Write columns of an assignment that is held, in the row at hand as well as in the table."""
    for name, value in columns.items():
        setattr(row, name, value)
    Assignment.objects.filter(pk=row.pk).update(**columns)
    _touch([row], columns.keys())


def _held(assignment_id: int) -> Assignment:
    hold(Assignment, assignment_id)
    rows = _row(assignment_id)
    if not rows:
        raise Gone
    return rows[0]


def _locked(ids: Collection[int]) -> list[Assignment]:
    """Return the rows in the order of their keys, their tasks and plans read once the rows are ours.

    A unit's own work is always locked before what it carries out.
    """
    return locked_all(_rows().filter(pk__in=ids))


def _rows() -> QuerySet[Assignment]:
    return Assignment.objects.select_related("task", "plan").defer(*LONG)


@statement
def _row(pk: int) -> QuerySet[Assignment]:
    return _rows().filter(pk=pk)


def must_be_open(assignment: Assignment) -> None:
    """Refuse work on what is cancelled or done."""
    if assignment.cancelled_at:
        raise Refusal("Việc này đã hủy (%(reason)s): không ghi thêm được nữa.", reason=assignment.cancel_reason)
    if assignment.done_on:
        raise Refusal("Việc này đã được xác nhận hoàn thành: không ghi thêm được nữa.")


def recompute(ids: Collection[int]) -> None:
    """Rewrite the derived columns of these assignments, then of those they carry out, up to the province's plan."""
    if ids:
        _settle(_locked(ids), behind(ids))


def _settle(rows: Collection[Assignment], found: Mapping[int, Behind]) -> None:
    seen: set[int] = set()
    while rows:
        seen.update(row.pk for row in rows)
        _rewrite(rows, found)
        above = {row.task.implements_id for row in rows if row.task.implements_id} - seen
        rows, found = (_locked(above), behind(above)) if above else ([], {})


def _rewrite(rows: Collection[Assignment], found: Mapping[int, Behind]) -> None:
    changed, of_periods, columns = [], [], set[str]()
    for row in rows:
        one = found.get(row.pk, Behind())
        derived = derive(
            Basis(
                ends_on=row.event_due_on or row.task.end_on,
                target_on=row.target_on,
                extended_to=row.extended_to,
                reports=[report.said for report in one.reports],
                periods=[Planned(period.number, period.due_on) for period in one.periods],
                has_open_difficulty=one.is_blocked,
                below=one.below,
            )
        )
        latest = one.reports[-1].moment if one.reports else None
        told = {**{name: getattr(derived, name) for name in _DERIVED}, "reported_at": latest}
        if fresh := {name: value for name, value in told.items() if getattr(row, name) != value}:
            for name, value in fresh.items():
                setattr(row, name, value)
            changed.append(row)
            columns |= fresh.keys()
        of_periods += _changed_periods(one.periods, derived.periods)
    _write(changed, columns)
    Occurrence.objects.bulk_update(of_periods, ["done_on", "is_pending"], batch_size=_BATCH)


def _touch(rows: Collection[Assignment], columns: Collection[str]) -> None:
    if _ASKED.intersection(columns):
        settling.touched(*(key(row.pk) for row in rows))
    if "cancelled_at" in columns:
        settling.touched(*owed.waiting([row.pk for row in rows]))


def _write(rows: list[Assignment], columns: Collection[str]) -> None:
    _touch(rows, columns)
    if len(rows) == 1:  # a CASE for each column costs more than the update itself
        [row] = rows
        Assignment.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in sorted(columns)})
    elif rows:
        Assignment.objects.bulk_update(rows, sorted(columns), batch_size=_BATCH)


def _changed_periods(periods: Collection[Period], states: Mapping[int, PeriodState]) -> list[Occurrence]:
    return [
        Occurrence(pk=one.number, done_on=state.done_on, is_pending=state.is_pending)
        for one in periods
        if (state := states[one.number]) != PeriodState(one.done_on, one.is_pending)
    ]
