"""The timeline: whichever chapter an act is of, acts come in the order of their moments, and none after the end."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.demonstration.rules.timeline import Chapter, play

BEGIN = dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
hours = st.lists(st.integers(0, 200), max_size=8).map(sorted)


def chapter(name: int, moments: Sequence[int], told: list[tuple[int, int]]) -> Chapter:
    for hour in moments:
        yield BEGIN + dt.timedelta(hours=hour)
        told.append((hour, name))


@given(chapters=st.lists(hours, max_size=6), until=st.integers(0, 200))
def test_acts_come_in_order_up_to_the_end(chapters: list[list[int]], until: int) -> None:
    told: list[tuple[int, int]] = []
    play([chapter(n, moments, told) for n, moments in enumerate(chapters)], BEGIN + dt.timedelta(hours=until))
    every = [(hour, n) for n, moments in enumerate(chapters) for hour in moments if hour <= until]
    assert [hour for hour, _n in told] == sorted(hour for hour, _n in every)
    assert sorted(told) == sorted(every)


def test_at_one_moment_the_earlier_chapter_comes_first() -> None:
    told: list[tuple[int, int]] = []
    play([chapter(0, [5, 9], told), chapter(1, [5, 5], told)], BEGIN + dt.timedelta(hours=9))
    assert told == [(5, 0), (5, 1), (5, 1), (9, 0)]


def test_a_chapter_that_goes_back_is_found() -> None:
    with pytest.raises(ValueError, match="goes back"):
        play([chapter(0, [5, 4], [])], BEGIN + dt.timedelta(hours=9))
