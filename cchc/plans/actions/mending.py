"""What the office changes in a draft; each act takes the version that was looked at, and refuses if there is a newer.

All raise ``Refusal`` (``Overtaken`` for the version) and then have written nothing.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cchc.kernel.history import Actor
from cchc.plans.actions._open import change
from cchc.plans.rules import mending
from cchc.plans.rules.draft import next_key


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
    """Change number, day of issue, place, issuer, title or year."""
    change(reading_id, version, lambda draft: mending.mend_frame(draft, values), actor)


def mend_group(reading_id: int, version: int, key: str, no: str, title: str, *, actor: Actor, now: dt.datetime) -> None:
    """Rename a field of the plan, or add one where ``key`` is empty."""
    change(reading_id, version, lambda draft: mending.mend_group(draft, key, no, title), actor)
