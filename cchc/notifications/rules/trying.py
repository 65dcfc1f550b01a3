"""When a message that did not arrive is tried again, and when it is given up."""

import datetime as dt

_FIRST = dt.timedelta(minutes=15)  # greylisting servers ask for five to fifteen minutes (RFC 6647, 2.3)
_LONGEST = dt.timedelta(hours=4)
GIVE_UP = dt.timedelta(hours=48)
CLAIM = dt.timedelta(minutes=15)
"""A message that a sender has taken and not told of is taken again after this: the sender died."""


def pause(attempts: int) -> dt.timedelta:
    """Return how long to wait after the ``attempts``-th try, doubling up to four hours."""
    return min(_FIRST * 2 ** max(attempts - 1, 0), _LONGEST) if attempts < 20 else _LONGEST


def gives_up(prepared_at: dt.datetime, now: dt.datetime) -> bool:
    """Tell whether it is no use any more: tomorrow's digest says the same."""
    return now - prepared_at >= GIVE_UP
