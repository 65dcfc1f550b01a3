"""What follows for an assignment from its rows."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cchc.plans.rules.facts import Basis, Planned, Reported, derive

JAN, JUN, AUG, DEC = (dt.date(2019, month, 10) for month in (1, 6, 8, 12))
STATES = ["noted", "sent", "confirmed", "returned", "withdrawn"]

days = st.dates(dt.date(2019, 1, 1), dt.date(2019, 12, 31))
reports = st.lists(
    st.builds(
        Reported,
        on=days,
        percent=st.integers(0, 100),
        state=st.sampled_from(STATES),
        spent=st.integers(0, 10**9),
        period=st.one_of(st.none(), st.integers(0, 3)),
    ),
    max_size=8,
)
periods = st.lists(days, max_size=4).map(lambda dues: [Planned(key, due) for key, due in enumerate(sorted(dues))])
bases = st.builds(
    Basis,
    ends_on=st.none() | days,
    target_on=st.none() | days,
    extended_to=st.none() | days,
    reports=reports,
    periods=periods,
    has_open_difficulty=st.booleans(),
    below=st.lists(st.none() | st.integers(0, 100), max_size=4),
)


def report(
    percent: int, state: str = "noted", on: dt.date = JAN, spent: int = 0, period: int | None = None
) -> Reported:
    return Reported(on, percent, state, spent, period)


def test_a_granted_day_goes_before_the_units_own_and_that_before_the_plans() -> None:
    assert derive(Basis(ends_on=DEC)).due_on == DEC
    assert derive(Basis(ends_on=DEC, target_on=JUN)).due_on == JUN
    assert derive(Basis(ends_on=JUN, target_on=JAN, extended_to=AUG)).due_on == AUG


def test_the_percentage_is_the_latest_one_that_still_counts() -> None:
    assert derive(Basis(reports=[report(40), report(30)])).percent == 30
    assert derive(Basis(reports=[report(40), report(100, "returned")])).percent == 40
    assert derive(Basis(reports=[report(40), report(100, "withdrawn")])).percent == 40


def test_a_report_sent_waits_and_a_confirmed_one_is_done_on_the_day_it_was_handed_in() -> None:
    waiting = derive(Basis(reports=[report(100, "sent")]))
    assert (waiting.is_pending, waiting.done_on, waiting.percent) == (True, None, 100)
    done = derive(Basis(reports=[report(100, "confirmed", on=JUN)]))
    assert (done.is_pending, done.done_on) == (False, JUN)


def test_what_was_sent_back_is_work_begun_but_its_money_is_reported_again() -> None:
    back = derive(Basis(reports=[report(50, spent=7), report(100, "returned", spent=5)]))
    assert (back.is_started, back.spent) == (True, 7)
    assert not derive(Basis(reports=[report(100, "withdrawn")])).is_started


def test_the_plan_of_the_unit_itself_gives_the_mean_until_the_product_is_handed_in() -> None:
    assert derive(Basis(reports=[report(90)], below=[0, 25, 50])).percent == 25
    assert derive(Basis(reports=[report(90)], below=[None, 50])).percent == 70, "what says nothing yet: as reported"
    assert derive(Basis(reports=[report(90)], below=[None])).percent == 90
    assert derive(Basis(reports=[report(100, "sent")], below=[0, 25, 50])).percent == 100
    assert derive(Basis(below=[100, 100])).done_on is None


def test_a_recurring_one_is_due_with_the_nearest_period_that_is_still_owed() -> None:
    quarters = [Planned(1, JAN), Planned(2, JUN), Planned(3, DEC)]
    assert derive(Basis(periods=quarters)).due_on == JAN
    one = derive(Basis(periods=quarters, reports=[report(100, "sent", period=1)]))
    assert (one.due_on, one.percent, one.is_pending) == (JUN, 0, False)
    every = [report(100, "confirmed", on=JUN, period=1), report(100, "confirmed", period=2)]
    last = derive(Basis(periods=quarters, reports=[*every, report(100, "sent", period=3)]))
    assert (last.due_on, last.percent, last.is_pending, last.was_late) == (DEC, 66, True, True)
    done = derive(Basis(periods=quarters, reports=[*every, report(100, "confirmed", on=DEC, period=3)]))
    assert (done.done_on, done.percent, done.is_pending) == (DEC, 100, False)


@given(bases)
def test_the_columns_keep_what_the_database_demands(basis: Basis) -> None:
    derived = derive(basis)
    assert 0 <= derived.percent <= 100
    assert derived.spent >= 0
    assert derived.done_on is None or derived.percent == 100
    assert not (derived.is_pending and derived.done_on)
    assert set(derived.periods) == {period.key for period in basis.periods}


@given(bases, st.integers(0, 7))
def test_a_report_that_was_taken_back_leaves_no_trace(basis: Basis, at: int) -> None:
    kept = [one for one in basis.reports if one.state != "withdrawn"]
    with_one = [*kept[:at], report(100, "withdrawn", spent=9), *kept[at:]]
    assert derive(Basis(reports=kept)) == derive(Basis(reports=with_one))
