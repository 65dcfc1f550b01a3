"""How long the next attempt to sign in must wait after those that failed.

Nothing is ever shut: whoever knows the password comes in after minutes at most. Who guesses at one account from one
address waits for that pair; who guesses from many addresses, or at many accounts, waits only where the owner of the
account has not signed in before, so neither a stranger nor a neighbour keeps anybody from their work.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """``free`` failures cost nothing, each one more doubles the wait from two seconds, up to ``longest``."""

    free: int
    longest: dt.timedelta


FORGOTTEN = dt.timedelta(hours=1)
"""So long after the last attempt the failures before it no longer count."""
PAIR = Pace(free=4, longest=dt.timedelta(minutes=5))
"""One account from one address."""
ACCOUNT = Pace(free=30, longest=dt.timedelta(minutes=5))
"""One account from every address where its owner has not signed in."""
ADDRESS = Pace(free=60, longest=dt.timedelta(minutes=1))
"""One address, for every account that has not signed in there; a whole office may share it."""


@dataclass(frozen=True)
class Tally:
    """Attempts without success, when the last one was, and until when the next one waits."""

    attempts: int = 0
    last_at: dt.datetime | None = None
    waits_until: dt.datetime | None = None

    def wait(self, now: dt.datetime) -> dt.timedelta:
        """Return how long the next attempt must wait; a last attempt in the future is a clock put back: not at all."""
        if self.waits_until is None or self.last_at is None or now < self.last_at:
            return dt.timedelta(0)
        return max(self.waits_until - now, dt.timedelta(0))


def pause(attempts: int, pace: Pace) -> dt.timedelta:
    """Return the wait after so many failures: 2, 4, 8 … seconds beyond the free ones."""
    over = attempts - pace.free
    return min(dt.timedelta(seconds=2 ** min(over, 20)), pace.longest) if over > 0 else dt.timedelta(0)


def attempt(tally: Tally, now: dt.datetime, pace: Pace) -> Tally | None:
    """Count an attempt *before* the password is compared; ``None`` while it must wait, and then it is not counted.

    Counting first is what keeps a hundred attempts at the same instant from all being compared.
    """
    if tally.wait(now):
        return None
    counting = tally.last_at is not None and tally.last_at <= now < tally.last_at + FORGOTTEN
    attempts = tally.attempts + 1 if counting else 1
    held = pause(attempts, pace)
    return Tally(attempts, now, now + held if held else None)


def forgiven(tally: Tally) -> Tally:
    """Return the tally without the one attempt that turned out right."""
    return Tally(max(tally.attempts - 1, 0), tally.last_at)
