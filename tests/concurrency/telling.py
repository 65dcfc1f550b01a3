"""Stories: two acts on the same record, each with what must be there before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.concurrency.racing import Act
from tests.concurrency.world import City

Tell = Callable[[City], tuple[Act, Act]]


@dataclass(frozen=True)
class Story:
    """What is told of which actions; ``tell`` prepares the records and returns the two acts."""

    title: str
    actions: tuple[str, ...]
    tell: Tell


STORIES: list[Story] = []


def name_of(action: Callable[..., Any]) -> str:
    """Return ``plans.progress.report`` for an action."""
    return f"{action.__module__.removeprefix('cchc.').replace('.actions.', '.')}.{action.__name__}"


def story(*actions: Callable[..., Any], title: str = "") -> Callable[[Tell], Tell]:
    """Keep a story of these actions."""

    def keep(tell: Tell) -> Tell:
        names = tuple(name_of(action) for action in actions)
        STORIES.append(Story(title or tell.__name__.strip("_").replace("_", " ") or names[0], names, tell))
        return tell

    return keep


def twice(act: Act) -> tuple[Act, Act]:
    """Return the same act for both."""
    return act, act
