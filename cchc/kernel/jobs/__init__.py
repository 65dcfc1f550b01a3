"""Background work: a module defines a job in ``plugs/jobs.py``, an action enqueues it, ``cchc worker`` runs it.

*Task* is a word of the domain here, so what runs in the background is a job. The queue lies in the same database:
a job enqueued in a transaction exists once that is committed, and never if it is rolled back.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cchc.kernel.clock import ZONE

_UTC_SHIFT = dt.datetime(2026, 1, 1, tzinfo=ZONE).utcoffset() or dt.timedelta()  # no summer time: any day will do
_HOUR_SHIFT = _UTC_SHIFT // dt.timedelta(hours=1)


@dataclass(frozen=True)
class Job:
    """A piece of work with a name; it may run twice (after a crash), so it must be idempotent."""

    name: str
    run: Callable[..., Any]
    retries: int
    reports: bool


@dataclass(frozen=True)
class Schedule:
    """When a job runs by itself, as a cron line in UTC."""

    name: str
    cron: str


_jobs: dict[str, Job] = {}
_schedules: list[Schedule] = []


def define(name: str, run: Callable[..., Any], *, retries: int = 5, reports: bool = False) -> None:
    """Offer the job ``name`` (``plans.read``).

    ``run`` gets the keyword arguments of ``enqueue``; with ``reports`` it gets a ``Progress`` first and is started by
    ``progress.start``. A ``Refusal`` ends the job, any other exception is tried again, ever later, ``retries`` times.
    """
    if name in _jobs:
        raise ValueError(f"job {name!r} is already defined")
    _jobs[name] = Job(name, run, retries, reports)


def known() -> Mapping[str, Job]:
    """Return every job by its name."""
    return dict(_jobs)


def schedules() -> tuple[Schedule, ...]:
    """Return what runs by itself."""
    return tuple(_schedules)


def enqueue(
    name: str, /, *, lock: str | None = None, at: dt.datetime | None = None, priority: int = 0, **arguments: Any
) -> int:
    """Queue the job with JSON ``arguments`` in the current transaction and return its number.

    Jobs with the same ``lock`` run one after the other, a higher ``priority`` first; ``at`` is the earliest moment.
    """
    from procrastinate.contrib.django import app

    if name not in _jobs:
        raise KeyError(f"no job {name!r} is defined")
    chosen = {"lock": lock, "schedule_at": at, "priority": priority or None}
    options = {key: value for key, value in chosen.items() if value is not None}
    return app.configure_task(name, allow_unknown=True, **options).defer(**arguments)


def daily(name: str, *, hour: int, minute: int = 0) -> None:
    """Run the job every day at that local time; a worker that was away for more than ten minutes skips the day."""
    _schedule(name, f"{minute} {(hour - _HOUR_SHIFT) % 24} * * *")


def hourly(name: str, *, minute: int = 0) -> None:
    """Run the job every hour; better than ``daily`` for what must not be skipped and knows whether it is done."""
    _schedule(name, f"{minute} * * * *")


def every_minutes(name: str, minutes: int) -> None:
    """Run the job every ``minutes`` (a divisor of 60)."""
    if not 0 < minutes <= 60 or 60 % minutes:
        raise ValueError("minutes must divide an hour")
    _schedule(name, f"*/{minutes} * * * *")


def _schedule(name: str, cron: str) -> None:
    if name not in _jobs:
        raise KeyError(f"no job {name!r} is defined")
    _schedules.append(Schedule(name, cron))
