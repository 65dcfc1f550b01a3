"""Which units a person inspects for, and which these inspect, as of the day of the act."""

import datetime as dt

from cchc.inspections.queries import whom
from cchc.kernel import clock
from cchc.kernel.permission import Subject
from cchc.organisation import queries as organisation
from cchc.organisation.types import Offer

WRITE = "inspection.write"


def inspecting(subject: Subject, day: dt.date) -> Offer:
    """Return the units of ``day`` for which the person inspects and that inspect some, the widest first.

    A department that leads the inspections of its committee is among them (``rules/whom.py``).
    """
    scope = subject.scope(WRITE)
    found = {unit: inspected for unit, inspected in whom.inspecting(day).items() if unit in scope}
    widest = max(found, key=lambda one: len(found[one]), default=None)
    return organisation.offered(day, set(found), first=widest)


def inspected(units: Offer) -> Offer:
    """Return the units of the same day that any of ``units`` inspects."""
    found = whom.inspecting(units.as_of)
    ids = {unit for one in units.allowed for unit in found.get(one, ())}
    return organisation.offered(units.as_of, ids)


def inspected_by(unit_id: int, kind: str, day: dt.date) -> Offer:
    """Return the units of ``day`` that a unit inspects."""
    return organisation.offered(day, whom.inspected_by(unit_id, day, kind))


def within(unit_id: int) -> Offer:
    """Return a unit and everything below it today."""
    today = clock.today()
    return organisation.offered(today, organisation.reach(today).get(unit_id, frozenset()) | {unit_id}, first=unit_id)
