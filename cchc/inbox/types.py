"""What modules ask of units and people, as the inbox, reminders, urging and the closing of notices read it."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from cchc.kernel.permission import Subject


@dataclass(frozen=True)
class Item:
    """Something that a unit must do or decide, by a day if there is one.

    ``key`` names it once and for all (``plans.assignment:12``).
    """

    key: str
    source: str
    unit_id: int
    watcher_id: int | None
    due_on: dt.date | None
    title: str
    path: str
    needs: str = ""
    """The permission of who can do it: in lists it waits for them alone, also if they work for a unit beside it."""
    title_for_head: str = ""
    """What it is to whoever heads the unit, where that is another act: the head approves, others give a number."""
    of: str = ""
    """The key of the plan, the period or the round that it belongs to: to who watches others, one line for all."""
    of_title: str = ""
    since: dt.date | None = None
    """The day from which it waits, where that is known."""
    is_decision: bool = False
    """A word is waited for ("Chờ tôi duyệt"), not work."""

    @property
    def record(self) -> str:
        """The record that it is about: ``plans.assignment:12`` of ``plans.assignment:12 day``."""
        return self.key.partition(" ")[0]


@dataclass(frozen=True)
class Window:
    """Which due days are meant: from ``first`` to ``last``, both included; ``undated``: what has none as well."""

    first: dt.date | None = None
    last: dt.date | None = None
    dated: bool = True
    undated: bool = True

    def holds(self, day: dt.date | None) -> bool:
        """Tell whether a due day lies in it."""
        if day is None:
            return self.undated
        return self.dated and (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Place:
    """A place in the order of the inbox: by due day, what has none last; then by part; then by number or word in it."""

    due_on: dt.date | None
    part: str
    tie: int | str

    @property
    def order(self) -> tuple[dt.date, str, bool, int | str]:
        """By which places are compared; a word is never compared with a number, whatever an address says."""
        return (self.due_on or dt.date.max, self.part, isinstance(self.tie, str), self.tie)


def _everywhere(_permission: str) -> frozenset[int] | None:
    return None


@dataclass(frozen=True)
class Asked:
    """What is asked of a source: whose items, in which window, after which place, how many at most.

    ``own`` and ``acting`` return, for a permission, the reader's own unit if they hold it there, and this with the
    other units for which they may act; ``None`` is everybody's, as reminders ask. ``records``: only items
    of these records.
    """

    today: dt.date
    own: Callable[[str], frozenset[int] | None] = _everywhere
    acting: Callable[[str], frozenset[int] | None] = _everywhere
    window: Window = field(default_factory=Window)
    after: Place | None = None
    most: int | None = None
    is_decision: bool | None = None
    records: frozenset[str] | None = None


@dataclass(frozen=True)
class Counts:
    """How many items are late, due within a week, due later, and without a day."""

    late: int = 0
    soon: int = 0
    later: int = 0
    undated: int = 0

    @property
    def total(self) -> int:
        return self.late + self.soon + self.later + self.undated

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.late + other.late, self.soon + other.soon, self.later + other.later, self.undated + other.undated
        )


Line: TypeAlias = tuple[Place, Item]


class Part(Protocol):
    """A kind of item of a source, in the order of the inbox."""

    @property
    def name(self) -> str:
        """Return the word by which places name it; no two parts have one."""

    @property
    def needs(self) -> Collection[str]:
        """Return the permissions by which it finds out who is asked."""

    def lines(self, asked: Asked) -> Sequence[Line]:
        """Return what is asked for, each with its place; a fixed number of queries."""

    def counts(self, asked: Asked) -> Counts:
        """Return how many there are, whatever place, window and number are asked for; a fixed number of queries."""


Still = Callable[[Collection[str]], Mapping[str, dt.date | None]]
"""Returns those of some keys that are owed still, each with the day by which; a fixed number of queries."""


@dataclass(frozen=True)
class Urgent:
    """What somebody may urge with one act: its name, the page it is asked from, and the items that are open."""

    title: str
    back: str
    items: Sequence[Item]


Urge: TypeAlias = "Callable[[Subject, str], Urgent]"
"""Returns what the person may urge of what the word names; raises ``Http404`` or ``PermissionDenied`` otherwise."""


@dataclass(frozen=True)
class Source:
    """What a module asks of units.

    ``word`` names it in addresses, and its ladder in ``content/law/reminders.yaml``. ``still`` answers for the keys of
    its items, and of what its module tells besides, by their first word. ``urged``: the first word of an address
    ``/don-doc/<word>-12/`` → what stands behind it. ``whole``: the name of the page with all of it, done or not.
    """

    word: str
    label: "str | Promise"
    parts: Sequence[Part]
    still: Mapping[str, Still] = field(default_factory=dict)
    urged: Mapping[str, Urge] = field(default_factory=dict)
    whole: str = ""
