"""One timeline: chapters go on side by side, and each act happens on its day, whichever chapter it is of."""

import datetime as dt
from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush

Chapter = Iterator[dt.datetime]
"""What one part of a story does: it yields the moment of its next act, and does that when it is resumed."""


def play(chapters: Iterable[Chapter], until: dt.datetime) -> None:
    """Let the chapters act in the order of their moments, in that of the chapters at one moment, up to ``until``.

    What would be later never happens. ``ValueError`` for a chapter that goes back in time.
    """
    begun = [(next(chapter, None), place, chapter) for place, chapter in enumerate(chapters)]
    waiting = [(moment, place, chapter) for moment, place, chapter in begun if moment is not None]
    heapify(waiting)
    while waiting and waiting[0][0] <= until:
        moment, place, chapter = heappop(waiting)
        following = next(chapter, None)
        if following is None:
            continue
        if following < moment:
            raise ValueError(f"chapter {place} goes back from {moment} to {following}")
        heappush(waiting, (following, place, chapter))
