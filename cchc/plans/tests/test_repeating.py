"""A recurrence by choices: every choice makes a rule that is read back as the same choice, with its periods a year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.kernel.period import Period
from cchc.kernel.refusal import Refusal
from cchc.plans.pages.review.rule_words import rule_words
from cchc.plans.rules.occurrences import checked, spans
from cchc.plans.rules.recurrence import LAST, lasting, monthly
from cchc.plans.rules.repeating import DAY, HALF_YEAR, MONTH, QUARTER, WEEK, WEEKDAYS, YEAR, Choice, choice_of, rule_of

YEAR_2019 = Period.year(2019)
DAYS = st.sampled_from([*range(1, 31), LAST])
MONTHS = {QUARTER: ["first", "second", "last"], HALF_YEAR: ["first", "last"], YEAR: [str(n) for n in range(1, 13)]}
TIMES = {DAY: 365, WEEK: 52, MONTH: 12, QUARTER: 4, HALF_YEAR: 2, YEAR: 1}


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    every = draw(st.sampled_from(list(TIMES)))
    if every == WEEK:
        return Choice(WEEK, weekday=draw(st.sampled_from(WEEKDAYS)))
    if every == DAY:
        return Choice(DAY)
    return Choice(every, day=draw(DAYS), month=draw(st.sampled_from(MONTHS.get(every, ["last"]))))


@given(choice=choices())
def test_every_choice_makes_a_rule_of_so_many_periods_a_year(choice: Choice) -> None:
    rule = rule_of(choice)
    assert checked(rule) == rule
    assert TIMES[choice.every] <= len(spans(rule, YEAR_2019)) <= TIMES[choice.every] + 1
    found = choice_of(rule)
    assert found is not None
    assert rule_of(found) == rule
    assert "FREQ" not in rule_words(rule)


WORDS = {
    "FREQ=DAILY": "mỗi ngày",
    "FREQ=WEEKLY;BYDAY=FR": "mỗi tuần, vào Thứ Sáu",
    "FREQ=MONTHLY": "mỗi tháng, vào ngày cuối tháng",
    "FREQ=MONTHLY;BYMONTHDAY=15,-1": "mỗi tháng, vào ngày 15 và ngày cuối tháng",
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1": "mỗi tháng, vào ngày 30",
    "FREQ=MONTHLY;INTERVAL=3": "mỗi quý, vào ngày cuối tháng, tháng cuối của kỳ",
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20": "mỗi quý, vào ngày 20, tháng cuối của kỳ",
    "FREQ=MONTHLY;INTERVAL=6": "6 tháng một lần, vào ngày cuối tháng, tháng cuối của kỳ",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31": "mỗi năm, vào ngày cuối tháng, tháng 12",
    # what the choices can't say is said all the same
    "FREQ=WEEKLY;INTERVAL=2": "2 tuần một lần",
    "FREQ=WEEKLY;BYDAY=WE,FR": "mỗi tuần, vào Thứ Tư, Thứ Sáu",
    "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1": "mỗi năm, trong tháng 3, 9, vào ngày cuối tháng",
}


@pytest.mark.parametrize("rule", WORDS)
def test_a_rule_is_said_in_words(rule: str) -> None:
    assert rule_words(rule) == WORDS[rule]


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=WE,FR", "FREQ=MONTHLY;INTERVAL=2"])
def test_what_can_not_be_chosen_is_no_choice(rule: str) -> None:
    assert choice_of(rule) is None


@pytest.mark.parametrize(
    ("choice", "field"),
    [(Choice(QUARTER, month="5"), "month"), (Choice(HALF_YEAR, month="second"), "month"),
     (Choice(MONTH, day=30, second_day=LAST), "second_day"), (Choice(MONTH, day=5, second_day=5), "second_day")],
)  # fmt: skip
def test_what_can_not_be_is_refused(choice: Choice, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        rule_of(choice)
    assert refused.value.field == field


@given(day=st.integers(29, 31), year=st.integers(2015, 2035))
def test_a_stored_rule_of_a_day_that_months_lack_counts_every_month(day: int, year: int) -> None:
    found = spans(f"FREQ=MONTHLY;BYMONTHDAY={day}", Period.year(year))
    assert [span.due.month for span in found] == list(range(1, 13))
    assert lasting(lasting(f"FREQ=MONTHLY;BYMONTHDAY={day}")) == monthly([day])
