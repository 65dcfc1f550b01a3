"""What follows for an assignment from the rows behind it: its due day, percentage, money and marks.

The derived columns of ``Assignment`` and ``Occurrence`` hold exactly what ``derive`` says; nothing else writes them.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from cchc.plans.types import Standing

_COUNTING = frozenset({Standing.NOTED, Standing.SENT, Standing.CONFIRMED})


@dataclass(frozen=True)
class Reported:
    """One report: ``period`` is the key of the period it is about, ``None`` for the assignment as a whole.

    ``is_derived``: it said words only; its percentage is what followed from the unit's own plan at that time.
    """

    on: dt.date
    percent: int
    state: str
    spent: int = 0
    period: int | None = None
    is_derived: bool = False


@dataclass(frozen=True)
class Planned:
    """A period of a recurring assignment and the last day on which it may be handed in."""

    key: int
    due_on: dt.date


@dataclass(frozen=True)
class Basis:
    """The rows behind an assignment; ``reports`` and ``periods`` oldest first, ``below`` the percentages of the
    assignments of the unit's own plan that carry this one out, ``None`` where nothing was reported there yet."""

    ends_on: dt.date | None = None
    target_on: dt.date | None = None
    extended_to: dt.date | None = None
    reports: Sequence[Reported] = ()
    periods: Sequence[Planned] = ()
    has_open_difficulty: bool = False
    below: Collection[int | None] = ()


@dataclass(frozen=True)
class PeriodState:
    done_on: dt.date | None = None
    is_pending: bool = False


@dataclass(frozen=True)
class Derived:
    """The derived columns; ``periods`` by the key of each period."""

    due_on: dt.date | None = None
    percent: int = 0
    is_started: bool = False
    is_pending: bool = False
    is_blocked: bool = False
    was_late: bool = False
    done_on: dt.date | None = None
    spent: int = 0
    periods: Mapping[int, PeriodState] = field(default_factory=dict)


def derive(basis: Basis) -> Derived:
    """Return the derived columns of an assignment."""
    return _of_periods(basis) if basis.periods else _of_whole(basis)


def _of_whole(basis: Basis) -> Derived:
    reports = [report for report in basis.reports if report.state in _COUNTING]
    sent, confirmed = _latest(reports, Standing.SENT), _latest(reports, Standing.CONFIRMED)
    handed_in = confirmed or sent
    own = next((report.percent for report in reversed(reports) if not report.is_derived), 0)
    return Derived(
        due_on=basis.extended_to or basis.target_on or basis.ends_on,
        percent=100 if handed_in else _rolled_up(basis.below, own),
        is_started=_has_begun(basis),
        is_pending=sent is not None and confirmed is None,
        is_blocked=basis.has_open_difficulty,
        done_on=confirmed.on if confirmed else None,
        spent=sum(report.spent for report in reports),
    )


def _rolled_up(below: Collection[int | None], own: int) -> int:
    """Return the mean of the work below; for what has not reported yet stands what the unit itself reported."""
    return sum(own if percent is None else percent for percent in below) // len(below) if below else own


def _of_periods(basis: Basis) -> Derived:
    states = {period.key: _period(basis.reports, period.key) for period in basis.periods}
    owed = [p for p in basis.periods if states[p.key] == PeriodState()]
    done = [(p, on) for p in basis.periods if (on := states[p.key].done_on)]
    is_done = len(done) == len(basis.periods)
    return Derived(
        due_on=min(p.due_on for p in owed) if owed else max(p.due_on for p in basis.periods),
        percent=100 * len(done) // len(basis.periods),
        is_started=_has_begun(basis),
        is_pending=not owed and not is_done,
        is_blocked=basis.has_open_difficulty,
        was_late=any(on > period.due_on for period, on in done),
        done_on=max(on for _, on in done) if is_done else None,
        spent=sum(report.spent for report in basis.reports if report.state in _COUNTING),
        periods=states,
    )


def _period(reports: Sequence[Reported], key: int) -> PeriodState:
    of_period = [report for report in reports if report.period == key]
    confirmed = _latest(of_period, Standing.CONFIRMED)
    pending = confirmed is None and _latest(of_period, Standing.SENT) is not None
    return PeriodState(confirmed.on if confirmed else None, pending)


def _latest(reports: Sequence[Reported], state: str) -> Reported | None:
    return next((report for report in reversed(reports) if report.state == state), None)


def _has_begun(basis: Basis) -> bool:
    """Tell whether the unit has reported anything; what was sent back was work too, what it took back was not."""
    return any(report.state in _COUNTING | {Standing.RETURNED} for report in basis.reports) or any(basis.below)
