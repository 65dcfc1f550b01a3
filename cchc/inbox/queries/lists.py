"""What is asked of a person: a page of it in the order of due days, and how much of each source."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cchc.accounts.queries import people
from cchc.inbox.queries import sources
from cchc.inbox.rules import merging
from cchc.inbox.types import Asked, Counts, Item, Line, Part, Place, Window
from cchc.kernel.permission import Subject
from cchc.organisation import queries as organisation

PER_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Which items a page shows: work or decisions, of a source (its word) or of all, in a window, of some records."""

    is_decision: bool = False
    source: str = ""
    window: Window = field(default_factory=Window)
    records: frozenset[str] | None = None

    @property
    def is_narrowed(self) -> bool:
        """Tell whether it shows less than there is."""
        return bool(self.source) or self.window != Window() or self.records is not None


@dataclass(frozen=True)
class Listed:
    """A page: its items, the place behind which the next begins, and how much there is of every source, unnarrowed."""

    items: Sequence[Item]
    after: Place | None
    counts: Mapping[str, Counts]

    @property
    def total(self) -> Counts:
        return sum(self.counts.values(), Counts())


def asked_of(subject: Subject, today: dt.date) -> Asked:
    """Return what the sources are asked for somebody; no query where the registry is in memory.

    Work is that of the own unit. Decisions are also those of the province, for whoever may decide there without being
    of it, as its office does.
    """
    home = subject.unit_id
    near = frozenset(one for one in (home, organisation.root_id(today)) if one is not None)

    def own(permission: str) -> frozenset[int]:
        return frozenset({home} if home is not None and home in subject.scope(permission) else ())

    def acting(permission: str) -> frozenset[int]:
        scope = subject.scope(permission)
        return frozenset(one for one in near if one in scope)

    return Asked(today, own, acting)


def page(subject: Subject, today: dt.date, wanted: Wanted, after: Place | None = None) -> Listed:
    """Return a page of what is asked of somebody; a query or two a part, however many items there are."""
    asked = replace(asked_of(subject, today), is_decision=wanted.is_decision)
    narrowed = replace(asked, window=wanted.window, records=wanted.records, after=after, most=PER_PAGE + 1)
    found = {
        part.name: part.lines(narrowed)
        for word, source in sources.known().items()
        for part in source.parts
        if wanted.source in ("", word)
    }
    lines = merging.merged(list(found.values()), PER_PAGE + 1)
    is_first = after is None and not wanted.is_narrowed
    counts = {
        word: sum((_count(part, asked, found.get(part.name) if is_first else None) for part in source.parts), Counts())
        for word, source in sources.known().items()
    }
    shown = lines[:PER_PAGE]
    more = shown[-1][0] if len(lines) > PER_PAGE else None
    return Listed(_worded([item for _place, item in shown], subject, today), more, counts)


def _count(part: Part, asked: Asked, lines: Sequence[Line] | None) -> Counts:
    """Return how much there is of a part; no query where all of it was read."""
    if lines is not None and len(lines) <= PER_PAGE:
        return merging.counted((item for _place, item in lines), asked.today)
    return part.counts(asked)


def counts(subject: Subject, today: dt.date, *, is_decision: bool) -> Counts:
    """Return how much is asked of somebody; a query a part."""
    asked = replace(asked_of(subject, today), is_decision=is_decision)
    return sum((part.counts(asked) for part in sources.parts().values()), Counts())


def one(subject: Subject, today: dt.date, records: frozenset[str]) -> list[Item]:
    """Return what is asked of somebody about some records; a query a part."""
    asked = replace(asked_of(subject, today), records=records)
    return [item for part in sources.parts().values() for _place, item in part.lines(asked)]


def between(subject: Subject, today: dt.date, first: dt.date, last: dt.date, most: int) -> list[Item]:
    """Return the items that are due in some days, the first ``most``; a query a part."""
    window = Window(first, last, undated=False)
    asked = replace(asked_of(subject, today), window=window, most=most)
    lines = merging.merged([part.lines(asked) for part in sources.parts().values()], most)
    return _worded([item for _place, item in lines], subject, today)


def _worded(items: Sequence[Item], subject: Subject, today: dt.date) -> list[Item]:
    """Say to whoever heads a unit what the act is to them; 1 query where an item tells the two apart."""
    units = {item.unit_id for item in items if item.title_for_head}
    headed = {unit for unit in units if subject.user_id in {user_id for user_id, *_ in people.heads(unit, today)}}
    return [
        replace(item, title=item.title_for_head) if item.title_for_head and item.unit_id in headed else item
        for item in items
    ]
