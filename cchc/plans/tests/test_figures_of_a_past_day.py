"""Figures of a period that is over are those of its last day: what is recorded later changes none of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from cchc.kernel import indicators
from cchc.kernel.period import Period
from cchc.plans.actions import cancelling, confirming, difficulties, extensions, progress, targets
from cchc.plans.actions.progress import Sending
from cchc.plans.models import Assignment, Difficulty, Extension, Occurrence, Plan
from cchc.plans.rules.reporting import Said
from cchc.plans.tests.work_cases import Case, actor, at
from cchc.plans.tests.work_door import with_roles

BY, JUNE, JULY, SEPTEMBER = (dt.date(2019, *day) for day in ((1, 31), (6, 30), (7, 5), (9, 30)))
PERIODS = [Period.quarter(2019, 1), Period.quarter(2019, 2), Period.of_days(dt.date(2019, 1, 1), JUNE)]
SAID = Said(100, "Đã ban hành", reference_number="1/KH", reference_date=JULY)


@pytest.fixture
def case(db: None, monkeypatch: pytest.MonkeyPatch) -> Case:
    """One that owes a day, two late (one asked for more time), one with an open difficulty; all before July."""
    monkeypatch.setenv("CCHC_DEMO_DATE", SEPTEMBER.isoformat())
    case = with_roles()
    Plan.objects.filter(pk=case.plan.pk).update(target_by=BY)
    case.assignment(title="Chưa có ngày")
    for title in ("Trễ", "Vướng"):
        case.assignment(title=title, end_on=dt.date(2019, 5, 31), schedule_kind="deadline")
    work = named("Vướng")
    difficulties.raise_one(work.pk, "Thiếu máy", **by(case, "clerk", dt.date(2019, 4, 1)))
    extensions.ask(work.pk, dt.date(2019, 10, 31), "Chờ máy", **by(case, "clerk", dt.date(2019, 5, 20)))
    case.assignment(
        title="Định kỳ",
        schedule_kind="recurring",
        periods=[(dt.date(2019, m, 1), dt.date(2019, m, 28)) for m in (2, 5, 8)],
    )
    return case


def by(case: Case, who: str, day: dt.date) -> dict[str, Any]:
    return {"actor": actor(case.people[who]), "now": at(day)}


def named(title: str) -> Assignment:
    return Assignment.objects.get(task__title=title)


def figures(case: Case) -> dict[tuple[str, Period], tuple[int, int, int]]:
    """Return every figure of work over the periods that are over, and how many records stand behind it."""
    unit, found = case.units["S1"].pk, {}
    for key, one in indicators.known().items():
        for period in PERIODS if key.startswith("plans.") else ():
            part, whole = one.measure([unit], period)[unit]
            found[key, period] = (part, whole, len(one.records(unit, period, "numerator")))
    return found


def a_day(case: Case) -> None:
    targets.set_target(named("Chưa có ngày").pk, dt.date(2019, 11, 1), **by(case, "clerk", SEPTEMBER))


def a_report(case: Case) -> None:
    progress.report(named("Trễ").pk, SAID, **by(case, "clerk", JULY))


def a_first_word(case: Case) -> None:
    progress.report(named("Chưa có ngày").pk, Said(20, "Đang làm"), **by(case, "clerk", JULY))


def a_confirmed_report(case: Case) -> None:
    number = progress.report(named("Trễ").pk, SAID, **by(case, "clerk", JULY))
    confirming.confirm(number, **by(case, "office", SEPTEMBER))


def more_time(case: Case) -> None:
    asked = Extension.objects.get()
    extensions.grant(asked.pk, **by(case, "office", JULY))


def an_answer(case: Case) -> None:
    difficulties.answer(Difficulty.objects.get().pk, "Cấp máy", **by(case, "office", JULY))


def a_withdrawal(case: Case) -> None:
    difficulties.withdraw(Difficulty.objects.get().pk, **by(case, "clerk", JULY))


def a_difficulty(case: Case) -> None:
    difficulties.raise_one(named("Trễ").pk, "Thiếu người", **by(case, "clerk", SEPTEMBER))


def a_cancelling(case: Case) -> None:
    cancelling.cancel(named("Trễ").pk, "Không còn cần", **by(case, "office", JULY))


def a_period_done(case: Case) -> None:
    work = named("Định kỳ")
    for period in Occurrence.objects.filter(assignment=work, due_on__lte=JUNE):
        number = progress.report(work.pk, SAID, Sending(period.pk), **by(case, "clerk", JULY))
        confirming.confirm(number, **by(case, "office", JULY))


LATER: list[Callable[[Case], None]] = [
    a_day, a_report, a_first_word, a_confirmed_report, more_time, an_answer, a_withdrawal, a_difficulty, a_cancelling,
    a_period_done,
]  # fmt: skip


@pytest.mark.parametrize("act", LATER)
def test_what_is_recorded_after_a_day_changes_no_figure_of_it(case: Case, act: Callable[[Case], None]) -> None:
    before, now = figures(case), Period.year(2019)
    today = {key: one.measure([case.units["S1"].pk], now) for key, one in indicators.known().items()}
    act(case)
    assert figures(case) == before
    after = {key: one.measure([case.units["S1"].pk], now) for key, one in indicators.known().items()}
    assert after != today, "the figures of today do change"


def test_the_figures_of_a_past_quarter_are_those_of_its_last_day(case: Case) -> None:
    """By hand, of 30/06: four are late, one of them without a day; a difficulty was open, though answered since."""
    for act in (a_day, an_answer, a_cancelling, a_period_done):
        act(case)
    unit, second = case.units["S1"].pk, Period.quarter(2019, 2)
    found = {key: one.measure([unit], second)[unit] for key, one in indicators.known().items() if "plans." in key}
    assert found["plans.tasks_late"][0] == 4
    assert found["plans.dates_owed"][0] == 1
    assert found["plans.difficulties_open"][0] == 1
    assert found["plans.difficulties_answered"] == (0, 1)
    assert found["plans.tasks_done"] == (0, 2)
    assert found["plans.tasks_given"][0] == 4
    first = indicators.known()["plans.difficulties_open"].measure([unit], Period.quarter(2019, 1))
    assert first[unit][0] == 0, "raised in April"
