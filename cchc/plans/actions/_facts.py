"""The derived columns, recomputed from the rows behind them whenever one of those changes; nothing else writes them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from cchc.kernel import clock, history
from cchc.kernel.history import Actor
from cchc.kernel.locking import locked_all
from cchc.kernel.refusal import Refusal
from cchc.plans.models import Assignment, Difficulty, Occurrence, Report
from cchc.plans.queries.own_plans import carrying_out
from cchc.plans.rules.facts import Basis, Derived, PeriodState, Planned, Reported, derive
from cchc.plans.states import DifficultyState, ReportState

_DERIVED = ("due_on", "percent", "is_started", "is_pending", "is_blocked", "was_late", "done_on", "spent")
_BATCH = 500


@contextmanager
def changing(assignment_id: int, actor: Actor) -> Iterator[Assignment]:
    """Lock the assignment for the block, whose changes are ``actor``'s, and bring its derived columns up to date."""
    with history.attributed(actor):
        yield _locked([assignment_id])[0]
        recompute([assignment_id])


def _locked(ids: Collection[int]) -> list[Assignment]:
    """Return the rows in the order of their keys, their tasks and plans read once the rows are ours.

    A unit's own work is always locked before what it carries out.
    """
    return locked_all(Assignment.objects.select_related("task", "plan").filter(pk__in=ids))


def must_be_open(assignment: Assignment) -> None:
    """Refuse work on what is cancelled or done."""
    if assignment.cancelled_at:
        raise Refusal("Việc này đã hủy (%(reason)s): không ghi thêm được nữa.", reason=assignment.cancel_reason)
    if assignment.done_on:
        raise Refusal("Việc này đã được xác nhận hoàn thành: không ghi thêm được nữa.")


def recompute(ids: Collection[int]) -> None:
    """Rewrite the derived columns of these assignments, then of those they carry out, up to the province's plan."""
    seen: set[int] = set()
    while ids:
        seen.update(ids)
        rows = _locked(ids)
        _rewrite(rows)
        ids = {row.task.implements_id for row in rows if row.task.implements_id} - seen


def _rewrite(rows: Collection[Assignment]) -> None:
    ids = [row.pk for row in rows]
    reports, latest = _reports(ids)
    periods = _periods(ids)
    blocked = set(
        Difficulty.objects.filter(assignment__in=ids, state=DifficultyState.OPEN).values_list("assignment_id")
    )
    below = _below(ids)
    changed, of_periods = [], []
    for row in rows:
        derived = derive(
            Basis(
                ends_on=row.event_due_on or row.task.end_on,
                target_on=row.target_on,
                extended_to=row.extended_to,
                reports=reports[row.pk],
                periods=[Planned(p.pk, p.extended_to or p.due_on) for p in periods[row.pk]],
                has_open_difficulty=(row.pk,) in blocked,
                below=below[row.pk],
            )
        )
        if _differs(row, derived) or row.reported_at != latest.get(row.pk):
            for name in _DERIVED:
                setattr(row, name, getattr(derived, name))
            row.reported_at = latest.get(row.pk)
            changed.append(row)
        of_periods += _changed_periods(periods[row.pk], derived.periods)
    Assignment.objects.bulk_update(changed, [*_DERIVED, "reported_at"], batch_size=_BATCH)
    Occurrence.objects.bulk_update(of_periods, ["done_on", "is_pending"], batch_size=_BATCH)


def _differs(row: Assignment, derived: Derived) -> bool:
    return any(getattr(row, name) != getattr(derived, name) for name in _DERIVED)


def _changed_periods(rows: Collection[Occurrence], states: Mapping[int, PeriodState]) -> list[Occurrence]:
    changed = []
    for row in rows:
        state = states[row.pk]
        if (row.done_on, row.is_pending) != (state.done_on, state.is_pending):
            row.done_on, row.is_pending = state.done_on, state.is_pending
            changed.append(row)
    return changed


def _reports(ids: Collection[int]) -> tuple[Mapping[int, list[Reported]], Mapping[int, dt.datetime]]:
    found: dict[int, list[Reported]] = defaultdict(list)
    latest: dict[int, dt.datetime] = {}
    rows = Report.objects.filter(assignment__in=ids).exclude(state=ReportState.WITHDRAWN).order_by("reported_at", "pk")
    columns = ("assignment_id", "reported_at", "percent", "state", "spent", "occurrence_id", "is_derived")
    for assignment_id, at, *said in rows.values_list(*columns):
        found[assignment_id].append(Reported(clock.day_of(at), *said))
        latest[assignment_id] = at
    return found, latest


def _periods(ids: Collection[int]) -> Mapping[int, list[Occurrence]]:
    found: dict[int, list[Occurrence]] = defaultdict(list)
    for row in Occurrence.objects.filter(assignment__in=ids).order_by("due_on", "pk"):
        found[row.assignment_id].append(row)
    return found


def _below(ids: Collection[int]) -> Mapping[int, list[int | None]]:
    found: dict[int, list[int | None]] = defaultdict(list)
    rows = carrying_out(ids).values_list("task__implements_id", "percent", "is_started")
    for above, percent, is_started in rows:
        found[above].append(percent if is_started else None)
    return found
