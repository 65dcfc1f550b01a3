"""From what was given to results: leaves, sums, index; then classes and ranks."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal, localcontext
from typing import NamedTuple, TypeVar

from cchc.kernel.text import sort_key
from cchc.par_index.rules import kinds
from cchc.par_index.rules.kinds import Ground
from cchc.par_index.rules.numbers import Wrong, folded
from cchc.par_index.types import Given, Node, Refused, Result, Scheme, Scored, Table, settled

NOT_APPLICABLE = "na"
_PRECISION = 40  # digits: a hundred components of a rate each, added up, are exact far beyond what is shown
_NOTHING = Given()
_ZERO = Decimal(0)
Row = tuple[str, Mapping[str, Given]]
Key = TypeVar("Key")


def compute(scheme: Scheme, rows: Sequence[Row]) -> Table:
    """Score every unit; one whose figures can't be is refused with the column named, and the others go on."""
    with localcontext() as context:
        context.prec = _PRECISION
        best = _best(scheme, rows)
        asked = [
            _Asked(leaf, kinds.ground(leaf.rule or {}, leaf.max, best.get(leaf.code)), {}) for leaf in scheme.leaves
        ]
        results, refused = [], []
        with _acyclic():
            for unit, given in rows:
                try:
                    results.append(_unit(scheme, unit, given, asked))
                except _WrongAt as wrong:
                    refused.append(Refused(unit, wrong.code, str(wrong)))
        return Table(tuple(results), tuple(refused))


@contextmanager
def _acyclic() -> Iterator[None]:
    """Keep the search for cycles out of the block: results have none, and looking through a million takes a fifth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _WrongAt(Exception):
    def __init__(self, code: str, why: object) -> None:
        super().__init__(str(why))
        self.code = code


def _best(scheme: Scheme, rows: Sequence[Row]) -> dict[str, Decimal]:
    """Return the best value among the units for each leaf that is measured against it; what is no number counts not."""
    found: dict[str, Decimal] = {}
    for leaf in scheme.leaves:
        if leaf.rule is not None and kinds.is_relative(leaf.rule):
            for _, given in rows:
                one = given.get(leaf.code, Given())
                try:
                    found[leaf.code] = max(found.get(leaf.code, Decimal(0)), kinds.value_of(one))
                except Wrong:
                    continue
    return found


class _Asked(NamedTuple):
    """A leaf, what its scores stand on, and the scores of what was given before: words and counts come again."""

    leaf: Node
    ground: Ground
    known: dict[Given, Scored]


def _unit(scheme: Scheme, unit: str, given: Mapping[str, Given], asked: Sequence[_Asked]) -> Result:
    leaves, missing = [], []
    for leaf, ground, known in asked:
        entered = given.get(leaf.code, _NOTHING)
        scored = known.get(entered)
        if scored is None:
            scored = _leaf(leaf, entered, ground)
            if not entered.den:
                known[entered] = scored
        leaves.append(scored)
        if entered.is_empty and not leaf.is_extra:
            missing.append(leaf.code)
    return added_up(scheme, unit, leaves, missing)


def added_up(scheme: Scheme, unit: str, leaves: Sequence[Scored], missing: Sequence[str]) -> Result:
    """Return the result of a unit whose leaves, each of them once, are scored: the parts add up to the whole."""
    sums = _sums(scheme, {one.code: one for one in leaves})
    points = sum((sums[node.code][0] for node in scheme.fields), Decimal(0))
    most = sum((sums[node.code][1] for node in scheme.fields), Decimal(0))
    points += _extra(scheme, leaves, "bonus", scheme.bonus_max) - _extra(scheme, leaves, "penalty", scheme.penalty_max)
    return Result(unit, settled(max(points, Decimal(0))), settled(most), tuple(leaves), sums, tuple(missing))


def _extra(scheme: Scheme, leaves: Sequence[Scored], kind: str, ceiling: Decimal | None) -> Decimal:
    total = sum((one.points for one in leaves if scheme.nodes[one.code].kind == kind), Decimal(0))
    return total if ceiling is None else min(total, ceiling)


def leaf(scheme: Scheme, code: str, given: Given, best: Decimal | None = None) -> Scored:
    """Return the score of one leaf; raises ``Wrong`` for a figure that can't be."""
    with localcontext() as context:
        context.prec = _PRECISION
        try:
            node = scheme.nodes[code]
            return _leaf(node, given, kinds.ground(node.rule or {}, node.max, best))
        except _WrongAt as wrong:
            raise Wrong(str(wrong)) from wrong


def leaf_points(leaf: Node, given: Given) -> Decimal:
    """Return the points of a leaf by itself; raises ``Wrong``."""
    with localcontext() as context:
        context.prec = _PRECISION
        try:
            return _leaf(leaf, given, kinds.ground(leaf.rule or {}, leaf.max)).points
        except _WrongAt as wrong:
            raise Wrong(str(wrong)) from wrong


def _leaf(leaf: Node, given: Given, ground: Ground) -> Scored:
    if given.is_empty:
        return Scored(leaf.code, Decimal(0), leaf.max, "chưa nhập gì: 0 điểm")
    if given.value and folded(given.value) == NOT_APPLICABLE:
        if not leaf.na_allowed:
            raise _WrongAt(leaf.code, "mục này không cho phép “không áp dụng” (NA)")
        return Scored(leaf.code, Decimal(0), Decimal(0), "không áp dụng: không tính vào điểm tối đa", applies=False)
    try:
        points, why = kinds.score(leaf.rule or {}, given, ground)
    except Wrong as wrong:
        raise _WrongAt(leaf.code, wrong) from wrong
    return Scored(leaf.code, points, leaf.max, why)


def _sums(scheme: Scheme, leaves: Mapping[str, Scored]) -> dict[str, tuple[Decimal, Decimal]]:
    """Return points and applicable maximum of every node, each leaf added to all that it lies in."""
    points = {code: leaves[code].points if node.is_leaf else _ZERO for code, node in scheme.nodes.items()}
    most = {code: leaves[code].max if node.is_leaf else _ZERO for code, node in scheme.nodes.items()}
    for code, at in scheme.ancestry:
        points[at] += points[code]
        most[at] += most[code]
    return {code: (points[code], most[code]) for code in scheme.nodes}


def class_of(scheme: Scheme, index: Decimal) -> str | None:
    """Return the class of an index, unrounded; nothing where no class reaches down to it."""
    for band in scheme.bands:
        if index > band.cut or (band.inclusive and index == band.cut):
            return band.name
    return None


def ranks(scheme: Scheme, results: Mapping[Key, Result]) -> dict[Key, int]:
    """Return the rank of each unit by index, whatever order they come in; keys, not names, tell units apart.

    dense: 1 2 2 3; competition: 1 2 2 4; ordinal: 1 2 3 4, equal ones by points, then by name.
    """
    ordered = sorted(results.items(), key=lambda one: (-one[1].index, -one[1].points, sort_key(one[1].unit)))
    found: dict[Key, int] = {}
    rank = seen = 0
    last: Decimal | None = None
    for place, (key, one) in enumerate(ordered, 1):
        if scheme.ties == "ordinal":
            rank = place
        elif one.index != last:
            seen += 1
            rank = seen if scheme.ties == "dense" else place
        found[key], last = rank, one.index
    return found
