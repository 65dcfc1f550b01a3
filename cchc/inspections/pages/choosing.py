"""Which units a person inspects for, and which lie below them, as of the day of the act."""

import datetime as dt

from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.organisation import queries as organisation
from cchc.organisation.types import Offer

WRITE = "inspection.write"


def inspecting(subject: Subject, day: dt.date) -> Offer:
    """Return the units of ``day`` for which the person inspects and that have units below, the widest first."""
    scope, reach = subject.scope(WRITE), organisation.reach(day)
    ids = {unit for unit, below in reach.items() if unit in scope and set(below) - {unit}}
    return organisation.offered(day, ids, first=max(ids, key=lambda one: len(reach[one]), default=None))


def below(units: Offer) -> Offer:
    """Return the units of the same day below any of ``units``."""
    reach = organisation.reach(units.as_of)
    ids = {unit for one in units.allowed for unit in reach.get(one, ()) if unit != one}
    return organisation.offered(units.as_of, ids)


def below_one(unit_id: int, day: dt.date) -> Offer:
    """Return the units of ``day`` below a unit."""
    return organisation.offered(day, organisation.reach(day).get(unit_id, frozenset()) - {unit_id})


def within(unit_id: int) -> Offer:
    """Return a unit and everything below it today."""
    today = clock.today()
    return organisation.offered(today, organisation.reach(today).get(unit_id, frozenset()) | {unit_id}, first=unit_id)
