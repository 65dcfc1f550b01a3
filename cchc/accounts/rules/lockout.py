"""When failed attempts to sign in lock an account or an address, and for how long."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """So many attempts within ``window`` lock for ``lock``."""

    attempts: int
    window: dt.timedelta
    lock: dt.timedelta


_QUARTER = dt.timedelta(minutes=15)
PER_ACCOUNT = Limit(attempts=5, window=_QUARTER, lock=_QUARTER)
PER_ADDRESS = Limit(attempts=60, window=_QUARTER, lock=_QUARTER)  # a whole office may share one address


@dataclass(frozen=True)
class Tally:
    """Attempts without success, since when, and the lock they led to."""

    attempts: int = 0
    since: dt.datetime | None = None
    locked_at: dt.datetime | None = None
    locked_until: dt.datetime | None = None

    def is_locked(self, now: dt.datetime) -> bool:
        """Tell whether the lock holds; one that begins in the future is a clock put back and holds nobody."""
        if self.locked_at is None or self.locked_until is None:
            return False
        return self.locked_at <= now < self.locked_until


def attempt(tally: Tally, now: dt.datetime, limit: Limit) -> Tally | None:
    """Count an attempt *before* the password is compared; ``None`` when it may not be made.

    Counting first is what keeps a hundred attempts at the same instant from all being compared.
    """
    if tally.is_locked(now):
        return None
    counting = tally.since is not None and tally.since <= now < tally.since + limit.window and not tally.locked_until
    attempts, since = (tally.attempts + 1, tally.since) if counting else (1, now)
    locked = attempts >= limit.attempts
    return Tally(attempts, since, now if locked else None, now + limit.lock if locked else None)


def forgiven(tally: Tally, limit: Limit) -> Tally:
    """Return the tally without the one attempt that turned out right."""
    attempts = max(tally.attempts - 1, 0)
    return Tally(attempts, tally.since) if attempts < limit.attempts else tally
