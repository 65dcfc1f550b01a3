"""How many forms a survey needs, and which forms count."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Any

from cchc.kernel.text import spelling
from cchc.par_index.rules.numbers import HUNDRED, folded
from cchc.par_index.types import Given

Question = Mapping[str, Any]


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


def unready(questions: Sequence[Question], titles: Mapping[str, str]) -> list[tuple[str, bool, bool]]:
    """Return (criterion, lacks words, lacks a group) of the questions that can't be put to people yet.

    ``titles`` are those of the criteria: a criterion's title is the words of officials, no question to a citizen.
    """
    found = []
    for one in questions:
        has_words = bool(one["title"].strip()) and spelling(one["title"]) != spelling(titles.get(one["code"], ""))
        has_group = any(name.strip() for name in one.get("groups", ()))
        if not (has_words and has_group):
            found.append((one["code"], not has_words, not has_group))
    return found


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
        if folded(choice) not in {folded(option) for option in question["options"]}:
            several = any(sign in choice for sign in (";", "|", ","))
            return f"{question['key']}: {'chọn nhiều mức' if several else 'mức không có trong phiếu'} “{choice[:60]}”"
        answered += 1
    return "" if answered else "không trả lời câu nào"


def counted(forms: Sequence[Mapping[str, str]], question: Question) -> dict[str, int]:
    """Return option → how many valid forms chose it, in the order of the question."""
    found = dict.fromkeys(question["options"], 0)
    words = {folded(option): option for option in question["options"]}
    for choices in forms:
        option = words.get(folded(choices.get(question["key"], "")))
        if option is not None:
            found[option] += 1
    return found


def given(counts: Mapping[str, int], question: Question, minimum: int) -> Given | None:
    """Return what a leaf is scored by; nothing below the minimum number of answers.

    ``satisfied`` names the options that count as satisfied where the rule takes a share; else each has its weight.
    """
    total = sum(counts.values())
    if total < max(minimum, 1):
        return None
    if satisfied := question.get("satisfied"):
        return Given(num=str(sum(counts.get(option, 0) for option in satisfied)), den=str(total))
    return Given("; ".join(f"{option}={count}" for option, count in counts.items()))
