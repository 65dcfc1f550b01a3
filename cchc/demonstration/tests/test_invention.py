"""A demonstration may invent progress, but never the future."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from cchc.demonstration.rules.invention import Luck, Part, invent
from cchc.plans.rules.facts import Basis, Planned, Reported, derive

STORY = yaml.safe_load((Path(__file__).parents[3] / "content/demo/dong-thap.yaml").read_text())
BEGIN, TODAY = dt.date(2018, 12, 10), dt.date(2019, 9, 30)
days = st.dates(dt.date(2019, 1, 2), dt.date(2019, 12, 31))


@given(key=st.text(min_size=1), due=st.none() | days, start=st.none() | days)
@example(key="0", due=dt.date(2019, 8, 12), start=dt.date(2019, 8, 10))  # a Saturday, and too near for a weekday
def test_nothing_is_reported_before_it_was_assigned_or_after_today(key, due, start):
    course = invent(Part(key, start, due), BEGIN, TODAY, STORY, Luck(1))
    moments = [said.on for said in course.reports]
    assert moments == sorted(moments)
    assert all(BEGIN <= day <= TODAY for day in moments)


@given(key=st.text(min_size=1), due=st.lists(days, min_size=1, max_size=30, unique=True))
def test_periods_that_are_not_over_have_no_report(key, due):
    part = Part(key, None, None, tuple(enumerate(sorted(due))))
    course = invent(part, BEGIN, TODAY, STORY, Luck(1))
    over = {number for number, day in part.periods if day < TODAY}
    assert {said.period for said in course.reports} <= over
    derived = derive(
        Basis(
            periods=[Planned(number, day) for number, day in part.periods],
            reports=[Reported(s.on, s.percent, s.state, period=s.period) for s in course.reports],
        )
    )
    assert derived.percent <= 100 * len(over) // len(part.periods)


def test_the_same_words_have_the_same_luck():
    part = Part("1.a/xa-hoa-binh", None, dt.date(2019, 6, 30))
    assert invent(part, BEGIN, TODAY, STORY, Luck(272)) == invent(part, BEGIN, TODAY, STORY, Luck(272))
    assert len({Luck(seed).of("x") for seed in range(50)}) == 50


@pytest.mark.parametrize("due", [dt.date(2019, 3, 31), dt.date(2019, 12, 31)])
def test_the_shares_are_about_as_described(due):
    luck = Luck(272)
    courses = [invent(Part(f"k{n}", None, due), BEGIN, TODAY, STORY, luck) for n in range(2000)]
    done = sum(1 for c in courses if c.reports and c.reports[-1].state == "confirmed")
    shares = STORY["behaviour"]["past_due" if due < TODAY else "running"]
    assert done / 2000 == pytest.approx(shares["done"] + shares.get("done_late", 0), abs=0.04)
