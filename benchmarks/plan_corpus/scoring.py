"""A reading beside the truth: each field right, asked, or wrong without a doubt."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal, TypeAlias

from benchmarks.plan_corpus.truth import TrueTask, Truth
from cchc.kernel.text import squeeze
from cchc.plans.types import Group, Money, Reading, Task, When, Who

Verdict: TypeAlias = Literal["right", "asked", "wrong"]


@dataclass(frozen=True)
class Finding:
    """One field of one paper."""

    field: str
    verdict: Verdict
    where: str = ""
    right: Any = None
    came: Any = None


@dataclass
class Score:
    """How many fields of each verdict, and the needless doubts."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    needless: int = 0

    @property
    def total(self) -> int:
        return sum(self.verdicts.values())

    def share(self, verdict: Verdict) -> float:
        return 100 * self.verdicts[verdict] / self.total if self.total else 0.0


def findings(truth: Truth, reading: Reading) -> tuple[list[Finding], list[str]]:
    """Return what became of every field, and the doubts for which the paper gives no reason."""
    doubted = {(doubt.where, doubt.field) for doubt in reading.doubts}
    made = list(_of_plan(truth, reading, doubted))
    pairs = list(_pairs(truth.tasks, reading))
    for true, came in pairs:
        made += _of_task(true, came, doubted)
    return made, list(_needless(truth, pairs, reading))


def _of_plan(truth: Truth, reading: Reading, doubted: set[tuple[str, str]]) -> Iterator[Finding]:
    came = {
        "number": reading.number, "issued_on": reading.issued_on, "place": reading.place, "issuer": reading.issuer,
        "title": reading.title, "year": reading.year,
        "signatory": (reading.signatory.post, reading.signatory.name),
    }  # fmt: skip
    for name, right in truth.values().items():
        yield _finding(name, "", right, came[name], ("", name) in doubted, name in truth.asked)
    count = sum(1 for _ in reading.tasks)
    yield _finding("tasks", "", len(truth.tasks), count, ("", "tasks") in doubted, False)


def _finding(name: str, where: str, right: Any, came: Any, is_doubted: bool, must_ask: bool) -> Finding:
    if right == came and (is_doubted or not must_ask):
        return Finding(name, "right", where, right, came)
    if must_ask and not is_doubted:
        return Finding(name, "wrong", where, f"asked {right}", came)
    return Finding(name, "asked" if is_doubted else "wrong", where, right, came)


def _pairs(tasks: list[TrueTask], reading: Reading) -> Iterator[tuple[TrueTask, tuple[Group, Task] | None]]:
    """Pair the true tasks with those read, by their titles in order."""
    came = [(group, one) for group in reading.groups for one in group.tasks]
    titles = [squeeze(one.title) for one in tasks], [one.title for _, one in came]
    matched: dict[int, int] = {}
    for block in SequenceMatcher(None, *titles, autojunk=False).get_matching_blocks():
        matched |= {block.a + step: block.b + step for step in range(block.size)}
    if len(tasks) == len(came):
        matched = {place: place for place in range(len(tasks))}
    for place, one in enumerate(tasks):
        yield one, came[matched[place]] if place in matched else None


def _of_task(true: TrueTask, pair: tuple[Group, Task] | None, doubted: set[tuple[str, str]]) -> Iterator[Finding]:
    must_ask = true.asked()
    if pair is None:
        yield from (Finding(name, "wrong", true.code, right, "no task") for name, right in true.values().items())
        return
    group, one = pair
    came = {
        "code": one.code, "title": one.title, "parent": one.parent, "group": group.title, "lead": _who(one.lead),
        "partners": _who(one.partners), "schedule": _when(one.schedule), "budget": _money(one.budget),
        "products": one.products, "note": one.note,
    }  # fmt: skip
    for name, right in true.values().items():
        if name == "code" and right == "*":
            continue
        is_doubted = (one.code, name) in doubted or (name == "schedule" and ("", "year") in doubted)
        if _is_same(name, right, came[name]):
            right = came[name]
        yield _finding(name, true.code, right, came[name], is_doubted, name in must_ask)


def _is_same(name: str, right: Any, came: Any) -> bool:
    if name in {"lead", "partners"}:
        return set(right[0]) == set(came[0]) and set(right[1]) == set(came[1]) and right[2] == came[2]
    if name == "title":  # a full stop at the end is no part of what is to be done
        right, came = right.rstrip("."), came.rstrip(".")
    return bool(squeeze(right) == squeeze(came)) if isinstance(right, str) and isinstance(came, str) else right == came


def _who(who: Who) -> tuple[Any, ...]:
    return who.units, who.classes, bool(who.unresolved)


def _when(when: When) -> tuple[str, dt.date | None, dt.date | None, str | None, Any]:
    offset = (when.offset_days, when.offset_unit) if when.offset_days is not None else None
    return when.kind, when.start, when.end, when.rrule, offset


def _money(money: Money) -> tuple[Any, ...]:
    return money.kind, money.amount, money.per, money.count, money.total


def _needless(truth: Truth, pairs: list[tuple[TrueTask, tuple[Group, Task] | None]], reading: Reading) -> Iterator[str]:
    reasons = {("", name) for name in truth.asked}
    for true, pair in pairs:
        if pair:
            reasons |= {(pair[1].code, name) for name in true.asked()}
            reasons |= set() if true.products else {(pair[1].code, "products")}
    yield from (f"{doubt.where} {doubt.field}: {doubt.why}" for doubt in reading.doubts
                if (doubt.where, doubt.field) not in reasons)  # fmt: skip
