"""Announce upwards: a module says what happened, ``config/reactions.py`` says who cares.

An event is a row of the transaction in which it happened. A job hands it, and others that wait behind it, to each
reaction in order and leaves one outcome per reaction: done, skipped and why, or failed and the trace. What failed is
tried again, what is done is not. The first field of an event says what it is about.
A reaction that can tell from the event alone that it has nothing to do says so beforehand (``wants``): then there is
no outcome, and where nobody wants the event, no job.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from cchc.kernel import clock, jobs

DELIVER = "kernel.deliver"


@dataclass(frozen=True)
class Event:
    """Something that happened; carries ids and plain values, never model instances."""


class Skipped(Exception):
    """A reaction has nothing to do by now with an event that it wanted; the text says why, for the operators."""


Reaction = TypeVar("Reaction", bound=Callable[[Any], None])


def wants(condition: Callable[[Any], bool]) -> Callable[[Reaction], Reaction]:
    """Hand a reaction only the events of which ``condition`` is so; it looks at the event and at nothing else."""

    def declare(reaction: Reaction) -> Reaction:
        reaction.wants = condition  # type: ignore[attr-defined]
        return reaction

    return declare


def is_wanted(reaction: Callable[[Any], None], event: Event) -> bool:
    """Tell whether ``reaction`` has said that it wants ``event``; one that says nothing wants all of its class."""
    condition: Callable[[Event], bool] | None = getattr(reaction, "wants", None)
    return condition is None or condition(event)


def publish(event: Event) -> int:
    """Write ``event`` into the current transaction, queue its delivery if anybody wants it, and return its number."""
    from cchc.kernel.events.store import pack
    from cchc.kernel.models import Event as Row

    if not connection.in_atomic_block:
        raise RuntimeError("publish inside the transaction of what happened")
    row = Row.objects.create(kind=kind(type(event)), payload=pack(event), at=clock.now())
    if any(is_wanted(reaction, event) for reaction in import_string(settings.REACTIONS).get(type(event), ())):
        jobs.enqueue(DELIVER, lock=subject(event), event=row.pk)
    return int(row.pk)


def subject(event: Event) -> str | None:
    """Return what an event is about, its first field (of several records the first): "plans.report_id:12".

    Events about the same are delivered in the order in which they were written.
    """
    first = next(iter(fields(event)), None)
    value = getattr(event, first.name) if first else None
    about = next(iter(value), None) if isinstance(value, tuple) else value
    module = type(event).__module__.removeprefix("cchc.").partition(".")[0]
    return f"{module}.{first.name.removesuffix('s')}:{about}" if first and isinstance(about, int) else None


def kind(event: type[Any]) -> str:
    """Return the name under which events of this class are stored."""
    return f"{event.__module__}.{event.__qualname__}"
