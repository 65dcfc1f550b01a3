"""What a leaf is scored by where people were asked: their answers, counted."""

from collections.abc import Collection, Mapping
from typing import Any

from cchc.par_index.rules.numbers import number
from cchc.par_index.types import Given

SATISFIED = ("Rất hài lòng", "Hài lòng")
FIVE = (*SATISFIED, "Bình thường", "Không hài lòng", "Rất không hài lòng")
"""The five steps of satisfaction; who chose one of the upper two is satisfied (2640/QĐ-BNV, unverified)."""


def options(rule: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the answers that a leaf's question offers, the best first, and those that count as satisfied.

    None counts as satisfied where the rule weighs each answer.
    """
    if rule.get("type") == "survey_option_weights":
        # The best first, as on paper: the database keeps no order of weights.
        weights = {str(word): number(weight) for word, weight in rule["weights"].items()}
        return tuple(sorted(weights, key=lambda word: -weights[word])), ()
    return FIVE, SATISFIED


def given(counts: Mapping[str, int], satisfied: Collection[str]) -> Given:
    """Return what a leaf is scored by: the share of those who are satisfied, or else how many chose each answer."""
    if satisfied:
        return Given(num=str(sum(counts.get(option, 0) for option in satisfied)), den=str(sum(counts.values())))
    return Given("; ".join(f"{option}={count}" for option, count in counts.items()))
