"""Schemes, what is given for a unit, and what comes of it; all points are exact decimals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple

Mode = Literal["half_up", "truncate"]
Ties = Literal["dense", "competition", "ordinal"]

_CONTEXT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_LAST_PLACE = Decimal(1).scaleb(-20)


def settled(value: Decimal) -> Decimal:
    """Return ``value`` to twenty places: three thirds are one, and no class hangs on the fortieth digit."""
    return value.quantize(_LAST_PLACE, context=_CONTEXT)


@dataclass(frozen=True)
class Band:
    """A class of the result: ``cut`` in index points, reached at it (``inclusive``) or above it."""

    name: str
    cut: Decimal
    inclusive: bool


@dataclass(frozen=True)
class Node:
    """A field, criterion or component of the tree; a leaf has a rule."""

    code: str
    title: str
    max: Decimal
    kind: str
    rule: Mapping[str, Any] | None
    na_allowed: bool
    parent: str | None
    children: tuple[str, ...] = ()
    owner: str = ""
    """The body that appraises it, by name; nobody is the operator of the round."""
    evidence: str = ""
    """What must be shown for it; empty asks for nothing."""
    indicator: str = ""
    """The key of the figure in the registry that is measured here, instead of being typed."""
    is_open: bool = False
    """Below it a district may put components of its own."""

    @property
    def is_extra(self) -> bool:
        """Bonus and penalty stand beside the tree: they change the points, not what can be reached."""
        return self.kind in ("bonus", "penalty")

    @property
    def is_leaf(self) -> bool:
        return self.rule is not None

    @property
    def is_survey(self) -> bool:
        return self.kind == "survey"

    @property
    def is_measured(self) -> bool:
        return bool(self.indicator)

    @property
    def depth(self) -> int:
        return 1 if self.is_extra else self.code.count(".") + 1


@dataclass(frozen=True)
class Scheme:
    """A scheme whose tree adds up; ``nodes`` by code in the order of the file."""

    title: str
    level: str
    year: int | None
    official: bool
    places: int
    mode: Mode
    ties: Ties
    bands: tuple[Band, ...]
    nodes: Mapping[str, Node]
    bonus_max: Decimal | None = None
    """Ceiling of all bonuses of a year together; nothing is no ceiling beyond each one's own."""
    penalty_max: Decimal | None = None

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes.values() if node.rule is not None)

    @cached_property
    def ancestry(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a row and the row it lies in, the deepest first: sums of the first go into the second."""
        pairs = [(node.code, node.parent) for node in self.nodes.values() if node.parent is not None]
        return tuple(sorted(pairs, key=lambda pair: -self._depth(pair[0])))

    def _depth(self, code: str) -> int:
        parent = self.nodes[code].parent
        return 0 if parent is None else 1 + self._depth(parent)

    @cached_property
    def fields(self) -> tuple[Node, ...]:
        """The top of the tree, without bonus and penalty."""
        return tuple(node for node in self.nodes.values() if node.parent is None and not node.is_extra)

    @cached_property
    def max(self) -> Decimal:
        return sum((node.max for node in self.fields), Decimal(0))


@dataclass(frozen=True)
class Problem:
    """What is wrong in a scheme, and where."""

    where: str
    why: str


class Given(NamedTuple):
    """What was entered for one leaf of one unit: words, or numerator and denominator; both empty is nothing.

    A tuple, as ``Scored``: a country has a million of each.
    """

    value: str = ""
    num: str = ""
    den: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.value or self.num or self.den)


class Scored(NamedTuple):
    """Points of a leaf and why; ``max`` is zero where it does not apply."""

    code: str
    points: Decimal
    max: Decimal
    why: str
    applies: bool = True


@dataclass(frozen=True)
class Result:
    """One unit's result; ``sums`` by code of every field and criterion: (points, maximum that applies)."""

    unit: str
    points: Decimal
    max: Decimal
    leaves: tuple[Scored, ...]
    sums: Mapping[str, tuple[Decimal, Decimal]]
    missing: tuple[str, ...]

    @property
    def index(self) -> Decimal:
        """Return points out of what applies, in percent; nothing that applies is nothing reached."""
        return settled(100 * self.points / self.max) if self.max else Decimal(0)


@dataclass(frozen=True)
class Refused:
    """A unit whose figures can't be: which column, and why."""

    unit: str
    column: str
    why: str


@dataclass(frozen=True)
class Table:
    """The results of all units, and those refused."""

    results: tuple[Result, ...] = ()
    refused: tuple[Refused, ...] = field(default=())
