"""Invented progress for a demonstration: what each unit would have done, the same every time.

Only a demonstration uses it, and what it makes is marked as such; no figure of it is about a real unit.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Part:
    """What an assignment starts from."""

    key: str  # task code and unit, which decide its luck
    start_on: dt.date | None
    due_on: dt.date | None
    periods: Sequence[tuple[int, dt.date]] = ()
    register_by: dt.date | None = None


@dataclass(frozen=True)
class Said:
    """One invented report."""

    on: dt.date
    percent: int
    state: str
    words: str
    period: int | None = None
    spends: bool = False


@dataclass(frozen=True)
class Course:
    """What an assignment comes to: the target its unit set, and its reports in order."""

    target_on: dt.date | None = None
    reports: tuple[Said, ...] = ()
    registered_on: dt.date | None = None


class Luck:
    """Numbers from 0 to 1 that depend on nothing but the words they are drawn for."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def of(self, *words: object) -> float:
        digest = sha256(f"{self._seed}/{'/'.join(map(str, words))}".encode()).digest()
        return int.from_bytes(digest[:6]) / 2**48

    def pick(self, choices: Sequence[str], *words: object) -> str:
        return choices[int(self.of("pick", *words) * len(choices))]


def invent(part: Part, begin: dt.date, today: dt.date, story: Mapping[str, Any], luck: Luck) -> Course:
    """Return the course of ``part`` from ``begin`` (the day the plan was assigned) to ``today``."""
    if part.periods:
        return Course(reports=tuple(_periods(part, today, story, luck)))
    if part.due_on is None:
        return _undated(part, begin, today, story, luck)
    shares = story["behaviour"]["past_due" if part.due_on < today else "running"]
    fate = _fate(luck.of(part.key, "fate"), shares)
    return Course(reports=_reports(fate, part, begin, part.due_on, today, story, luck))


def _fate(drawn: float, shares: Mapping[str, float]) -> str:
    for fate, share in shares.items():
        drawn -= share
        if drawn < 0:
            return fate
    return fate


def _between(first: dt.date, last: dt.date, share: float) -> dt.date:
    """Return a day between two days: a weekday, unless they have none between them before the day drawn."""
    day = first + dt.timedelta(days=int(max((last - first).days, 0) * share))
    return max(first, day - dt.timedelta(days=max(0, day.weekday() - 4)))


def _reports(
    fate: str, part: Part, begin: dt.date, due: dt.date, today: dt.date, story: Mapping[str, Any], luck: Luck
) -> tuple[Said, ...]:
    words = story["words"]
    first = max(begin, part.start_on or begin)
    first = max(begin, min(first, due, today - dt.timedelta(days=7)))
    share = luck.of(part.key, "when")
    going = Said(
        _between(first, min(due, today), 0.35 * share),
        10 * (2 + int(luck.of(part.key, "percent") * 6)),
        "noted",
        luck.pick(words["progressing"], part.key),
        spends=True,
    )
    if fate in {"idle", "late"} and (fate == "idle" or share < 0.5):
        return ()
    if fate in {"progressing", "late"}:
        return (going,)
    last = {
        "done": _between(going.on, min(due, today - dt.timedelta(days=6)), 0.4 + 0.6 * share),
        "done_late": _between(due + dt.timedelta(days=2), today, 0.6 * share),
        "awaiting": today - dt.timedelta(days=1 + int(share * 5)),
    }[fate]
    state = "sent" if fate == "awaiting" else "confirmed"
    return going, Said(last, 100, state, luck.pick(words["done"], part.key), spends=True)


def _undated(part: Part, begin: dt.date, today: dt.date, story: Mapping[str, Any], luck: Luck) -> Course:
    shares = story["behaviour"]["undated"]
    target = None
    if luck.of(part.key, "target") < shares["targeted"]:
        year_end = dt.date(today.year, 12, 20)
        target = _between(begin + dt.timedelta(days=90), year_end, luck.of(part.key, "target day"))
    registered = _registered(part, begin, min(target, today), shares, luck) if target else None
    drawn = luck.of(part.key, "fate")
    if target and drawn < shares["done"]:
        return Course(target, _reports("done", part, begin, target, today, story, luck), registered)
    if target and target < today and luck.of(part.key, "slips") > shares["late"]:
        target = _between(today + dt.timedelta(days=10), year_end, luck.of(part.key, "later"))
    fate = "progressing" if drawn < shares["done"] + shares["progressing"] else "idle"
    return Course(target, _reports(fate, part, begin, target or today, today, story, luck), registered)


def _registered(part: Part, begin: dt.date, last: dt.date, shares: Mapping[str, float], luck: Luck) -> dt.date:
    """Return the day on which the unit named its day: mostly by the one the plan sets, some of them after it."""
    by = min(part.register_by or last, last)
    if by < last and luck.of(part.key, "registers late") < shares.get("registered_late", 0):
        return _between(
            by + dt.timedelta(days=1), min(by + dt.timedelta(days=60), last), luck.of(part.key, "registers")
        )
    return _between(begin, by, luck.of(part.key, "registers"))


def _periods(part: Part, today: dt.date, story: Mapping[str, Any], luck: Luck) -> list[Said]:
    """Report each period that is over: most in time, a few some days late, the last ones still waiting."""
    said = []
    on_time = story["behaviour"]["occurrence_on_time"]
    for number, due in part.periods:
        late = luck.of(part.key, due, "late") > on_time
        day = due + dt.timedelta(days=3) if late else due
        if day < today:
            waits = (today - day).days < 4
            words = luck.pick(story["words"]["occurrence"], part.key, due)
            said.append(Said(day, 100, "sent" if waits else "confirmed", words, period=number, spends=True))
    return said
