"""Socket for search: a module offers a source in ``plugs/searching.py``; the page asks each within the reader's scope.

Words are found without diacritics, all of them; a number ("272/KH-UBND", "272") is found whole, so that 1272/KH-UBND is
another one. What is looked through is stored folded (``folding``): it is registers, not the text of documents. The
database gets a few seconds altogether; what it could not look through by then is named.
"""

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from django.utils import translation
from django.utils.functional import Promise

from cchc.kernel import candidates, outages
from cchc.kernel.narrowing import Columns
from cchc.kernel.permission import Subject
from cchc.kernel.wanted import Wanted

MOST = 20
"""The most that one source shows."""
SECONDS = 2.0
"""After which no further source is asked, and what one question to the database may take."""

FIRST_SECONDS = 0.5
"""What the one question takes at the most that finds out which sources have something to ask for."""

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Hit:
    """One record: its words, the page that shows it, where it belongs, and how it stands as (kind of tag, words).

    ``is_named``: what was typed is its very name, so that its kind stands first on the page.
    """

    title: str
    url: str
    detail: str = ""
    status: tuple[str, str] | None = None
    is_named: bool = False


@dataclass(frozen=True, eq=False)
class Source:
    """One kind of record; ``find`` returns at most ``most`` hits of what ``subject`` may open.

    ``columns``: where its words stand; ``find`` is then asked only where some row holds what is wanted, and must find
    nothing else. Without them (what is looked through is no table) it is asked always.

    ``label`` and ``words`` are how pages name and head such a record, beside what it holds: "Phiếu chấm điểm của Sở Y
    tế" is the sheet of Sở Y tế, though "phiếu" stands in no column.
    """

    label: str | Promise
    order: int
    permission: str
    find: Callable[[Subject, Wanted, int], Sequence[Hit]]
    columns: Columns | None = None
    words: str | Promise = ""

    @property
    def said(self) -> str:
        """The words by which every record of the kind is known, in the reader's language and as officials say it."""
        return f"{self._in('vi')} {self._in(translation.get_language() or 'vi')}"

    @lru_cache(maxsize=200)  # noqa: B019 (sources stay as long as the process)
    def _in(self, language: str) -> str:
        with translation.override(language):
            return f"{self.label} {self.words}"


@dataclass(frozen=True)
class Group:
    """What one source has; ``more`` tells that there is more than is shown."""

    label: str | Promise
    hits: Sequence[Hit]
    more: bool


_sources: list[Source] = []


def register(source: Source) -> None:
    """Offer a source; small ``order`` first."""
    _sources.append(source)


def sources() -> list[Source]:
    """Return every source in order."""
    return sorted(_sources, key=lambda source: source.order)


def asked() -> list[tuple[str, str]]:
    """Return the permissions of the sources, each with where it is named."""
    return [(source.permission, f"the source of search {str(source.label)!r}") for source in _sources]


@dataclass(frozen=True)
class Results:
    """What was found, and the kinds of record that could not be looked through in time."""

    groups: Sequence[Group]
    unfinished: Sequence[str | Promise]


def search(subject: Subject, wanted: Wanted) -> Results:
    """Ask every source that ``subject`` may ask; kinds of which nothing is found are left out.

    A kind of which one record is named exactly comes before the others.
    """
    asked = [source for source in sources() if wanted.words and subject.may(source.permission)]
    if not asked:
        return Results([], [])
    found, unfinished, until = [], [], time.monotonic() + SECONDS
    for_each = [(source, wanted.but(source.said)) for source in asked]
    with outages.statements_within(FIRST_SECONDS) as within:
        nothing = _without_any(for_each)
        within(SECONDS)
        for source, of_it in for_each:
            if source in nothing:
                continue
            hits = None if time.monotonic() > until else _of(source, subject, of_it)
            if hits is None:
                unfinished.append(source.label)
            elif hits:
                found.append(Group(source.label, hits[:MOST], len(hits) > MOST))
    return Results(sorted(found, key=lambda group: not any(hit.is_named for hit in group.hits)), unfinished)


def _without_any(asked: Sequence[tuple[Source, Wanted]]) -> set[Source]:
    """Return the sources of which no row holds the words, whoever may open it; none if that takes long to find out."""
    told = [(source, source.columns, wanted) for source, wanted in asked if source.columns]
    if not told:
        return set()
    held = _in_time(lambda: candidates.held([(columns, wanted) for _source, columns, wanted in told]))
    return {one[0] for one, is_held in zip(told, held, strict=True) if not is_held} if held else set()


def _of(source: Source, subject: Subject, wanted: Wanted) -> Sequence[Hit] | None:
    """Return what a source has; nothing if the database had no time for it."""
    return _in_time(lambda: source.find(subject, wanted, MOST + 1))


def _in_time(ask: Callable[[], Answer]) -> Answer | None:
    """Return what ``ask`` returns; nothing if the database had no time for it."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return ask()
    except OperationalError as error:
        if outages.of(error) is not outages.Outage.LIMIT:
            raise
        return None
