"""How items become progress: a share of what is needed, whole when all of it is there."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True)
class Span:
    """A period of a recurring assignment, both days included."""

    id: int
    start: dt.date
    due: dt.date


def percent(done: int, needed: int) -> int:
    """Return the share of what is needed, rounded down: 100 only when nothing is missing."""
    return min(WHOLE, WHOLE * done // needed)


def spread(days: Sequence[dt.date], spans: Sequence[Span], needed: int) -> dict[int, int]:
    """Return how many items count for each period: those published in it.

    An item published in the overlap of two periods counts for the one that ends first and still needs it.
    """
    counts = dict.fromkeys((span.id for span in spans), 0)
    for day in sorted(days):
        within = [span for span in spans if span.start <= day <= span.due]
        for span in sorted(within, key=lambda one: (counts[one.id] >= needed, one.due)):
            counts[span.id] += 1
            break
    return counts
