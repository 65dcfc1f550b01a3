"""What the database could not do just now, told from what is our own mistake: ask again, or say so in words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum

from django.db import DatabaseError, InterfaceError, OperationalError, connection

RETRY_AFTER = 5
"""Seconds after which it is worth asking again."""


class Outage(Enum):
    """Why the database did not do what it was asked."""

    LIMIT = "it took longer than it may, or waited too long for a lock"
    MEETING = "two acts stood in each other's way"
    GONE = "the connection is lost, or no new one is to be had"


_STATES = {
    "57014": Outage.LIMIT,  # query_canceled
    "55P03": Outage.LIMIT,  # lock_not_available
    "40P01": Outage.MEETING,  # deadlock_detected
    "40001": Outage.MEETING,  # serialization_failure
    "57P01": Outage.GONE,  # admin_shutdown
    "57P02": Outage.GONE,  # crash_shutdown
    "57P03": Outage.GONE,  # cannot_connect_now
    "53300": Outage.GONE,  # too_many_connections
}


def of(error: BaseException | None) -> Outage | None:
    """Return which outage an error of the database tells of; nothing for any other error."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if not state or state.startswith("08"):  # the driver's own: it could not connect, or the line was cut
        return Outage.GONE
    return _STATES.get(state)


@contextmanager
def statements_within(seconds: float) -> Iterator[Callable[[float], None]]:
    """Let no question to the database in this block take longer; ``of`` tells the error that it then raises.

    What the block is given changes how long that is for what comes after.
    """
    with connection.cursor() as cursor:
        asked = "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, false)"
        cursor.execute(asked, [f"{seconds * 1000:.0f}ms"])
        before = cursor.fetchone()[0]

    def within(seconds: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [f"{seconds * 1000:.0f}ms"])

    try:
        yield within
    finally:
        with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:  # unless the connection is lost
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [before])
