"""How many forms are needed, and which count."""

from decimal import Decimal

import pytest

from cchc.surveys.rules import sampling


@pytest.mark.parametrize(("population", "size"), [(10_000, 385), (1_000, 286), (0, 0), (1, 1), (10**9, 400)])
def test_sample_size(population: int, size: int) -> None:
    """2640/QĐ-BNV of 2017: e = 5 %; N = 10,000 gives 385, N = 1,000 gives 286, ever more give 400."""
    assert sampling.size(population, Decimal(5)) == size


QUESTIONS = [{"key": "c1", "options": ["tốt", "kém"]}, {"key": "c2", "options": ["tốt", "kém"]}]


@pytest.mark.parametrize(
    ("choices", "void"),
    [({"c1": "TỐT"}, ""), ({}, "không trả lời"), ({"c1": "tốt; kém"}, "nhiều mức"), ({"c1": "tạm"}, "không có trong")],
)
def test_which_forms_count(choices: dict, void: str) -> None:
    found = sampling.void(choices, QUESTIONS)
    assert void in found if void else not found


def test_no_tally_below_the_minimum() -> None:
    forms = [{"c1": "tốt", "c2": "kém"}] * 3 + [{"c1": "kém"}]
    assert sampling.tally(forms, QUESTIONS, 5) == {}
    assert sampling.tally(forms, QUESTIONS, 4) == {"c1": {"tốt": 3, "kém": 1}}
    assert sampling.tally(forms, QUESTIONS, 3) == {"c1": {"tốt": 3, "kém": 1}, "c2": {"tốt": 0, "kém": 3}}
    assert sampling.tally([], QUESTIONS, 0) == {}
