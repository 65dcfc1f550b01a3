"""What a list is, and what one request asks of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

from cchc.kernel import sheets
from cchc.ui import listing
from cchc.ui.lists import keeping
from cchc.ui.lists.columns import Column, Title
from cchc.ui.lists.filters import Filter

WHOLE = "cot"
"""``?xuat=xlsx&cot=tat-ca``: a file of every column, not only of those shown."""


@dataclass(frozen=True)
class Empty:
    """What stands where no row is: ``heading`` and how to begin, or ``none`` where filters leave nothing."""

    heading: Title
    none: Title
    words: Title = ""


@dataclass(frozen=True)
class List:
    """A list: what it shows, how it is ordered and narrowed, what it says when it is empty.

    ``key``: under which a reader's columns and filters are kept. ``orders``: a column's word → what the database orders
    by, or how rows at hand are compared. ``first``: the order until the reader says otherwise. ``file``: what its files
    are called; ``most``: their rows; ``kinds``: the words by which the address asks for them.
    """

    key: str
    title: Title
    columns: tuple[Column, ...]
    orders: Mapping[str, Any]
    first: str
    empty: Empty
    file: Title
    filters: tuple[Filter, ...] = ()
    narrow: Title = ""
    most: int = 50_000
    kinds: Mapping[str, sheets.Format] = field(default_factory=lambda: {"xlsx": "xlsx", "csv": "csv"})

    def __post_init__(self) -> None:
        keeping.announce(self.key)


@dataclass(frozen=True)
class Asked:
    """What a request asks of a list; ``wanted`` is the kind of file, nothing for the page."""

    of: List
    params: QueryDict
    path: str
    sort: listing.Sort
    kept: keeping.Kept
    wanted: str

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Filter's word → its value, read."""
        return {one.key: one.read(self.params.get(one.key, "")) for one in self.of.filters}

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown: those that the reader has chosen, or the usual ones."""
        chosen = self.kept.columns
        return tuple(one for one in self.of.columns if one.names or (one.key in chosen if chosen else one.usual))

    @property
    def is_whole(self) -> bool:
        """Tell whether every column is shown."""
        return len(self.columns) == len(self.of.columns)

    @cached_property
    def narrowing(self) -> list[tuple[str, str]]:
        """The words of the address that narrow the list."""
        return [(one.key, self.params.get(one.key, "")) for one in self.of.filters if self[one.key] not in (None, "")]

    @cached_property
    def query(self) -> str:
        """What the address says of filters and order, which can be kept under a name; nothing else of it."""
        sort, here = self.params.get(listing.SORT, ""), {one.key for one in self.of.filters if not one.is_kept}
        kept = [pair for pair in self.narrowing if pair[0] not in here]
        return urlencode([*kept, *([(listing.SORT, sort)] if sort.strip("-") in self.of.orders else [])])

    @cached_property
    def saved(self) -> keeping.Saved | None:
        """The filter of the reader's that the address is just now, if it is one."""
        return next((one for one in self.kept.filters if one.query == self.query), None) if self.query else None

    def address(self, **words: str) -> str:
        """Return the query of this list with ``words`` set, from its first page on."""
        left = {listing.PAGE, listing.EXPORT, WHOLE, *words}
        return "?" + urlencode([*(pair for pair in _pairs(self.params) if pair[0] not in left), *words.items()])


def asked(request: HttpRequest, of: List) -> Asked:
    """Read what a request asks of a list; no query (``keeping`` says why)."""
    params = request.GET
    sort = listing.Sort.read(params, of.orders, of.first)
    return Asked(
        of, params, request.get_full_path(), sort, keeping.kept(request, of.key), params.get(listing.EXPORT, "")
    )


def _pairs(params: QueryDict) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in params.lists() for value in values)
