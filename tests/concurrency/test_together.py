"""Every action, twice at once on the same record: what comes of it is what one after the other would give.

An action is found in the rooms, not listed here: a new one fails until a story tells what it does beside another, or
``apart`` says why none is needed.
"""

import inspect
import os
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
import pytest_django
from django.core.management import call_command
from django.db import transaction

import cchc
from tests.concurrency import keeping
from tests.concurrency.apart import APART
from tests.concurrency.keeping import State
from tests.concurrency.racing import SCHEDULES, Act, Racer, ending, race
from tests.concurrency.stories import ALL
from tests.concurrency.telling import STORIES, Story, name_of
from tests.concurrency.world import City, city

assert ALL
CODE = Path(cchc.__file__).parent
Came = tuple[Mapping[str, object], int]
"""What differs in the database, and how many of the two were refused."""
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[City]:
    os.environ["CCHC_DEMO_DATE"] = "2019-06-10"
    with django_db_blocker.unblock():
        yield city()
        call_command("flush", verbosity=0, interactive=False)
    del os.environ["CCHC_DEMO_DATE"]


@pytest.fixture
def racers(world: City) -> Iterator[tuple[Racer, Racer]]:
    pair = Racer(), Racer()
    yield pair
    for racer in pair:
        racer.given.put(None)
        racer.join()


@pytest.fixture
def told(world: City) -> Iterator[City]:
    """The province as it was at first, also for the next story."""
    before = keeping.state()
    yield world
    keeping.restore(keeping.state(), before)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.actions[0]}: {story.title}")
def test_at_once_is_as_one_after_the_other(story: Story, told: City, racers: tuple[Racer, Racer]) -> None:
    one, other = story.tell(told)
    before, numbers = keeping.state(), keeping.sequences()
    allowed = in_turn(one, other, before, numbers)
    for schedule in SCHEDULES:
        for first, second in ((one, other), (other, one)) if one is not other else ((one, other),):
            keeping.rewind(numbers)
            ends = race(*racers, first, second, schedule)
            after = keeping.state()
            came = keeping.difference(before, after)
            keeping.restore(after, before)
            wrong = [end.error for end in ends if end.error]
            assert not wrong, f"{schedule}: {wrong[0]!r}"
            refused = sum(bool(end.refused) for end in ends)
            if (came, refused) not in allowed:
                pytest.fail(f"{schedule}, refused: {[end.refused for end in ends]}\n{_beside(came, allowed)}")


def test_every_action_has_a_story_or_a_reason() -> None:
    told = {name for story in STORIES for name in story.actions}
    found = set(actions())
    assert sorted(found - told - APART.keys()) == [], "write a story, or say in apart.py why it needs none"
    assert sorted(APART.keys() & told) == [], "has a story now"
    assert sorted((told | APART.keys()) - found) == [], "is no action any more"


def actions() -> Iterator[str]:
    """Find the public functions of the rooms of actions that take a moment or an actor."""
    for folder in sorted(CODE.glob("*/actions")):
        for file in sorted(folder.glob("[a-z]*.py")):
            module = import_module(f"cchc.{folder.parent.name}.actions.{file.stem}")
            for name, made in vars(module).items():
                if inspect.isfunction(made) and made.__module__ == module.__name__ and name[0] != "_" and acts(made):
                    yield name_of(made)


def acts(function: Callable[..., object]) -> bool:
    return bool({"now", "actor"} & inspect.signature(function).parameters.keys())


def in_turn(
    one: Act, other: Act, before: State, numbers: list[tuple[str, int]]
) -> list[tuple[Mapping[str, object], int]]:
    """Return what comes of the acts one after the other in either order, or of one while the other is refused."""
    allowed = []
    for first, second in ((one, other), (other, one)):
        keeping.rewind(numbers)
        with transaction.atomic():
            alone = ending(first)
            assert alone.error is None, f"alone: {alone.error!r}"
            if not alone.refused:
                allowed.append((keeping.difference(before, keeping.state()), 1))
            after = ending(second)
            assert after.error is None, f"as the second: {after.error!r}"
            refused = bool(alone.refused) + bool(after.refused)
            allowed.append((keeping.difference(before, keeping.state()), refused))
            transaction.set_rollback(True)
    assert any(came for came, _refused in allowed), "the story changes nothing"
    return allowed


def _beside(came: Mapping[str, object], allowed: list[Came]) -> str:
    """Return what came, and how each allowed outcome differs from it."""
    lines = [f"came: {sorted(came)}"]
    for one, refused in allowed:
        apart = {table: (came.get(table), one.get(table)) for table in came.keys() | one.keys()}
        lines += [f"with {refused} refused it would be:"]
        lines += [f"  {table}:\n    {a}\n    {b}" for table, (a, b) in apart.items() if a != b]
    return "\n".join(lines)
