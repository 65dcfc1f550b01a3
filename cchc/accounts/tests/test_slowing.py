"""Failures slow the next attempt down; they never shut anybody out."""

import datetime as dt
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.accounts.rules.slowing import ACCOUNT, ADDRESS, PAIR, Pace, Tally, attempt, forgiven, pause

START = dt.datetime(2019, 5, 6, 7, 30, tzinfo=dt.UTC)


def after(seconds: list[float], pace: Pace = PAIR) -> tuple[Tally, list[bool]]:
    tally, allowed = Tally(), []
    for second in seconds:
        counted = attempt(tally, START + dt.timedelta(seconds=second), pace)
        allowed.append(counted is not None)
        tally = counted or tally
    return tally, allowed


WAITS = [
    # pace, failures, seconds that the next one waits
    (PAIR, 1, 0), (PAIR, 4, 0), (PAIR, 5, 2), (PAIR, 6, 4), (PAIR, 7, 8), (PAIR, 8, 16), (PAIR, 9, 32), (PAIR, 10, 64),
    (PAIR, 11, 128), (PAIR, 12, 256), (PAIR, 13, 300), (PAIR, 32_000, 300),
    (ACCOUNT, 30, 0), (ACCOUNT, 31, 2), (ACCOUNT, 60, 300),
    (ADDRESS, 60, 0), (ADDRESS, 61, 2), (ADDRESS, 65, 32), (ADDRESS, 66, 60), (ADDRESS, 9_000, 60),
]  # fmt: skip


@pytest.mark.parametrize(("pace", "failures", "seconds"), WAITS)
def test_each_failure_doubles_the_wait_up_to_minutes(pace: Pace, failures: int, seconds: int) -> None:
    assert pause(failures, pace).total_seconds() == seconds


@pytest.mark.parametrize(
    ("seconds", "allowed"),
    [
        ([0, 0, 0, 0, 0, 0], [True] * 5 + [False]),
        ([0, 0, 0, 0, 0, 1.9, 2], [True] * 5 + [False, True]),
        ([0, 0, 0, 0, 0, 2, 5.9, 6], [True] * 6 + [False, True]),
        ([0, 0, 0, 0, 0, 1, 1, 1, 1, 2], [True] * 5 + [False] * 4 + [True]),  # what waits does not prolong the wait
        ([0, 0, 0, 0, 3600, 3600, 3600, 3600, 3600, 3600], [True] * 9 + [False]),  # an hour later it starts anew
    ],
)
def test_attempts_that_come_too_soon_are_not_made(seconds: list[float], allowed: list[bool]) -> None:
    assert after(seconds)[1] == allowed


def test_a_clock_put_back_holds_nobody() -> None:
    tally, _ = after([0] * 12)
    assert not tally.wait(START - dt.timedelta(hours=3))
    assert attempt(tally, START - dt.timedelta(hours=3), PAIR) is not None


def test_success_takes_back_only_its_own_attempt() -> None:
    tally, _ = after([0] * 3, ADDRESS)
    assert forgiven(tally).attempts == 2
    assert forgiven(Tally()).attempts == 0, "another success has taken it back, or it was forgotten in between"


@given(st.lists(st.integers(0, 100_000), max_size=60).map(sorted), st.sampled_from([PAIR, ACCOUNT, ADDRESS]))
def test_a_wait_always_ends_within_minutes(seconds: list[int], pace: Pace) -> None:
    tally, _ = after([float(second) for second in seconds], pace)
    last = START + dt.timedelta(seconds=seconds[-1] if seconds else 0)
    assert tally.wait(last) <= pace.longest
    assert attempt(tally, last + pace.longest, pace) is not None


DAY = 86_400
GUESSING = [
    # tries again after each of these seconds in turn, guesses in a day: 4 free, 9 up to five minutes, then one each
    ([1], 299), ([2], 299), ([7], 298), ([0.25, 0.75], 299), ([60], 297), ([299], 151), ([300], 288), ([301], 288),
    ([3600], 24),
    ([0, 0, 0, 0, 3600], 120), ([0, 0, 0, 0, 0, 0, 3600], 120),  # five, then an hour's rest until they are forgotten
]  # fmt: skip


@pytest.mark.parametrize(("again", "made"), GUESSING)
def test_a_day_of_guessing_at_one_account_from_one_address_is_some_three_hundred_guesses(
    again: list[float], made: int
) -> None:
    assert guesses(again) == made


@given(st.lists(st.sampled_from([0, 1, 2, 30, 299, 300, 3599, 3600]), min_size=1, max_size=8).filter(any))
@settings(max_examples=30, deadline=None)
def test_no_way_of_trying_again_makes_more_of_a_day(again: list[float]) -> None:
    assert guesses(again) <= 4 + 9 + DAY / PAIR.longest.total_seconds()


def guesses(again: list[float]) -> int:
    """Return how many passwords are compared of somebody who knocks all day long."""
    tally, made, at = Tally(), 0, 0.0
    for pause_between in cycle(again):
        counted = attempt(tally, START + dt.timedelta(seconds=at), PAIR)
        tally, made = counted or tally, made + (counted is not None)
        at += pause_between
        if at >= DAY:
            return made
    raise AssertionError
