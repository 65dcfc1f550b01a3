"""Each kind of rule on both sides of every boundary, at a zero denominator and with nothing entered."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.par_index.rules import kinds
from cchc.par_index.rules.numbers import Wrong, number, plain, rounded
from cchc.par_index.rules.scoring import compute
from cchc.par_index.tests.schemes import one_leaf, scored
from cchc.par_index.types import Given

FLOOR = {"type": "ratio_with_floor", "full_at": 100, "floor": 80}
TARGET = {"type": "ratio_to_target", "target": 30}
BANDS = {"type": "bands", "bands": [{"gt": 90, "score": 2}, {"gte": 70, "lte": 90, "score": 1}, {"lt": 70, "score": 0}]}
OVER = {"type": "bands", "bands": [{"gte": 105, "score": 2}, {"gte": 100, "score": 1.5}, {"gte": 0, "score": 0}]}
CHOICE = {"type": "choice", "options": [{"label": "Kịp thời", "score": 2}, {"label": "Không", "score": 0}]}
LIST = {
    "type": "checklist_percent_of_max",
    "options": [{"label": "tốt", "percent": 75}, {"label": "xuất sắc", "percent": 100}],
    "deductions": [{"label": "vi phạm nhẹ", "percent": 50}],
}
SURVEY = {"type": "survey_option_weights", "weights": {"tốt": 1, "khá": 0.6, "kém": 0}}
FORMULA = {
    "type": "expression",
    "variables": [{"symbol": "a"}, {"symbol": "b"}],
    "formulas": [{"condition": "b == 0", "expression": "2"}, {"condition": "a <= b", "expression": "2 * a / b"}],
}
BEST = {"type": "best_of", "cases": [{"type": "count_with_cap", "per_item": 1, "cap": 1}, FLOOR]}
VACUOUS = {"type": "vacuous_full", "rule": FLOOR}


@pytest.mark.parametrize(
    ("rule", "value", "points"),
    [
        (CHOICE, "kịp  THỜI", "2"),
        (CHOICE, "không", "0"),
        (BANDS, "90.01", "2"), (BANDS, "90", "1"), (BANDS, "70", "1"), (BANDS, "69.99", "0"), (BANDS, "0", "0"),
        ({"type": "ratio"}, "0", "0"), ({"type": "ratio"}, "84,37", "1.6874"), ({"type": "ratio"}, "100", "2"),
        (FLOOR, "79.99", "0"), (FLOOR, "80", "1.6"), (FLOOR, "99.99", "1.9998"), (FLOOR, "100", "2"),
        (TARGET, "29.7", "1.98"), (TARGET, "30", "2"), (TARGET, "31", "2"), (TARGET, "0", "0"),
        ({"type": "count_with_cap", "per_item": 1, "cap": 2}, "1", "1"),
        ({"type": "count_with_cap", "per_item": 1, "cap": 2}, "3", "2"),
        ({"type": "per_item", "per_item": 0.25, "cap": 1}, "3", "0.75"),
        ({"type": "deduct", "start": 2, "per_case": 0.5, "floor": 0}, "3", "0.5"),
        ({"type": "deduct", "start": 2, "per_case": 0.5, "floor": 0}, "9", "0"),
        (LIST, "tốt", "1.5"), (LIST, "xuất sắc; vi phạm nhẹ", "1"),
        (SURVEY, "tốt=1; khá=1; kém=2", "0.8"), (SURVEY, "84.5", "1.69"), (SURVEY, "tốt=0", "0"),
        (FORMULA, "a=3; b=4", "1.5"), (FORMULA, "a=0; b=0", "2"), (FORMULA, "a=5; b=4", "0"),
        (BEST, "1|", "1"), (BEST, "1|95", "1.9"), (BEST, "|", "0"),
        (VACUOUS, "không", "2"), (VACUOUS, "90", "1.8"),
        (OVER, "105", "2"), (OVER, "104.9", "1.5"), (OVER, "99.9", "0"),
        ({"type": "points"}, "1.25", "1.25"), ({"type": "points"}, "2", "2"), ({"type": "points"}, "0", "0"),
    ],
)  # fmt: skip
def test_points_of_each_kind(rule: dict[str, Any], value: str, points: str) -> None:
    found = scored(rule, value)
    assert found.points == Decimal(points)
    assert found.why


@pytest.mark.parametrize(
    ("rule", "num", "den", "points"),
    [
        ({"type": "ratio"}, "3", "4", "1.5"),
        ({"type": "ratio"}, "0", "0", "0"),
        ({**FLOOR, "vacuous": "full (không được giao thì đủ điểm)"}, "0", "0", "2"),
        (FLOOR, "0", "0", "0"),
        (VACUOUS, "0", "0", "2"),
        (VACUOUS, "8", "10", "1.6"),
        (BANDS, "7", "10", "1"),
    ],
)
def test_two_counters_and_a_zero_denominator(rule: dict[str, Any], num: str, den: str, points: str) -> None:
    assert scored(rule, num=num, den=den).points == Decimal(points)


@pytest.mark.parametrize(
    ("rule", "given", "says"),
    [
        (CHOICE, Given("có thể"), "không có trong các lựa chọn"),
        ({"type": "ratio"}, Given("100.01"), "lớn hơn 100%"),
        ({"type": "ratio"}, Given("-1"), "nhỏ hơn 0"),
        ({"type": "ratio"}, Given("chín"), "không phải một số"),
        ({"type": "ratio"}, Given("NaN"), "không phải một số"),
        ({"type": "ratio"}, Given("", "5", "4"), "không phải một phần"),
        ({"type": "count_with_cap", "per_item": 1, "cap": 2}, Given("1.5"), "không phải số đếm"),
        ({"type": "points"}, Given("2.01"), "lớn hơn điểm tối đa"),
        (LIST, Given("tạm"), "không có trong các lựa chọn"),
        (SURVEY, Given("tốt=-1"), "không phải số đếm"),
        (SURVEY, Given("lạ=1"), "không có trong các phương án"),
        (FORMULA, Given("a=1"), "cần đúng các biến"),
        (BEST, Given("1|2|3"), "chỉ có 2 trường hợp"),
        (CHOICE, Given("NA"), "không cho phép"),
    ],
)
def test_a_figure_that_can_not_be_is_refused_and_named(rule: dict[str, Any], given: Given, says: str) -> None:
    table = compute(one_leaf(rule), [("Xã A", {"1.1": given}), ("Xã B", {})])
    assert [(one.unit, one.column) for one in table.refused] == [("Xã A", "1.1")]
    assert says in table.refused[0].why
    assert [one.unit for one in table.results] == ["Xã B"]  # the others go on


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({}, "không có"),
        ({"type": "magic"}, "“magic” không có"),
        ({"type": "choice"}, "thiếu hoặc sai"),
        ({"type": "choice", "options": []}, "phải có"),
        ({"type": "choice", "options": [{"label": "a", "score": 3}]}, "ngoài 0 … 2"),
        ({"type": "choice", "options": [{"label": "a", "score": 1}, {"label": "A", "score": 0}]}, "khác nhau"),
        ({"type": "bands", "bands": [{"gte": "x", "score": 1}]}, "không phải một số"),
        ({"type": "bands", "bands": []}, "chưa có khoảng"),
        ({"type": "ratio_with_floor", "full_at": 70, "floor": 80}, "theo thứ tự"),
        ({"type": "ratio_to_target", "target": 0}, "lớn hơn 0"),
        ({"type": "per_item", "per_item": 0}, "lớn hơn 0"),
        ({"type": "count_with_cap", "per_item": 1, "cap": 5}, "ngoài 0 … 2"),
        ({"type": "deduct", "start": 2, "per_case": 0, "floor": 0}, "per_case"),
        ({"type": "survey_option_weights", "weights": {"a": 2}}, "từ 0 đến 1"),
        ({"type": "checklist_percent_of_max", "options": [{"label": "a", "percent": 120}]}, "từ 0 đến 100"),
        ({"type": "best_of", "cases": [{"type": "magic"}]}, "trường hợp 1"),
        ({"type": "vacuous_full", "rule": {"type": "magic"}}, "magic"),
        ({**FORMULA, "formulas": [{"expression": "a + c"}]}, "không khai báo"),
        ({**FORMULA, "formulas": [{"expression": "__import__('os')"}]}, "không được phép"),
        ({**FORMULA, "formulas": [{"expression": "a.real"}]}, "không được phép"),
        ({**FORMULA, "formulas": [{"expression": "a ** 9 ** 9"}]}, "không được phép"),
        ({**FORMULA, "formulas": [{"expression": "[x for x in a]"}]}, "không được phép"),
        ({**FORMULA, "formulas": [{"expression": "a +"}]}, "không phải một công thức"),
        ({**FORMULA, "formulas": [{"expression": "a * 1e300"}]}, "không phải một số"),
        ({**FORMULA, "formulas": [{"expression": "a * " + "9" * 400}]}, "không phải một số"),
    ],
)
def test_a_rule_that_can_not_be_computed_is_named(rule: dict[str, Any], says: str) -> None:
    assert any(says in why for why in kinds.check(rule, Decimal(2)))


rates = st.decimals(0, 100, places=2)
MONOTONE = [{"type": "ratio"}, FLOOR, TARGET, BANDS]


@pytest.mark.parametrize("rule", MONOTONE)
@given(rates, rates)
@settings(max_examples=60)
def test_a_better_number_never_lowers_a_score(rule: dict[str, Any], a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    assert 0 <= scored(rule, str(low)).points <= scored(rule, str(high)).points <= 2


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_items_never_lower_a_score_and_more_cases_never_raise_it(a: int, b: int) -> None:
    few, many = sorted((a, b))
    items, cases = (
        {"type": "per_item", "per_item": 0.25, "cap": 2},
        {"type": "deduct", "start": 2, "per_case": 0.3, "floor": 0},
    )
    assert scored(items, str(few)).points <= scored(items, str(many)).points <= 2
    assert scored(cases, str(few)).points >= scored(cases, str(many)).points >= 0


@pytest.mark.parametrize(
    ("value", "places", "mode", "shown"),
    [
        ("84.375", 2, "half_up", "84.38"),
        ("84.375", 2, "truncate", "84.37"),
        ("84.374999", 2, "half_up", "84.37"),
        ("97.685", 3, "half_up", "97.685"),
        ("0.5", 0, "half_up", "1"),
        ("100", 2, "truncate", "100"),
    ],
)
def test_rounding_only_when_shown(value: str, places: int, mode: Any, shown: str) -> None:
    assert plain(rounded(Decimal(value), places, mode)) == shown


@pytest.mark.parametrize("text", ["", "1.2.3", "Infinity", "một", "1e", "1e-8000000", "1e8000000", "9" * 5_000])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Wrong):
        number(text)
