"""What a component could still bring and at what effort, and the cheapest set of steps to a wanted gain.

A component's possibilities are points (a band, an option) and ramps (a share anywhere between two values).
The cheapest set is found exactly, in fractions: the convex hulls of all components give a bound (only one of them can
stand between two of its hull's corners); where that place is not really possible the component is cut in two there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from cchc.par_index.rules import kinds, scoring
from cchc.par_index.rules.numbers import HUNDRED, Wrong, number
from cchc.par_index.types import Given, Node, Scheme

NODES = 20_000
"""How many cases are looked at before the best found so far is told without proof."""


@dataclass(frozen=True)
class Piece:
    """Gains from ``low`` to ``high`` points at efforts in proportion from ``cost_low`` to ``cost_high``.

    A point has both ends alike. ``to`` is the value at the high end, ``frm`` at the low end.
    """

    low: Fraction
    high: Fraction
    cost_low: Fraction
    cost_high: Fraction
    frm: Fraction | str = ""
    to: Fraction | str = ""

    def cost(self, gain: Fraction) -> Fraction:
        if self.high == self.low:
            return self.cost_low
        return self.cost_low + (self.cost_high - self.cost_low) * (gain - self.low) / (self.high - self.low)

    def value(self, gain: Fraction) -> Fraction | str:
        if isinstance(self.to, str) or isinstance(self.frm, str) or self.high == self.low:
            return self.to
        return self.frm + (self.to - self.frm) * (gain - self.low) / (self.high - self.low)


_NOTHING_GAINED = Fraction(1, 10**15)
_STAY = Piece(Fraction(0), Fraction(0), Fraction(0), Fraction(0))


@dataclass(frozen=True)
class Step:
    """One step of a plan: bring ``code`` to ``value`` for so many points at so much effort."""

    code: str
    value: Fraction | str
    gain: Fraction
    cost: Fraction


@dataclass(frozen=True)
class Plan:
    """The cheapest set of steps; ``is_proven`` is false where too many cases had to be left unseen."""

    steps: tuple[Step, ...]
    gain: Fraction
    cost: Fraction
    is_proven: bool


# ------------------------------------------------------------------ what a component could bring
def pieces(leaf: Node, given: Given, effort: Fraction) -> tuple[Piece, ...]:
    """Return what ``leaf`` could bring beyond ``given``; nothing for kinds that can't be told.

    ``effort`` is that of one percentage point of a share, one item of a count, one option up, one point.
    """
    rule = leaf.rule or {}
    make = _MAKERS.get(str(rule.get("type")))
    if make is None:
        return ()
    try:
        now = Fraction(scoring.leaf_points(leaf, given))
        found = make(rule, leaf, given, effort)
    except Wrong:
        return ()
    shifted = [
        Piece(_gain(one.low - now), _gain(one.high - now), one.cost_low, one.cost_high, one.frm, one.to)
        for one in found
    ]
    return tuple(one for one in shifted if one.high > 0)


def _gain(points: Fraction) -> Fraction:
    """Return a gain, at least 0; what forty digits of a score lose is none."""
    return points if points > _NOTHING_GAINED else Fraction(0)


def _rate(given: Given) -> Fraction:
    if given.value:
        return Fraction(number(given.value))
    part, whole = Fraction(number(given.num or 0)), Fraction(number(given.den or 0))
    return 100 * part / whole if whole else Fraction(0)


def _ramp(leaf: Node, start: Fraction, end: Fraction, effort: Fraction, rate: Fraction, per: Fraction) -> Piece:
    return Piece(start * per, end * per, (start - rate) * effort, (end - rate) * effort, start, end)


def _ratio(rule: Mapping[str, Any], leaf: Node, given: Given, effort: Fraction) -> list[Piece]:
    rate = _rate(given)
    return [_ramp(leaf, rate, Fraction(100), effort, rate, Fraction(leaf.max) / 100)] if rate < HUNDRED else []


def _to_target(rule: Mapping[str, Any], leaf: Node, given: Given, effort: Fraction) -> list[Piece]:
    rate, target = _rate(given), Fraction(number(rule["target"]))
    return [_ramp(leaf, rate, target, effort, rate, Fraction(leaf.max) / target)] if rate < target else []


def _with_floor(rule: Mapping[str, Any], leaf: Node, given: Given, effort: Fraction) -> list[Piece]:
    rate, full, floor = _rate(given), Fraction(number(rule["full_at"])), Fraction(number(rule["floor"]))
    if rate >= full:
        return []
    most, start = Fraction(leaf.max), max(rate, floor)
    end = Piece(most, most, (full - rate) * effort, (full - rate) * effort, full, full)
    return [end] if start >= full else [_ramp(leaf, start, full, effort, rate, most / 100), end]


def _bands(rule: Mapping[str, Any], leaf: Node, given: Given, effort: Fraction) -> list[Piece]:
    rate = _rate(given)
    bounds = set()
    for band in rule["bands"]:
        for end in ("gte", "gt"):
            if end in band:
                # Just beyond an open end: the smallest step that a share with two places can take.
                bounds.add(Fraction(number(band[end])) + (Fraction(1, 100) if end == "gt" else 0))
    found = []
    for bound in sorted(one for one in bounds if one > rate):
        points = Fraction(scoring.leaf_points(leaf, Given(_written(bound))))
        found.append(Piece(points, points, (bound - rate) * effort, (bound - rate) * effort, bound, bound))
    return found


def _written(value: Fraction) -> str:
    return str(number(value.numerator) / number(value.denominator))


def _choice(rule: Mapping[str, Any], leaf: Node, given: Given, effort: Fraction) -> list[Piece]:
    now = Fraction(scoring.leaf_points(leaf, given))
    better = sorted((Fraction(number(one["score"])), str(one["label"])) for one in rule["options"])
    found, steps, last = [], 0, now
    for points, label in better:
        if points > last:
            steps, last = steps + 1, points
            found.append(Piece(points, points, steps * effort, steps * effort, label, label))
    return found


def _counts(rule: Mapping[str, Any], leaf: Node, given: Given, effort: Fraction) -> list[Piece]:
    have = 0 if given.is_empty else int(kinds.value_of(given))
    each, cap = Fraction(number(rule["per_item"])), Fraction(number(rule.get("cap", leaf.max)))
    found = []
    for count in range(have + 1, min(have + 200, int(cap / each) + 1) + 1):
        points = min(count * each, cap)
        found.append(
            Piece(points, points, (count - have) * effort, (count - have) * effort, Fraction(count), Fraction(count))
        )
        if points == cap:
            break
    return found


def _points(rule: Mapping[str, Any], leaf: Node, given: Given, effort: Fraction) -> list[Piece]:
    now, most = Fraction(0 if given.is_empty else kinds.value_of(given)), Fraction(leaf.max)
    return [Piece(now, most, Fraction(0), (most - now) * effort, now, most)] if now < most else []


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], Node, Given, Fraction], list[Piece]]] = {
    "choice": _choice, "bands": _bands, "ratio": _ratio, "ratio_with_floor": _with_floor,
    "ratio_to_target": _to_target, "per_item": _counts, "count_with_cap": _counts, "points": _points,
}  # fmt: skip


def needed(scheme: Scheme, points: Fraction, most: Fraction, target: Fraction, *, beyond: bool) -> Fraction:
    """Return how many points are missing to an index of ``target``; ``beyond`` wants the next shown step above it."""
    wanted = target + (Fraction(1, 10**scheme.places) if beyond else 0)
    return max(wanted * most / 100 - points, Fraction(0))


# ------------------------------------------------------------------ the cheapest set
Sets = Mapping[str, Sequence[Piece]]


def cheapest(sets: Sets, need: Fraction) -> Plan | None:
    """Return the cheapest set of steps that gains at least ``need`` points; nothing where all together do not."""
    start = {code: (_STAY, *found) for code, found in sets.items() if found}
    best: Plan | None = None
    stack, seen = [start], 0
    while stack and seen < NODES:
        seen += 1
        relaxed = _relaxed(stack[-1], need)
        sets_now = stack.pop()
        if relaxed is None or (best is not None and relaxed.cost >= best.cost):
            continue
        plan, broken = _made_real(sets_now, relaxed)
        if plan is not None and (best is None or plan.cost < best.cost):
            best = plan
        if broken is not None:
            code, gain = broken
            stack.append({**sets_now, code: _cut(sets_now[code], gain, above=False)})
            stack.append({**sets_now, code: _cut(sets_now[code], gain, above=True)})
    if best is None:
        return None
    steps = tuple(one for one in best.steps if one.gain > 0)
    return Plan(steps, best.gain, best.cost, is_proven=not stack)


@dataclass(frozen=True)
class _Relaxed:
    gains: Mapping[str, Fraction]
    cost: Fraction


def _relaxed(sets: Mapping[str, Sequence[Piece]], need: Fraction) -> _Relaxed | None:
    """Return the cheapest gains on the hulls: steepest edges last, at most one component between two corners."""
    gains, edges = {}, []
    cost = Fraction(0)
    for code, found in sets.items():
        corners = _hull(found)
        if not corners:
            return None
        gains[code] = corners[0][0]
        cost += corners[0][1]
        for (g0, c0), (g1, c1) in pairwise(corners):
            edges.append(((c1 - c0) / (g1 - g0), code, g1 - g0))
    missing = need - sum(gains.values(), Fraction(0))
    for slope, code, width in sorted(edges):
        if missing <= 0:
            break
        taken = min(width, missing)
        gains[code] += taken
        cost += slope * taken
        missing -= taken
    return None if missing > 0 else _Relaxed(gains, cost)


def _hull(found: Sequence[Piece]) -> list[tuple[Fraction, Fraction]]:
    """Return the corners of the lower convex hull, gains and costs rising."""
    ends = {(one.low, one.cost_low) for one in found} | {(one.high, one.cost_high) for one in found}
    hull: list[tuple[Fraction, Fraction]] = []
    for gain, cost in sorted(ends):
        if hull and hull[-1][0] == gain:
            continue  # the cheaper of two with the same gain came first
        while hull and hull[-1][1] >= cost:
            hull.pop()  # more for less
        while len(hull) > 1 and _turns_down(hull[-2], hull[-1], (gain, cost)):
            hull.pop()
        hull.append((gain, cost))
    return hull


def _turns_down(a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction], c: tuple[Fraction, Fraction]) -> bool:
    return (b[1] - a[1]) * (c[0] - b[0]) >= (c[1] - b[1]) * (b[0] - a[0])


def _made_real(
    sets: Mapping[str, Sequence[Piece]], relaxed: _Relaxed
) -> tuple[Plan | None, tuple[str, Fraction] | None]:
    """Return the plan with every component at a possible place, and where the relaxed one was not possible."""
    steps, broken, cost, gained = [], None, Fraction(0), Fraction(0)
    exact = Fraction(0)
    for code, gain in relaxed.gains.items():
        at = _cheapest_from(sets[code], gain)
        if at is None:
            return None, (code, gain)
        piece, real = at
        steps.append(Step(code, piece.value(real), real, piece.cost(real)))
        cost, gained = cost + piece.cost(real), gained + real
        exact += piece.cost(real)
    if exact > relaxed.cost:
        broken = _first_broken(sets, relaxed)
    return Plan(tuple(steps), gained, cost, is_proven=True), broken


def _first_broken(sets: Mapping[str, Sequence[Piece]], relaxed: _Relaxed) -> tuple[str, Fraction] | None:
    for code, gain in relaxed.gains.items():
        corners = {g for g, _ in _hull(sets[code])}
        if gain not in corners:
            return code, gain
    return None


def _cheapest_from(found: Sequence[Piece], gain: Fraction) -> tuple[Piece, Fraction] | None:
    """Return the cheapest possible place with at least ``gain``."""
    places = [(one.cost(max(one.low, gain)), max(one.low, gain), one) for one in found if one.high >= gain]
    if not places:
        return None
    _, real, piece = min(places, key=lambda place: (place[0], place[1]))
    return piece, real


def _cut(found: Sequence[Piece], gain: Fraction, *, above: bool) -> tuple[Piece, ...]:
    """Return what lies at ``gain`` and above, or strictly below it but for a ramp that runs through it."""
    kept = []
    for one in found:
        if above and one.high >= gain:
            low = max(one.low, gain)
            kept.append(Piece(low, one.high, one.cost(low), one.cost_high, one.value(low), one.to))
        elif not above and one.low < gain:
            high = min(one.high, gain)
            kept.append(Piece(one.low, high, one.cost_low, one.cost(high), one.frm, one.value(high)))
    return tuple(kept)
