"""The ladder as a table, and what must hold for any ladder and any day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.notifications.queries import content, kinds
from cchc.notifications.rules import ladder, trying
from cchc.notifications.rules.ladder import Rung
from cchc.notifications.states import Kind
from cchc.notifications.types import Level

OWNER, HEAD, OFFICE = Level.OWNER, Level.HEAD, Level.OFFICE
DUE = dt.date(2019, 9, 30)
RUNGS = (Rung(-7, (OWNER,)), Rung(-1, (OWNER,)), Rung(1, (OWNER, HEAD)), Rung(7, (OWNER, HEAD, OFFICE)))


@pytest.mark.parametrize(
    ("today", "days"),
    [
        ("2019-09-22", None),  # eight days before: nobody is told yet
        ("2019-09-23", -7),
        ("2019-09-28", -7),
        ("2019-09-29", -1),  # a Sunday: the digest goes on Monday, and tells this rung
        ("2019-09-30", -1),  # the due day itself is not late
        ("2019-10-01", 1),
        ("2019-10-06", 1),
        ("2019-10-07", 7),
        ("2020-01-01", 7),
    ],
)
def test_the_rung_that_a_day_reaches(today: str, days: int | None) -> None:
    rung = ladder.reached(RUNGS, DUE, dt.date.fromisoformat(today))
    assert (rung.days if rung else None) == days


days = st.dates(dt.date(2018, 1, 1), dt.date(2030, 1, 1))
rungs = st.lists(st.integers(-60, 60), min_size=1, max_size=8, unique=True).map(
    lambda given: tuple(Rung(day, (OWNER,)) for day in sorted(given))
)


@given(rungs, days, days)
def test_time_only_climbs(steps: tuple[Rung, ...], due: dt.date, today: dt.date) -> None:
    now, later = ladder.reached(steps, due, today), ladder.reached(steps, due, today + dt.timedelta(1))
    assert now is None or (later is not None and later.days >= now.days)


@given(rungs, days, days)
def test_nothing_beyond_the_horizon_has_reached_a_rung(steps: tuple[Rung, ...], due: dt.date, today: dt.date) -> None:
    assert (ladder.reached(steps, due, today) is not None) == (due <= ladder.horizon(steps, today))


def test_a_change_of_rule_is_a_change_of_dated_content() -> None:
    written = [
        {"from": None, "ladders": {"report": [{"days": -5, "to": ["owner"]}]}},
        {"from": dt.date(2025, 7, 1), "ladders": {"report": [{"days": -2, "to": ["owner", "office"]}]}},
    ]
    assert [rung.days for rung in ladder.ladder(written, "report", dt.date(2025, 6, 30))] == [-5]
    assert ladder.ladder(written, "report", dt.date(2025, 7, 1)) == (Rung(-2, (OWNER, OFFICE)),)
    assert ladder.ladder(written, "assignment", dt.date(2025, 7, 1)) == ()


@pytest.mark.parametrize("matter", ["assignment", "report", "incoming", "finding"])
def test_the_content_climbs_from_owner_to_office(matter: str) -> None:
    steps = content.rungs(matter, DUE)
    assert steps
    assert OWNER in steps[0].to
    assert steps[0].days < 0 < steps[-1].days


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 15), (2, 30), (3, 60), (5, 240), (6, 240), (40, 240)])
def test_pauses_double_up_to_four_hours(attempts: int, minutes: int) -> None:
    assert trying.pause(attempts) == dt.timedelta(minutes=minutes)


def test_each_thing_told_is_of_a_kind_people_can_choose() -> None:
    assert {one.calls for one in kinds.known().values()} == set(Kind.values)
