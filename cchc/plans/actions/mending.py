"""What the office changes in a draft; each act takes the version that was looked at, and refuses if there is a newer.

All raise ``Refusal`` (``Overtaken`` for the version) and then have written nothing.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.kernel import clock, history
from cchc.kernel.history import Actor
from cchc.plans.actions._open import Overtaken, change, locked, write_draft
from cchc.plans.models import Reading
from cchc.plans.queries.registry import directory
from cchc.plans.rules import mending, stored
from cchc.plans.rules.afresh import Light, afresh
from cchc.plans.rules.draft import Draft, next_key


def mend_task(
    reading_id: int, version: int, key: str, mend: mending.TaskMend, *, actor: Actor, now: dt.datetime
) -> None:
    """Change how a task is understood."""
    change(reading_id, version, lambda draft: mending.mend_task(draft, key, mend), actor)


def leave_open(reading_id: int, version: int, key: str, *, actor: Actor, now: dt.datetime) -> None:
    """Leave a lead that is bound to a condition to the units' own registration."""
    change(reading_id, version, lambda draft: mending.leave_open(draft, key), actor)


def add_task(reading_id: int, version: int, mend: mending.TaskMend, *, actor: Actor, now: dt.datetime) -> str:
    """Add a task that the reader missed and return its key."""
    draft = change(reading_id, version, lambda draft: mending.add_task(draft, mend), actor)
    return str(int(next_key(draft)) - 1)


def remove_task(reading_id: int, version: int, key: str, *, actor: Actor, now: dt.datetime) -> None:
    """Take out a row that is no task."""
    change(reading_id, version, lambda draft: mending.remove_task(draft, key), actor)


def mend_frame(reading_id: int, version: int, values: Mapping[str, Any], *, actor: Actor, now: dt.datetime) -> None:
    """Change number, day of issue, place, issuer, title or year.

    What the reader understood by the old year, or by the units of the old day, is understood afresh; where the office
    chose the day of the units itself, that day stays.
    """
    with history.attributed(actor):
        reading = locked(reading_id)
        if reading.version != version:
            raise Overtaken(reading_id, actor)
        draft = mending.mend_frame(reading.opened, values)
        as_of = _units_of(reading, draft)
        before = Light(reading.opened.year, directory(reading.as_of))
        now_by = Light(draft.year, directory(as_of) if as_of != reading.as_of else before.directory)
        write_draft(reading, afresh(draft, before, now_by), as_of=as_of)


def _units_of(reading: Reading, draft: Draft) -> dt.date:
    """Return the day whose units count: the day of issue, if it was what they were looked up by, or was not known."""
    before, mended = reading.opened.issued_on, draft.issued_on
    looked_up = stored.opened(reading.as_read).issued_on or clock.day_of(reading.read_at)
    return mended if mended and mended != before and reading.as_of in {looked_up, before} else reading.as_of


def mend_group(reading_id: int, version: int, key: str, no: str, title: str, *, actor: Actor, now: dt.datetime) -> None:
    """Rename a field of the plan, or add one where ``key`` is empty."""
    change(reading_id, version, lambda draft: mending.mend_group(draft, key, no, title), actor)
