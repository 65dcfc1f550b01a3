"""Pages of many lists in one order: nothing twice, nothing left out, whatever the lists and the size of a page."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.inbox.queries.streams import Derived
from cchc.inbox.rules import merging
from cchc.inbox.types import Asked, Counts, Item, Place, Window
from cchc.kernel.reading import KEYS

TODAY = dt.date(2019, 3, 1)
days = st.none() | st.dates(TODAY - dt.timedelta(20), TODAY + dt.timedelta(20))
lists = st.dictionaries(st.sampled_from("abcd"), st.lists(days, max_size=12), max_size=4)
ties = st.integers(0, KEYS) | st.just("reports.term:2019-q:5")
places = st.builds(Place, days, st.sampled_from(["a", "assignment"]), ties)
STATES = ["", "tre", "sap", "sau", "khong"]


def item(name: str, number: int, day: dt.date | None) -> Item:
    return Item(f"{name}:{number:03}", name, 1, None, day, f"Việc {number}", "/", is_decision=number % 3 == 0)


def parts(drawn: dict[str, list[dt.date | None]]) -> list[Derived]:
    made = {name: [item(name, n, day) for n, day in enumerate(of)] for name, of in drawn.items()}
    return [Derived(name, lambda _asked, of=of: of, needs=()) for name, of in made.items()]


@given(lists, st.integers(1, 7), st.sampled_from(STATES), st.sampled_from([None, True, False]))
def test_pages_one_after_another_are_the_whole_list(
    drawn: dict[str, list[dt.date | None]], size: int, state: str, is_decision: bool | None
) -> None:
    window = merging.window(state, TODAY)
    asked = Asked(TODAY, window=window, is_decision=is_decision)
    every = [one for part in parts(drawn) for one in part.lines(Asked(TODAY))]
    wanted = [one for one in every if window.holds(one[1].due_on) and is_decision in (None, one[1].is_decision)]
    found = []
    after: Place | None = None
    while True:
        narrowed = replace(asked, after=after, most=size)
        page = merging.merged([part.lines(narrowed) for part in parts(drawn)], size)
        if not page:
            break
        found += page
        after = merging.read(merging.written(page[-1][0]))
        assert after == page[-1][0]
    assert found == sorted(wanted, key=lambda one: one[0].order)


@given(lists)
def test_every_item_is_in_one_state_and_counted_there(drawn: dict[str, list[dt.date | None]]) -> None:
    counts = sum((part.counts(Asked(TODAY)) for part in parts(drawn)), Counts())
    of = [day for part in drawn.values() for day in part]
    states = [sum(merging.window(state, TODAY).holds(day) for day in of) for state in ("tre", "sap", "sau", "khong")]
    assert [counts.late, counts.soon, counts.later, counts.undated] == states
    assert counts.total == len(of)


@given(places)
def test_a_place_is_read_as_it_is_written(place: Place) -> None:
    assert merging.read(merging.written(place)) == place


@pytest.mark.parametrize(
    "text", ["", "-", "20190301", "2019-03-01.a", "2019-03-01..5", "2019-13-01.a.5", "nay.a.5", "2019.a."]
)
def test_what_is_no_place_is_none(text: str) -> None:
    assert merging.read(text) is None


@given(st.text(max_size=300))
def test_whatever_an_address_says_is_read_or_left(text: str) -> None:
    found = merging.read(text)
    assert found is None or found.part
    [one, *_] = parts({"a": [None, TODAY]})
    assert len(one.lines(Asked(TODAY, after=found))) <= 2


@pytest.mark.parametrize("tie", [5, "5", "a:001", "á"])
def test_a_place_with_a_strange_tie_is_a_place(tie: int | str) -> None:
    [one] = parts({"a": [TODAY, TODAY]})
    assert len(one.lines(Asked(TODAY, after=Place(TODAY, "a", tie)))) <= 2


@pytest.mark.parametrize(
    ("window", "day", "holds"),
    [
        (Window(), None, True), (Window(undated=False), None, False), (Window(last=TODAY), TODAY, True),
        (Window(last=TODAY), TODAY + dt.timedelta(1), False), (Window(first=TODAY), TODAY, True),
        (Window(first=TODAY), TODAY - dt.timedelta(1), False), (Window(dated=False), TODAY, False),
    ],
)  # fmt: skip
def test_a_window_holds_both_its_ends(window: Window, day: dt.date | None, holds: bool) -> None:
    assert window.holds(day) is holds
