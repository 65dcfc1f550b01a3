"""What plans offer to reports and the index: each figure beside the records that it counts."""

import datetime as dt

import pytest

from cchc.kernel import indicators
from cchc.kernel.history import attributed
from cchc.kernel.period import Period
from cchc.plans.models import Assignment, Difficulty, Plan
from cchc.plans.queries import measures
from cchc.plans.tests.work_cases import SETUP, Case, at

HALF = Period.of_days(dt.date(2019, 1, 1), dt.date(2019, 6, 30))
DAY = dt.date(2019, 3, 1)


@pytest.fixture
def case(db: None) -> Case:
    return Case.make()


def agrees(key: str, unit_id: int, period: Period = HALF) -> tuple[int, int]:
    """Return the figure, having seen that the lists behind it are as long as it says and each line has its page."""
    one = indicators.known()[key]
    num, den = one.measure([unit_id], period)[unit_id]
    assert len(one.records(unit_id, period, "numerator")) == num
    assert len(one.records(unit_id, period, "denominator")) == den
    assert one.line
    assert all(line.text and line.url for line in one.lines(one.records(unit_id, period, "denominator")))
    return num, den


@pytest.mark.parametrize(
    ("columns", "done", "on_time", "reported"),
    [
        ({}, (0, 1), (0, 1), (0, 1)),
        ({"reported_at": at(DAY)}, (0, 1), (0, 1), (1, 1)),
        ({"reported_at": at(DAY), "done_on": DAY, "percent": 100}, (1, 1), (1, 1), (1, 1)),
        ({"reported_at": at(DAY), "done_on": dt.date(2019, 5, 1), "percent": 100}, (1, 1), (0, 1), (1, 1)),
        ({"cancelled_at": at(DAY), "cancel_reason": "thôi"}, (0, 0), (0, 0), (0, 0)),
        ({"due_on": dt.date(2019, 7, 1)}, (0, 0), (0, 0), (0, 0)),
    ],
)
def test_an_assignment_counts_by_its_due_day(
    case: Case, columns: dict, done: tuple, on_time: tuple, reported: tuple
) -> None:
    made = case.assignment("S1")
    with attributed(SETUP):
        Assignment.objects.filter(pk=made.pk).update(**{"due_on": dt.date(2019, 4, 1), **columns})
    unit = case.units["S1"].pk
    assert agrees("plans.tasks_done", unit) == done
    assert agrees("plans.tasks_done_on_time", unit) == on_time
    assert agrees("plans.tasks_reported", unit) == reported


def test_a_plan_that_gives_work_asks_for_an_own_plan(case: Case) -> None:
    unit = case.units["S1"].pk
    assert agrees("plans.own_plans_issued", unit) == (0, 0)
    case.assignment("S1")
    case.assignment("S1")
    assert agrees("plans.own_plans_issued", unit) == (0, 1)
    with attributed(SETUP):
        own = Plan.objects.create(
            unit_id=unit, parent=case.plan, number="5/KH-S1", issued_on=dt.date(2019, 2, 1), issuer="Sở", title="Riêng",
            year=2019, state="draft",
        )  # fmt: skip
    assert agrees("plans.own_plans_issued", unit) == (0, 1), "a draft is no plan"
    with attributed(SETUP):
        Plan.objects.filter(pk=own.pk).update(state="adopted")
    assert agrees("plans.own_plans_issued", unit) == (1, 1)
    january = Period.of_days(dt.date(2019, 1, 1), dt.date(2019, 1, 31))
    assert agrees("plans.own_plans_issued", unit, january) == (0, 1), "issued after the period"
    assert agrees("plans.own_plans_issued", case.units["S2"].pk) == (0, 0)


@pytest.mark.parametrize(("state", "expected"), [("open", (0, 1)), ("answered", (1, 1)), ("withdrawn", (0, 0))])
def test_a_difficulty_counts_on_the_day_it_was_raised(case: Case, state: str, expected: tuple[int, int]) -> None:
    made = case.assignment("S1")
    with attributed(SETUP):
        Difficulty.objects.create(
            assignment=made, text="Thiếu máy", at_unit=case.units["P"], state=state, raised_at=at(DAY),
            answer="Cấp máy" if state == "answered" else "", answered_at=None if state == "open" else at(DAY),
        )  # fmt: skip
    unit = case.units["S1"].pk
    assert agrees("plans.difficulties_answered", unit) == expected
    later = Period.of_days(DAY + dt.timedelta(days=1), dt.date(2019, 6, 30))
    assert agrees("plans.difficulties_answered", unit, later) == (0, 0)


def test_many_units_take_a_fixed_number_of_queries(case: Case, django_assert_num_queries: object) -> None:
    case.assignment("S1")
    units = [unit.pk for unit in case.units.values()]
    with django_assert_num_queries(1):  # type: ignore[operator]
        measures.measure("tasks_done", units, HALF, dt.date(2019, 9, 30))
    with django_assert_num_queries(2):  # type: ignore[operator]
        measures.own_plans(units, HALF)
    with django_assert_num_queries(1):  # type: ignore[operator]
        measures.difficulties_answered(units, HALF)
