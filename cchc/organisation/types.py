"""Units of government as plain values: what other modules get to see of the registry."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from cchc.kernel.text import fold, is_plain, spelling

UnitId: TypeAlias = int

Level = Literal["province", "department", "district", "commune", "body"]
"""Where a unit stands: ``department`` is a specialised body of the province (sở, ban, ngành), ``body`` any other
organisation at provincial level (public service unit, press, Party or elected body, vertical body)."""

LEVELS: tuple[Level, ...] = ("province", "department", "district", "commune", "body")

ChangeKind = Literal["create", "rename", "merge", "split", "move", "abolish"]
"""``rename`` covers every change of name, kind, code or symbol by which the unit stays the same unit."""

Certainty = Literal["sourced", "unverified"]


@dataclass(frozen=True)
class DirectoryUnit:
    """A unit as it stood on a day. ``code`` tells units of that day apart; codes are re-used later."""

    code: str
    name: str
    short: str
    level: str
    kind: str
    parent: str | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class DirectoryClass:
    """Units that documents name together ("các sở, ban, ngành tỉnh"); ``members`` are unit codes of that day."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    empty_since: dt.date | None = None
    """The first day without members, of a class that had some before ``as_of``."""
    heirs: tuple[str, ...] = ()
    """Who took over from the members that ended: keys of classes, codes of units."""
    ended_level: str = ""
    """The level of its members, where no unit of that level is left."""


@dataclass(frozen=True)
class Gone:
    """Names that mean nobody on the day, and whom they meant on another one.

    ``last`` is the last day on which they did; ``first`` the first one, where that is yet to come. ``heirs`` are codes
    of the units that follow on the day: of one that is only called otherwise (``is_renamed``), itself.
    """

    names: tuple[str, ...]
    name: str
    level: str
    last: dt.date | None = None
    first: dt.date | None = None
    heirs: tuple[str, ...] = ()
    is_renamed: bool = False
    around: tuple[str, ...] = ()
    """Where nobody follows a place that ended: those that stand where it stood, and the unit above it."""


@dataclass(frozen=True)
class Directory:
    """Every name under which units and classes of units were known on ``as_of``.

    ``gone`` are the names of other days: ``bore`` tells whom a text meant that means nobody.

    ``extra_aliases`` maps a text to several targets at once, each a unit code or a class key; no code is also a key.
    Texts are as people write them: ``queries.Written`` tells which unit one means.
    """

    as_of: dt.date
    units: tuple[DirectoryUnit, ...]
    classes: tuple[DirectoryClass, ...] = ()
    extra_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()

    def bore(self, text: str) -> tuple[Gone, ...]:
        """Return whom ``text`` meant on other days; without tones too, as old lists are written."""
        return self._gone.get(_written(text)) or (self._gone.get(fold(text), ()) if is_plain(text) else ())

    def meanings(self, text: str) -> tuple[DirectoryUnit, ...]:
        """Return the units that bear exactly this name on the day."""
        wanted = _written(text)
        return tuple(
            unit for unit in self.units if wanted in {_written(n) for n in (unit.name, unit.short, *unit.aliases)}
        )

    def full_name(self, code: str) -> str:
        """Return the name of a unit with its district's, or of a class."""
        if code in self.class_by_key:
            return self.class_by_key[code].name
        unit = self.unit_by_code[code]
        above = self.unit_by_code.get(unit.parent or "")
        return unit.name if above is None or above.level == "province" else f"{unit.name} ({above.short})"

    @cached_property
    def _gone(self) -> Mapping[str, tuple[Gone, ...]]:
        found: dict[str, tuple[Gone, ...]] = {}
        for one in self.gone:
            for written in {way(name) for name in one.names for way in (_written, fold)}:
                found[written] = (*found.get(written, ()), one)
        return found

    @cached_property
    def unit_by_code(self) -> Mapping[str, DirectoryUnit]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def class_by_key(self) -> Mapping[str, DirectoryClass]:
        return {group.key: group for group in self.classes}


def _written(text: str) -> str:
    return spelling(text.replace("&", " và "))


@dataclass(frozen=True)
class UnitRow:
    """One line of the list of units; ``parent`` is the code of the unit above, ``None`` days are not known or open."""

    code: str
    name: str
    level: str
    kind: str
    parent: str | None
    valid_from: dt.date | None
    valid_to: dt.date | None


@dataclass(frozen=True)
class UnitLink:
    """As much of a unit as a link to its page needs; ``id`` and ``slug`` are empty for a unit known by name only."""

    id: UnitId | None
    slug: str
    name: str


@dataclass(frozen=True)
class Offer:
    """Units to choose from as of a day: those that live then, in groups by level and by the unit above.

    ``allowed`` are the units of any day that may be sent: an action says of one that does not live on the day of the
    act what became of it, which a list of choices can't. ``first`` is the reader's own unit, if it is among them.
    """

    as_of: dt.date
    groups: tuple[tuple[str, tuple[tuple[UnitId, str], ...]], ...] = ()
    allowed: frozenset[UnitId] = frozenset()
    first: UnitId | None = None

    @property
    def units(self) -> list[tuple[UnitId, str]]:
        """Return id and name of each unit offered."""
        return [unit for _, units in self.groups for unit in units]


@dataclass(frozen=True)
class Ended:
    """A unit that has ended: its last name, that with its district's, its last day, and the names of who follows."""

    slug: str
    name: str
    full_name: str
    short: str
    last: dt.date
    heirs: tuple[str, ...]


@dataclass(frozen=True)
class UnitNode:
    """A unit of the tree with the units below it, in Vietnamese order."""

    id: UnitId
    slug: str
    code: str
    name: str
    short: str
    level: str
    kind: str
    children: tuple["UnitNode", ...] = ()


@dataclass(frozen=True)
class Letterhead:
    """How a unit heads its documents: the body above (none over a people's committee), itself, place and symbol."""

    superior: str
    name: str
    place: str
    symbol: str


@dataclass(frozen=True)
class UnitListed:
    """A unit as lists show it; ``above`` is the name of the unit above, ``is_verified`` whether a source was seen."""

    id: UnitId
    slug: str
    code: str
    name: str
    level: str
    kind: str
    above: str
    above_slug: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_verified: bool


@dataclass(frozen=True)
class UnitSpan:
    """What a unit was called, and where it stood, from one day to another."""

    code: str
    name: str
    official_name: str
    short: str
    level: str
    kind: str
    symbol: str
    parent: UnitLink | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    certainty: str
    source: str
    note: str


@dataclass(frozen=True)
class PastChange:
    """A recorded change: which units went in, which came out, and by what document."""

    id: int
    kind: str
    effective_on: dt.date
    legal_basis: str
    note: str
    certainty: str
    recorded_by: str
    before: tuple[tuple[UnitLink, bool], ...]
    """Each unit with whether only a part of it is concerned."""
    after: tuple[tuple[UnitLink, bool], ...]


@dataclass(frozen=True)
class UnitCard:
    """Everything the registry says about a unit on a day; ``span`` is ``None`` when it did not exist then."""

    id: UnitId
    slug: str
    as_of: dt.date
    span: UnitSpan | None
    spans: tuple[UnitSpan, ...]
    aliases: tuple[str, ...]
    above: tuple[UnitLink, ...]
    below: Mapping[str, int]
    """How many units of each level lie below it, at any depth."""
    predecessors: tuple[UnitLink, ...]
    successors: tuple[UnitLink, ...]
    changes: tuple[PastChange, ...]
