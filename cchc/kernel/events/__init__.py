"""Announce upwards: a module says what happened, ``config/reactions.py`` says who cares.

An event is a row of the transaction in which it happened. A job hands it to each reaction in order and leaves one
outcome per reaction: done, skipped and why, or failed and the trace. What failed is tried again, what is done is not.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from cchc.kernel import clock, jobs

DELIVER = "kernel.deliver"


@dataclass(frozen=True)
class Event:
    """Something that happened; carries ids and plain values, never model instances."""


class Skipped(Exception):
    """A reaction has nothing to do with this event; the text says why, for the operators."""


def publish(event: Event) -> int:
    """Write ``event`` into the current transaction, queue its delivery if anybody reacts, and return its number."""
    from cchc.kernel.events.store import pack
    from cchc.kernel.models import Event as Row

    if not connection.in_atomic_block:
        raise RuntimeError("publish inside the transaction of what happened")
    row = Row.objects.create(kind=kind(type(event)), payload=pack(event), at=clock.now())
    if import_string(settings.REACTIONS).get(type(event)):
        jobs.enqueue(DELIVER, lock=f"event {row.pk}", event=row.pk)
    return int(row.pk)


def kind(event: type[Any]) -> str:
    """Return the name under which events of this class are stored."""
    return f"{event.__module__}.{event.__qualname__}"
