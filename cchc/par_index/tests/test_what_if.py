"""The cheapest steps, against brute force: every corner of every component, one of them anywhere on a ramp."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.par_index.rules import what_if
from cchc.par_index.rules.what_if import Piece
from cchc.par_index.tests.schemes import one_leaf
from cchc.par_index.types import Given

F = Fraction


def brute(sets: dict[str, tuple[Piece, ...]], need: Fraction) -> Fraction | None:
    """Return the least cost: an optimum has at most one component between the ends of a ramp."""
    stay = Piece(F(0), F(0), F(0), F(0))
    pieces = [(stay, *found) for found in sets.values()]
    best: Fraction | None = None
    for chosen in product(*pieces):
        for ends in product((False, True), repeat=len(chosen)):
            at = [(p.high, p.cost_high) if end else (p.low, p.cost_low) for p, end in zip(chosen, ends, strict=True)]
            gain, cost = sum(g for g, _ in at), sum(c for _, c in at)
            candidates = [(gain, cost)]
            for place, piece in enumerate(chosen):
                free = need - (gain - at[place][0])
                if piece.low <= free <= piece.high:
                    candidates.append((need, cost - at[place][1] + piece.cost(free)))
            for reached, spent in candidates:
                if reached >= need and (best is None or spent < best):
                    best = spent
    return best


numbers = st.integers(0, 12)
points = st.builds(lambda g, c: Piece(F(g), F(g), F(c), F(c)), st.integers(1, 8), numbers)
ramps = st.builds(
    lambda low, width, cost, more: Piece(F(low), F(low + width), F(cost), F(cost + more), F(low), F(low + width)),
    st.integers(0, 5), st.integers(1, 4), numbers, numbers,
)  # fmt: skip
components = st.lists(st.one_of(points, ramps), min_size=1, max_size=3).map(tuple)


@settings(max_examples=300, deadline=None)
@given(st.lists(components, min_size=1, max_size=3), st.integers(1, 14))
def test_the_cheapest_set_is_the_brute_force_one(found: list[tuple[Piece, ...]], need: int) -> None:
    sets = {str(place): one for place, one in enumerate(found)}
    plan, expected = what_if.cheapest(sets, F(need)), brute(sets, F(need))
    if expected is None:
        assert plan is None
        return
    assert plan is not None
    assert plan.is_proven
    assert plan.cost == expected
    assert plan.gain >= need
    assert sum(step.cost for step in plan.steps) <= plan.cost  # a step that gains nothing costs nothing
    for step in plan.steps:
        assert any(p.low <= step.gain <= p.high and p.cost(step.gain) == step.cost for p in sets[step.code])


BANDS = {"type": "bands", "bands": [{"gt": 90, "score": 2}, {"gte": 70, "lte": 90, "score": 1}, {"lt": 70, "score": 0}]}


CHOICE = {
    "type": "choice",
    "options": [{"label": "đúng hạn", "score": 2}, {"label": "trễ", "score": 1}, {"label": "không", "score": 0}],
}
FLOOR = {"type": "ratio_with_floor", "full_at": 90, "floor": 80}


@pytest.mark.parametrize(
    ("rule", "now", "expected"),
    [
        (BANDS, "60", [(1, 1, 10, 10), (2, 2, F(3001, 100), F(3001, 100))]),
        (BANDS, "80", [(1, 1, F(1001, 100), F(1001, 100))]),
        (BANDS, "95", []),
        ({"type": "ratio"}, "50", [(0, 1, 0, 50)]),
        ({"type": "ratio_to_target", "target": 40}, "20", [(0, 1, 0, 20)]),
        # Below the floor nothing, from the floor on in proportion, all at full_at.
        (
            {"type": "ratio_with_floor", "full_at": 100, "floor": 80},
            "70",
            [(F(8, 5), 2, 10, 30), (2, 2, 30, 30)],
        ),
        (FLOOR, "85", [(0, F(1, 10), 0, 5), (F(3, 10), F(3, 10), 5, 5)]),
        ({"type": "per_item", "per_item": 0.5, "cap": 2}, "2", [(F(1, 2), F(1, 2), 1, 1), (1, 1, 2, 2)]),
        (
            CHOICE,
            "không",
            [(1, 1, 1, 1), (2, 2, 2, 2)],
        ),
        ({"type": "points"}, "1.5", [(0, F(1, 2), 0, F(1, 2))]),
        ({"type": "relative_to_best"}, "5", []),
    ],
)  # fmt: skip
def test_what_a_component_could_still_bring(rule: dict, now: str, expected: list[tuple]) -> None:
    leaf = one_leaf(rule).nodes["1.1"]
    found = what_if.pieces(leaf, Given(now), F(1))
    assert [(p.low, p.high, p.cost_low, p.cost_high) for p in found] == expected


def test_what_a_score_loses_in_its_last_digit_is_no_gain() -> None:
    leaf = one_leaf({"type": "ratio_with_floor", "full_at": 100, "floor": 80}).nodes["1.1"]
    (ramp, end) = what_if.pieces(leaf, Given(num="38", den="45"), F(1))
    assert (ramp.low, end.high > 0) == (0, True)
