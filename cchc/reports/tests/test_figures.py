"""Counters add up and rates are recomputed: never the mean of rates."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.indicators import total
from cchc.reports.rules.figures import Sources, problem, shown

COUNTS = st.integers(0, 10**9)
SHARES = st.tuples(COUNTS, COUNTS).map(lambda two: (min(two), max(two)))


@given(st.lists(SHARES, max_size=20), st.integers(0, 20))
def test_how_units_are_grouped_on_the_way_up_changes_nothing(parts: list[tuple[int, int]], cut: int) -> None:
    assert total([total(parts[:cut]), total(parts[cut:])]) == total(parts)


@given(st.lists(SHARES, min_size=1, max_size=20))
def test_a_rate_from_sums_lies_between_the_rates_it_is_made_of(parts: list[tuple[int, int]]) -> None:
    rates = [found for part in parts if (found := shown("ratio", part)) is not None]
    whole = shown("ratio", total(parts))
    assert (whole is None) == (not rates)
    if whole is not None:
        assert min(rates) <= whole <= max(rates) <= 100


def test_the_mean_of_rates_would_say_something_else() -> None:
    small, large = (1, 1), (10, 100)
    assert shown("ratio", total([small, large])) == Decimal("10.9")  # 11 of 101; the mean of 100 and 10 is 55


SHOWN = [
    ("count", (7, 0), Decimal(7)),
    ("ratio", (1, 3), Decimal("33.3")),
    ("ratio", (2, 3), Decimal("66.7")),
    ("ratio", (0, 0), None),
    ("mean", (17, 4), Decimal("4.3")),  # 4.25 half up
]


@pytest.mark.parametrize(("kind", "value", "expected"), SHOWN)
def test_what_readers_see(kind: str, value: tuple[int, int], expected: Decimal | None) -> None:
    assert shown(kind, value) == expected  # type: ignore[arg-type]


@given(SHARES, SHARES, st.none() | SHARES)
def test_a_hand_counts_and_leaves_the_reckoned_value_standing(
    own: tuple[int, int], below: tuple[int, int], by_hand: tuple[int, int] | None
) -> None:
    found = Sources(own, below, by_hand)
    assert found.reckoned == (own[0] + below[0], own[1] + below[1])
    assert found.counts == (found.reckoned if by_hand is None else by_hand)


WRONG = [("count", (-1, 0), "không được âm"), ("ratio", (5, 4), "vượt 100%"), ("mean", (5, 0), "không có lượt nào")]


@pytest.mark.parametrize(("kind", "value", "said"), WRONG)
def test_wrong_counters(kind: str, value: tuple[int, int], said: str) -> None:
    assert said in str(problem(kind, value) or "")  # type: ignore[arg-type]
