"""How the status of an assignment follows from its facts. Nobody types a status.

The first sentence that holds decides:

1. cancelled, with a reason → CANCELLED
2. the office has confirmed the product → DONE, or DONE_LATE if it was handed in after the due day
   (or, of a recurring task, if any of its periods was)
3. the product is handed in and waits for the office → AWAITING: the unit can do no more
4. the due day has passed → LATE
5. there is no due day, and the day by which the unit had to set one has passed → UNDATED: that is late as well
6. the due day is near, or a difficulty is open → AT_RISK
7. nothing has been reported → NOT_STARTED
8. otherwise → ON_TRACK; without a due day this says "in progress" and no more
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    UNDATED = "undated"
    AWAITING = "awaiting"
    DONE = "done"
    DONE_LATE = "done_late"
    CANCELLED = "cancelled"


BEHIND = frozenset({Status.LATE, Status.UNDATED})
"""Open and late: past its own due day, or past the day by which it had to have one."""

OPEN = BEHIND | {Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK, Status.AWAITING}


@dataclass(frozen=True)
class Facts:
    """What is known of an assignment; days, not moments.

    ``date_by`` is the day by which a unit had to set its own day where the plan names none (``Plan.target_by``);
    none where the plan counts days from an event that hasn't been recorded.
    """

    due_on: dt.date | None = None
    done_on: dt.date | None = None
    is_started: bool = False
    is_pending: bool = False
    is_blocked: bool = False
    was_late: bool = False
    is_cancelled: bool = False
    date_by: dt.date | None = None

    @property
    def owed_on(self) -> dt.date | None:
        """The day by which something is owed: the product, or where there is no due day yet, that day."""
        return self.due_on or self.date_by


def status(facts: Facts, today: dt.date, near: dt.timedelta) -> Status:
    """Return the status on ``today``; ``near`` is ``near_days`` of ``content/law/plans.yaml``."""
    if facts.is_cancelled:
        return Status.CANCELLED
    if facts.done_on:
        late = facts.was_late or (facts.due_on is not None and facts.done_on > facts.due_on)
        return Status.DONE_LATE if late else Status.DONE
    if facts.is_pending:
        return Status.AWAITING
    if facts.due_on is not None and facts.due_on < today:
        return Status.LATE
    if facts.due_on is None and facts.date_by is not None and facts.date_by < today:
        return Status.UNDATED
    if facts.is_blocked or (facts.due_on is not None and facts.due_on - today <= near):
        return Status.AT_RISK
    return Status.ON_TRACK if facts.is_started else Status.NOT_STARTED


def days_late(facts: Facts, today: dt.date) -> int:
    """Return by how many days it is, or was, late; 0 if it is not. What has no day is late in naming one."""
    if facts.is_cancelled or (facts.is_pending and not facts.done_on):
        return 0
    owed = facts.due_on if facts.done_on else facts.owed_on
    return max(0, ((facts.done_on or today) - owed).days) if owed else 0
