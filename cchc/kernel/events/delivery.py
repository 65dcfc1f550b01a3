"""Hand events to whoever reacts, once each, in order: several events in one transaction, each undone by itself.

What a reaction did and its outcome are written together, or neither is: a worker that dies repeats what it had not
committed, and nothing of that was there.
"""

import logging
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from cchc.kernel import clock, history
from cchc.kernel.events import DELIVER, Event, Skipped, is_wanted, kind
from cchc.kernel.events.store import unpack
from cchc.kernel.models import Event as Row
from cchc.kernel.models import EventOutcome, Outcome

log = logging.getLogger("cchc.events")
Reaction = Callable[[Any], None]
_TRACE_LIMIT = 20_000  # characters; the end of a trace is the part that tells
_MOST = 50
"""Events in one transaction."""
_SECONDS = 0.5
"""After which no further event joins: what is written stays locked until the end."""
_WAITING = """
    SELECT job.id, (job.args ->> 'event')::bigint, EXISTS (
        SELECT FROM procrastinate_jobs AS own
        WHERE own.task_name = %(task)s AND own.args ->> 'event' = %(own)s AND own.lock = job.lock)
    FROM procrastinate_jobs AS job
    WHERE job.task_name = %(task)s AND job.status = 'todo' AND job.attempts = 0 AND job.args ->> 'event' <> %(own)s
        AND NOT EXISTS (
            SELECT FROM procrastinate_jobs AS earlier
            WHERE earlier.lock = job.lock AND earlier.id < job.id AND earlier.status IN ('todo', 'doing')
                AND earlier.args ->> 'event' <> %(own)s)
        AND NOT EXISTS (
            SELECT FROM procrastinate_jobs AS own
            WHERE own.task_name = %(task)s AND own.status = 'doing' AND own.attempts > 0
                AND own.args ->> 'event' = %(own)s)
    ORDER BY job.id LIMIT %(most)s FOR UPDATE OF job SKIP LOCKED"""
"""Other events that wait, each the next of its subject. Whatever has ended badly once, an event or the job that took
others along, goes by itself from then on: so one that kills its worker takes nothing with it a second time."""


_number: ContextVar[int | None] = ContextVar("event", default=None)


def number() -> int | None:
    """Return the number of the event that is being delivered; ``None`` where no reaction runs."""
    return _number.get()


class Undelivered(Exception):
    """Some reaction failed; its outcome holds the trace, and the queue tries again."""


def deliver(event: int) -> None:
    """Let each reaction that has not ended yet react to an event, and to those that wait behind it.

    One that fails keeps neither the others nor other events from it: ``Undelivered`` tells that the event's own did,
    and of the others it is the next job that tries again. Only what is about the same waits until it has succeeded.
    """
    with transaction.atomic():
        waiting = _waiting(event)
        rows = _locked([event, *(one.event for one in waiting)])
        outcomes = _Outcomes(rows)
        failed = outcomes.of(rows[event])
        until = time.monotonic() + _SECONDS
        over = [
            one.job
            for one in waiting
            if not (failed and one.is_next) and time.monotonic() < until and one.event in rows
            if outcomes.end(rows[one.event])
        ]
        outcomes.write()
        _take_out(over)
    if failed:
        raise Undelivered(f"event {event} {rows[event].kind}: {', '.join(failed)}")


def name(reaction: Reaction) -> str:
    """Return the name under which a reaction's outcomes are stored."""
    return f"{reaction.__module__}.{reaction.__qualname__}"


class _Waiting(NamedTuple):
    """A job that waits, its event, and whether it is the next about the same as the event in hand."""

    job: int
    event: int
    is_next: bool


def _waiting(event: int) -> list[_Waiting]:
    """Return what waits behind an event, locked, so that no other worker takes it."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"task": DELIVER, "own": str(event), "most": _MOST - 1})
        return [_Waiting(*row) for row in cursor.fetchall()]


def _locked(events: Collection[int]) -> dict[int, Row]:
    """Read the events; whoever delivers one of them as well waits, and finds it done."""
    rows = Row.objects.filter(pk__in=events).order_by("pk").select_for_update(no_key=True)
    return {row.pk: row for row in rows}


def _take_out(job_ids: Collection[int]) -> None:
    if job_ids:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = ANY(%s)", [list(job_ids)])


class _Outcomes:
    """What came of the reactions to some events: read once, written once."""

    def __init__(self, rows: Mapping[int, Row]) -> None:
        known = EventOutcome.objects.filter(event__in=rows).exclude(state=Outcome.FAILED)
        self._over = set(known.values_list("event_id", "reaction"))
        self._made: list[EventOutcome] = []
        self._reactions = _reactions()

    def of(self, row: Row) -> list[str]:
        """Let those react who want the event and have not; return the names of those that failed."""
        return [name(reaction) for reaction, happened in self._left(row) if not self._react(row, reaction, happened)]

    def end(self, row: Row) -> bool:
        """Do the same for an event beside the job's own, and tell whether nothing of it is left."""
        try:
            return not self.of(row)
        except Exception:  # what can't even be read fails in its own job, where operators see it
            log.exception("event %s is left to its own job", row.pk)
            return False

    def _left(self, row: Row) -> Iterator[tuple[Reaction, Event]]:
        event_class, reactions = self._reactions.get(row.kind, (Event, ()))
        if reactions:
            happened = unpack(event_class, row.payload)
            for reaction in reactions:
                if (row.pk, name(reaction)) not in self._over and is_wanted(reaction, happened):
                    yield reaction, happened

    def _react(self, row: Row, reaction: Reaction, happened: Event) -> bool:
        state, detail = Outcome.DONE, ""
        begun = _number.set(row.pk)
        try:
            with history.attributed(history.Actor(None, history.PLATFORM.label, f"event {row.pk}")):
                reaction(happened)
        except Skipped as skipped:
            state, detail = Outcome.SKIPPED, str(skipped)
        except Exception:
            state, detail = Outcome.FAILED, traceback.format_exc()[-_TRACE_LIMIT:]
        finally:
            _number.reset(begun)
        self._made.append(EventOutcome(event=row, reaction=name(reaction), state=state, detail=detail, at=clock.now()))
        return state != Outcome.FAILED

    def write(self) -> None:
        """Write what came of them; a reaction that has failed before has another outcome now."""
        EventOutcome.objects.bulk_create(
            self._made,
            update_conflicts=True,
            unique_fields=["event", "reaction"],
            update_fields=["state", "detail", "at"],
        )


def _reactions() -> dict[str, tuple[type[Event], Sequence[Reaction]]]:
    listed: Mapping[type[Event], Sequence[Reaction]] = import_string(settings.REACTIONS)
    return {kind(event): (event, reactions) for event, reactions in listed.items()}
