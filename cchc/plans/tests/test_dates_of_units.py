"""Which days a unit may set for itself."""

import datetime as dt
from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.refusal import Refusal
from cchc.plans.rules.dates import (
    Bounds,
    Current,
    check_extension,
    check_milestone,
    check_target,
    days_registered_late,
    may_set_day,
)

ISSUED, TODAY = dt.date(2018, 12, 6), dt.date(2019, 3, 1)
OPEN = Bounds(ISSUED, 2019, leeway=dt.timedelta(days=31))
FIXED = Bounds(ISSUED, 2019, dt.date(2019, 6, 30))
NOTHING = Current()


@pytest.mark.parametrize(
    ("day", "bounds", "current", "reason", "told"),
    [
        (dt.date(2019, 2, 28), OPEN, NOTHING, "", "đã qua"),
        (dt.date(2018, 12, 5), OPEN, NOTHING, "", "trước ngày ban hành"),
        (dt.date(2020, 2, 1), OPEN, NOTHING, "", "muộn nhất 31/01/2020"),
        (dt.date(2019, 7, 1), FIXED, NOTHING, "", "Kế hoạch ghi hạn 30/06/2019"),
        (dt.date(2019, 6, 1), FIXED, Current(extended_to=dt.date(2019, 8, 1)), "", "gia hạn đến 01/08/2019"),
        (dt.date(2019, 6, 1), FIXED, Current(target_on=dt.date(2019, 5, 1)), " ", "lý do"),
        (dt.date(2019, 6, 1), FIXED, Current(target_on=dt.date(2019, 2, 20)), "Bận", "đã qua: hãy xin gia hạn"),
        (dt.date(2019, 6, 1), FIXED, Current(target_on=dt.date(2019, 6, 1)), "Bận", "chọn ngày khác"),
    ],
)
def test_a_day_is_refused(day: dt.date, bounds: Bounds, current: Current, reason: str, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        check_target(day, bounds, current, reason, TODAY)


@given(st.dates(TODAY, dt.date(2019, 6, 30)))
def test_every_day_from_today_to_the_plans_own_end_may_be_set_at_first(day: dt.date) -> None:
    check_target(day, FIXED, NOTHING, "", TODAY)


def test_a_day_set_before_is_moved_with_a_reason() -> None:
    check_target(dt.date(2019, 5, 2), OPEN, Current(target_on=dt.date(2019, 4, 2)), "Chờ hướng dẫn", TODAY)


SET = [
    # what stands, bounds, whether a unit may set a day itself (today is 1 March 2019)
    (NOTHING, OPEN, True),
    (Current(target_on=dt.date(2019, 2, 28)), OPEN, False),  # passed: from now on it asks
    (Current(target_on=TODAY), OPEN, True),  # today is not passed yet
    (Current(target_on=dt.date(2019, 3, 2)), OPEN, True),
    (Current(extended_to=dt.date(2019, 8, 1)), OPEN, False),
    (NOTHING, Bounds(ISSUED, 2019, dt.date(2019, 2, 28)), False),  # no day is left
    (NOTHING, Bounds(ISSUED, 2019, TODAY), True),
]


@pytest.mark.parametrize(("current", "bounds", "may"), SET)
def test_a_unit_sets_a_day_while_one_is_left_and_the_last_has_not_passed(
    current: Current, bounds: Bounds, may: bool
) -> None:
    assert may_set_day(bounds, current, TODAY) is may
    another = bounds.latest if bounds.latest != current.target_on else bounds.latest - dt.timedelta(days=1)
    with nullcontext() if may else pytest.raises(Refusal):
        check_target(another, bounds, current, "Chờ hướng dẫn", TODAY)


@pytest.mark.parametrize(
    ("day", "due", "told"),
    [
        (dt.date(2019, 7, 1), None, "chưa có hạn"),
        (dt.date(2019, 6, 30), dt.date(2019, 6, 30), "sau hạn hiện hành"),
        (dt.date(2021, 1, 1), dt.date(2019, 6, 30), "đến 31/12/2020"),
    ],
)
def test_an_extension_is_refused(day: dt.date, due: dt.date | None, told: str) -> None:
    with pytest.raises(Refusal, match=told):
        check_extension(day, due, FIXED, "asked_for")


def test_a_milestone_lies_between_the_plan_and_the_due_day() -> None:
    check_milestone(dt.date(2019, 6, 30), FIXED.ends_on, FIXED)
    with pytest.raises(Refusal, match="sau hạn của việc"):
        check_milestone(dt.date(2019, 7, 1), FIXED.ends_on, FIXED)
    with pytest.raises(Refusal, match="trước ngày ban hành"):
        check_milestone(dt.date(2018, 1, 1), None, OPEN)


@pytest.mark.parametrize(
    ("registered", "by", "days"),
    [
        (dt.date(2019, 1, 31), dt.date(2019, 1, 31), 0),  # plan 272: "chậm nhất 31/01"
        (dt.date(2019, 2, 1), dt.date(2019, 1, 31), 1),
        (dt.date(2019, 3, 5), dt.date(2019, 1, 31), 33),
        (dt.date(2018, 12, 20), dt.date(2019, 1, 31), 0),
        (dt.date(2019, 3, 5), None, 0),  # the plan names the day: nothing had to be registered
        (None, dt.date(2019, 1, 31), 0),
    ],
)
def test_how_late_a_day_was_registered(registered: dt.date | None, by: dt.date | None, days: int) -> None:
    assert days_registered_late(registered, by) == days
