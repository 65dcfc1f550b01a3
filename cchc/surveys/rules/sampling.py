"""How many forms a survey needs, and which forms count."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from typing import Any

from cchc.kernel.text import fold, spelling

Question = Mapping[str, Any]
HUNDRED = Decimal(100)


def size(population: int, error: Decimal) -> int:
    """Return n = N / (1 + N e²), rounded up; ``error`` in percent (2640/QĐ-BNV of 2017: 5)."""
    e = error / HUNDRED
    return int((population / (1 + population * e * e)).to_integral_value(ROUND_CEILING)) if population else 0


EVERYBODY = "Mọi nhóm"
"""What somebody chooses who puts a question to all; a question of which nothing was chosen is not ready."""


def put_to(stratum: str, questions: Sequence[Question]) -> list[Question]:
    """Return the questions that are put to a group; one that names no group is put to everybody."""
    groups = {spelling(stratum), spelling(EVERYBODY)}
    return [one for one in questions if not one.get("groups") or groups & {spelling(name) for name in one["groups"]}]


def unready(questions: Sequence[Question]) -> list[tuple[str, bool, bool]]:
    """Return (code, lacks words, lacks a group) of the questions that can't be put to people yet.

    What a question is about is said in the words of officials, which are no question to a citizen.
    """
    lacking = []
    for one in questions:
        has_words = bool(one["title"].strip()) and spelling(one["title"]) != spelling(one.get("about", ""))
        has_group = any(name.strip() for name in one.get("groups", ()))
        if not (has_words and has_group):
            lacking.append((one["code"], not has_words, not has_group))
    return lacking


def void(choices: Mapping[str, str], questions: Sequence[Question], stratum: str = "") -> str:
    """Return why a form does not count; nothing for a valid one. A question left out does not void the others."""
    asked = {one["key"] for one in put_to(stratum, questions)}
    answered = 0
    for question in questions:
        choice = choices.get(question["key"], "").strip()
        if not choice:
            continue
        if question["key"] not in asked:
            return f"{question['key']}: câu này không hỏi nhóm “{stratum[:60]}”"
        if _folded(choice) not in {_folded(option) for option in question["options"]}:
            several = any(sign in choice for sign in (";", "|", ","))
            return f"{question['key']}: {'chọn nhiều mức' if several else 'mức không có trong phiếu'} “{choice[:60]}”"
        answered += 1
    return "" if answered else "không trả lời câu nào"


def counted(forms: Sequence[Mapping[str, str]], question: Question) -> dict[str, int]:
    """Return option → how many valid forms chose it, in the order of the question."""
    counts = dict.fromkeys(question["options"], 0)
    words = {_folded(option): option for option in question["options"]}
    for choices in forms:
        option = words.get(_folded(choices.get(question["key"], "")))
        if option is not None:
            counts[option] += 1
    return counts


def tally(forms: Sequence[Mapping[str, str]], questions: Sequence[Question], minimum: int) -> dict[str, dict[str, int]]:
    """Return key → option → how many valid forms chose it; a question that fewer than ``minimum`` answered is left out.

    Below the minimum a share says more of the one who answered than of the many.
    """
    by_key = {question["key"]: counted(forms, question) for question in questions}
    return {key: counts for key, counts in by_key.items() if sum(counts.values()) >= max(minimum, 1)}


@lru_cache(maxsize=8_192)  # the same few answers, thousands of times
def _folded(answer: str) -> str:
    """Return an answer as it is compared: without marks and capitals."""
    return fold(answer)
