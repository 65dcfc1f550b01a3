"""Many lists in one order, a page at a time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import islice

from cchc.inbox.types import Asked, Counts, Item, Line, Place, Window
from cchc.kernel import reading

SOON = dt.timedelta(days=7)
"""From today to this many days on is "soon"."""


def cut(lines: Iterable[Line], asked: Asked) -> list[Line]:
    """Return of lines in any order those that are asked for, in the order of the inbox."""
    wanted = [line for line in lines if _is_wanted(line[1], asked)]
    after = asked.after
    if after is not None:
        wanted = [line for line in wanted if line[0].order > after.order]
    wanted.sort(key=_order)
    return wanted[: asked.most]


def _is_wanted(item: Item, asked: Asked) -> bool:
    of_kind = asked.is_decision is None or item.is_decision == asked.is_decision
    return of_kind and asked.window.holds(item.due_on) and (asked.records is None or item.record in asked.records)


def merged(parts: Sequence[Iterable[Line]], most: int) -> list[Line]:
    """Return the first ``most`` of lists that are each in the order of the inbox."""
    return list(islice(merge(*parts, key=_order), most))


def _order(line: Line) -> tuple[dt.date, str, bool, int | str]:
    return line[0].order


def counted(items: Iterable[Item], today: dt.date) -> Counts:
    """Return how many of the items stand where."""
    late = soon = later = undated = 0
    for item in items:
        if item.due_on is None:
            undated += 1
        elif item.due_on < today:
            late += 1
        elif item.due_on <= today + SOON:
            soon += 1
        else:
            later += 1
    return Counts(late, soon, later, undated)


def window(state: str, today: dt.date) -> Window:
    """Return the due days of a state: ``tre`` late, ``sap`` within a week, ``sau`` later, ``khong`` none; else all."""
    day = dt.timedelta(1)
    return {
        "tre": Window(last=today - day, undated=False),
        "sap": Window(first=today, last=today + SOON, undated=False),
        "sau": Window(first=today + SOON + day, undated=False),
        "khong": Window(dated=False),
    }.get(state, Window())


def written(place: Place) -> str:
    """Return a place as an address says it: ``2019-03-01.assignment.12``, ``-`` for no day."""
    return f"{place.due_on or '-'}.{place.part}.{place.tie}"


def read(text: str) -> Place | None:
    """Return the place that an address says, or nothing where it says none."""
    day, _, rest = text[:200].partition(".")
    part, _, tie = rest.partition(".")
    if not part or not tie:
        return None
    number = reading.whole(tie)
    try:
        due_on = None if day == "-" else reading.date(day)
    except ValueError:
        return None
    return Place(due_on, part, tie if number is None else number)
