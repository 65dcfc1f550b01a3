"""Who asks on the calendar pages, and what they are offered to choose from."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from django.http import HttpRequest

from cchc.kernel import clock
from cchc.kernel.history import Actor
from cchc.kernel.permission import subject_of
from cchc.organisation import queries
from cchc.organisation.access import calendars as access
from cchc.organisation.queries import calendars
from cchc.organisation.types import UnitNode

Units = list[tuple[str, str]]


def actor_of(request: HttpRequest) -> Actor:
    """Return whoever will have done it; the accounts middleware has put them on the request."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def of_calendars() -> list[tuple[str, str]]:
    """Return slug and name of each calendar, the default first."""
    return [(card.slug, card.name) for card in calendars.calendars()]


def of_units(day: dt.date) -> Units:
    """Return id and name of each unit of ``day``, indented by its place in the tree."""
    return list(_walk(queries.tree(day), 0))


def for_reading() -> dict[str, Any]:
    """Return what a form that only asks offers."""
    return {"calendars": of_calendars(), "units": of_units(clock.today())}


def for_writing(request: HttpRequest) -> dict[str, Any]:
    """Return what a form that writes offers to whoever asks: the units within their scope."""
    subject = subject_of(request)
    scope = subject.scope(access.WRITE)
    units = [(key, name) for key, name in of_units(clock.today()) if int(key) in scope]
    return {"calendars": of_calendars(), "units": units, "everybody": access.may_write(subject, None)}


def _walk(nodes: tuple[UnitNode, ...], depth: int) -> Iterator[tuple[str, str]]:
    for node in nodes:
        yield str(node.id), "\u2003" * depth + node.name
        yield from _walk(node.children, depth + 1)
