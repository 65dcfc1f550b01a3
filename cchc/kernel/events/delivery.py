"""Hand an event to whoever reacts, once each, in order."""

import traceback
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from cchc.kernel import clock, history
from cchc.kernel.events import Event, Skipped, is_wanted, kind
from cchc.kernel.events.store import unpack
from cchc.kernel.models import Event as Row
from cchc.kernel.models import EventOutcome, Outcome

Reaction = Callable[[Any], None]
_TRACE_LIMIT = 20_000  # characters; the end of a trace is the part that tells


_number: ContextVar[int | None] = ContextVar("event", default=None)


def number() -> int | None:
    """Return the number of the event that is being delivered; ``None`` where no reaction runs."""
    return _number.get()


class Undelivered(Exception):
    """Some reaction failed; its outcome holds the trace, and the queue tries again."""


def deliver(event: int) -> None:
    """Let each reaction that has not ended yet react; one that fails does not keep the others from it."""
    row = Row.objects.get(pk=event)
    found = _reactions().get(row.kind)
    if found is None:
        return
    event_class, reactions = found
    happened = unpack(event_class, row.payload)
    wanting = [reaction for reaction in reactions if is_wanted(reaction, happened)]
    failed = [name(reaction) for reaction in wanting if not _react(row, reaction, happened)]
    if failed:
        raise Undelivered(f"event {row.pk} {row.kind}: {', '.join(failed)}")


def name(reaction: Reaction) -> str:
    """Return the name under which a reaction's outcomes are stored."""
    return f"{reaction.__module__}.{reaction.__qualname__}"


def _reactions() -> dict[str, tuple[type[Event], Sequence[Reaction]]]:
    listed: Mapping[type[Event], Sequence[Reaction]] = import_string(settings.REACTIONS)
    return {kind(event): (event, reactions) for event, reactions in listed.items()}


def _react(row: Row, reaction: Reaction, happened: Event) -> bool:
    """Run one reaction together with its outcome in one transaction, so that both are there or neither."""
    actor = history.Actor(None, history.PLATFORM.label, f"event {row.pk}")
    try:
        with history.attributed(actor):
            if not _claim(row, reaction):
                return True
            begun = _number.set(row.pk)
            try:
                with transaction.atomic():
                    reaction(happened)
            except Skipped as skipped:
                _conclude(row, reaction, Outcome.SKIPPED, str(skipped))
            else:
                _conclude(row, reaction, Outcome.DONE)
            finally:
                _number.reset(begun)
    except Exception:
        with transaction.atomic():
            if _claim(row, reaction):
                _conclude(row, reaction, Outcome.FAILED, traceback.format_exc()[-_TRACE_LIMIT:])
        return False
    return True


def _claim(row: Row, reaction: Reaction) -> bool:
    """Lock the outcome and tell whether the reaction is still to be run; a second worker waits, and finds it done."""
    EventOutcome.objects.bulk_create(
        [EventOutcome(event=row, reaction=name(reaction), state=Outcome.FAILED, at=clock.now())], ignore_conflicts=True
    )
    outcome = EventOutcome.objects.select_for_update().get(event=row, reaction=name(reaction))
    return outcome.state == Outcome.FAILED


def _conclude(row: Row, reaction: Reaction, state: Outcome, detail: str = "") -> None:
    EventOutcome.objects.filter(event=row, reaction=name(reaction)).update(state=state, detail=detail, at=clock.now())
