"""What a corrected document changes: which task is which, what is new, what is gone, and what differs.

A task is matched by its code if the titles are alike, then by its title wherever it stands, then by its code if lead
and time are the same: a renumbered task keeps its work, and two tasks that swap codes aren't taken for each other.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from cchc.kernel.text import fold, spelling
from cchc.plans.rules.draft import Draft, Task, rows
from cchc.plans.types import Duty, Money, When, Who, names

Value: TypeAlias = str | int | dt.date | tuple[str, ...] | tuple[Duty, ...] | Who | When | Money | None
"""Of a field of a task or of the frame, as in the draft."""

ALIKE = 0.6
"""Share of letters that two wordings of a task must have in common where the code is the same."""
VERY_ALIKE = 0.75
_BUT_FOR_TONES = 0.99
"""The same where the code differs."""

FIELDS = ("code", "title", "products", "lead", "partners", "schedule", "budget", "funding", "note")
FRAME = ("number", "issued_on", "place", "issuer", "title", "year", "bases", "duties", "organisation", "recipients")


@dataclass(frozen=True)
class FieldChange:
    """One field that differs; the values are as in the draft."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True)
class TaskChange:
    """A task of the old document beside the same one of the new; one side is ``None`` if it is added or vanished."""

    old: Task | None
    new: Task | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def kind(self) -> str:
        """Return ``added``, ``vanished``, ``changed`` or ``same``."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "vanished"
        return "changed" if self.fields else "same"


@dataclass(frozen=True)
class Differences:
    """All changes: of the frame, and of each task in the order of the new document, vanished ones last."""

    frame: tuple[FieldChange, ...]
    tasks: tuple[TaskChange, ...]

    def of_kind(self, kind: str) -> tuple[TaskChange, ...]:
        """Return the tasks that are ``added``, ``vanished``, ``changed`` or ``same``."""
        return tuple(change for change in self.tasks if change.kind == kind)


def differences(old: Draft, new: Draft) -> Differences:
    """Return what ``new`` changes in ``old``."""
    tasks_old = {task.key: task for task in old.tasks}
    groups_old = {task.key: group for group, task in rows(old)}
    matched = _match(tasks_old, {task.key: task for task in new.tasks})
    changes = []
    for group, task in rows(new):
        before = tasks_old.pop(matched.get(task.key, ""), None)
        changed = tuple(_fields(before, task)) if before else ()
        if before and spelling(groups_old[before.key].title) != spelling(group.title):
            changed += (FieldChange("group", groups_old[before.key].title, group.title),)
        changes.append(TaskChange(before, task, changed))
    changes += [TaskChange(task, None) for task in tasks_old.values()]
    frame = (FieldChange(name, getattr(old, name), getattr(new, name)) for name in FRAME)
    return Differences(tuple(change for change in frame if change.old != change.new), tuple(changes))


def _match(old: Mapping[str, Task], new: Mapping[str, Task]) -> dict[str, str]:
    """Return the key of the old task for each new one that has one."""
    matched: dict[str, str] = {}
    free = dict(old)

    def take(key: str, found: str | None) -> None:
        if found is not None:
            matched[key] = found
            del free[found]

    for key, task in new.items():
        take(key, _first(k for k, t in free.items() if t.code == task.code and _alike(t, task) >= ALIKE))
    for key, task in new.items():
        if key not in matched:
            take(key, _most_alike(task, free))
    for key, task in new.items():
        if key not in matched:
            take(key, _first(k for k, t in free.items() if t.code == task.code and _same_work(t, task)))
    return matched


def _first(keys: Iterable[str]) -> str | None:
    return next(iter(keys), None)


def _most_alike(task: Task, free: Mapping[str, Task]) -> str | None:
    best = max(free, key=lambda key: _alike(free[key], task), default=None)
    return best if best is not None and _alike(free[best], task) >= VERY_ALIKE else None


def _alike(one: Task, other: Task) -> float:
    if spelling(one.title) == spelling(other.title):
        return 1.0
    first, second = fold(one.title), fold(other.title)
    if first == second:
        return _BUT_FOR_TONES
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _same_work(one: Task, other: Task) -> bool:
    """Tell whether two tasks with the same code but other words have the same lead and the same time."""
    words = ((one.lead.text, other.lead.text), (one.schedule.text, other.schedule.text))
    return bool(one.lead.text) and all(spelling(first) == spelling(second) for first, second in words)


def _fields(old: Task, new: Task) -> Iterable[FieldChange]:
    for name in FIELDS:
        change = FieldChange(name, getattr(old, name), getattr(new, name))
        if differs(change.old, change.new):
            yield change


def differs(old: Value, new: Value) -> bool:
    """Tell whether two values of a field say different things; an unset mark is as good as none."""
    return old != new and (not isinstance(old, Who | When | Money) or _marks(old) != _marks(new))


def _marks(value: Value) -> dict[str, object]:
    if not isinstance(value, Who | When | Money):
        return {}
    kind: type = type(value)
    marks = {name: getattr(value, name) for name in names(kind)}
    return {name: mark for name, mark in marks.items() if mark not in (None, "", (), False)}
