"""What follows from the rights of a reader alone is worked out once for all who have the same.

Which rows a reader may open is a condition that Django composes anew for each question. Officials of one unit and role
get the same one. So it is kept with what was asked of the reader to make it, and what the answers were: whoever answers
the same gets the same. Who that is needs no telling, and a right that changes is another answer.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from cchc.kernel.permission import Record, Subject

Made = TypeVar("Made")
_Ask = Callable[[Subject], Hashable]
_KEPT = 64


class ByRights(Generic[Made]):
    """Call it with a reader and what else the thing is made of; the last sixty-four or so are kept.

    ``make`` gets the reader and the rest, and must look at nothing else: no clock, no table.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        self._make = make
        self._first: dict[Hashable, _Step[Made]] = {}
        self._kept = 0

    def __call__(self, reader: Subject, *rest: Hashable) -> Made:
        step = self._first.get(rest)
        while isinstance(step, _Question):
            step = step.then.get(step.ask(reader))
        if step is None:
            step = self._keep(reader, rest)
        return step.made

    def _keep(self, reader: Subject, rest: tuple[Hashable, ...]) -> "_Answer[Made]":
        asked = _Asked(reader)
        leaf = _Answer(self._make(cast(Subject, asked), *rest))
        if self._kept >= _KEPT:  # rights that nobody has any more would stay
            self._first, self._kept = {}, 0
        self._kept += 1
        at, key = self._first, cast(Hashable, rest)
        for ask, answer in asked.questions:
            at, key = cast(_Question[Made], at.setdefault(key, _Question(ask))).then, answer
        at[key] = leaf
        return leaf


@dataclass(frozen=True)
class _Answer(Generic[Made]):
    made: Made


@dataclass(frozen=True)
class _Question(Generic[Made]):
    """What is asked next of a reader, and where each answer leads."""

    ask: _Ask
    then: "dict[Hashable, _Step[Made]]" = field(default_factory=dict)


_Step = _Answer[Made] | _Question[Made]


class _Asked:
    """Stands where a reader does, and keeps what is asked of them with what they answer."""

    def __init__(self, reader: Subject) -> None:
        self._reader = reader
        self.questions: list[tuple[_Ask, Hashable]] = []

    def may(self, action: str, record: Record | None = None) -> bool:
        """Tell what the reader tells."""
        return cast(bool, self._ask(lambda one: one.may(action, record)))

    def scope(self, action: str) -> Hashable:
        """Return what the reader returns."""
        return self._ask(lambda one: one.scope(action))

    def __getattr__(self, name: str) -> Any:
        return self._ask(lambda one: cast(Hashable, getattr(one, name)))

    def _ask(self, ask: _Ask) -> Hashable:
        answer = ask(self._reader)
        self.questions.append((ask, answer))
        return answer
