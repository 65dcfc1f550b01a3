"""Every action, twice at once on the same record: what comes of it is what one after the other would give.

An action is found in the rooms, not listed here: a new one fails until a story tells what it does beside another, or
``apart`` says why none is needed.
"""

import datetime as dt
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction

import cchc
from cchc.par_index.actions import rounds, scoring
from cchc.par_index.actions.scoring import Proof
from cchc.par_index.states import Stage
from cchc.par_index.types import Given
from tests.concurrency import keeping
from tests.concurrency.apart import APART
from tests.concurrency.keeping import State
from tests.concurrency.racing import SCHEDULES, Act, Racer, ending, race
from tests.concurrency.stories import ALL
from tests.concurrency.stories.of_the_index import scored, sheet
from tests.concurrency.telling import STORIES, Story, name_of
from tests.concurrency.world import City

assert ALL
CODE = Path(cchc.__file__).parent
TOLD_APART = {
    "plans.difficulties.climb": "one press a level: who presses at once means the same step, and is told it was taken",
}
"""Actions of which the second comer may be refused at once, though it would be taken a moment later."""
Came = tuple[Mapping[str, object], int]
"""What differs in the database, and how many of the two were refused."""
pytestmark = pytest.mark.django_db


@pytest.fixture
def racers(world: City) -> Iterator[tuple[Racer, Racer]]:
    pair = Racer(), Racer()
    yield pair
    for racer in pair:
        racer.given.put(None)
        racer.join()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.actions[0]}: {story.title}")
def test_at_once_is_as_one_after_the_other(story: Story, told: City, racers: tuple[Racer, Racer]) -> None:
    one, other = story.tell(told)
    before, numbers = keeping.state(), keeping.sequences()
    allowed = in_turn(one, other, before, numbers, told_apart=bool(TOLD_APART.keys() & set(story.actions)))
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


BESIDE: list[tuple[str, Callable[[City, int], Act], bool]] = [
    ("another sheet", lambda city, found: appraised(city, found, "S2", "1.1", "không"), False),
    ("what proves another sheet", lambda city, found: proven(city, found, "S2"), False),
    ("the same sheet", lambda city, found: appraised(city, found, "S1", "1.1", "không"), True),
    ("a leaf that is measured against the best", lambda city, found: appraised(city, found, "S2", "1.3", "30"), True),
    ("the end of the stage", lambda city, found: partial(rounds.advance, found, Stage.SELF, **city.by()), True),
    ("the end of the round", lambda city, found: partial(rounds.cancel, found, "Hủy", **city.by()), True),
]


def appraised(city: City, found: int, unit: str, code: str, value: str) -> Act:
    return partial(scoring.enter, sheet(found, city, unit), code, Given(value), "Theo hồ sơ.", **city.by("office2"))


def proven(city: City, found: int, unit: str) -> Act:
    proof = Proof("12/KH", dt.date(2019, 2, 1))
    return partial(scoring.prove, sheet(found, city, unit), "1.1", proof, **city.by("office2"))


@pytest.mark.parametrize(("what", "act", "waits"), BESIDE, ids=[one[0] for one in BESIDE])
def test_who_scores_a_sheet_keeps_only_those_waiting_who_must(
    what: str, act: Callable[[City, int], Act], waits: bool, told: City, racers: tuple[Racer, Racer]
) -> None:
    first, second = racers
    found = scored(told)
    first.begin(appraised(told, found, "S1", "1.1", "không"), "before its commit")
    first.wait_until_held()
    second.begin(act(told, found))
    second.wait_until_blocked()
    assert second.is_done.is_set() is not waits
    first.let_go()
    assert [first.end().error, second.end().error] == [None, None]


def test_every_action_has_a_story_or_a_reason() -> None:
    assert TOLD_APART.keys() <= {name for story in STORIES for name in story.actions}
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
    one: Act, other: Act, before: State, numbers: list[tuple[str, int]], *, told_apart: bool = False
) -> list[tuple[Mapping[str, object], int]]:
    """Return what comes of the acts one after the other in either order; ``told_apart``: also of one alone."""
    allowed = []
    for first, second in ((one, other), (other, one)):
        keeping.rewind(numbers)
        with transaction.atomic():
            alone = ending(first)
            assert alone.error is None, f"alone: {alone.error!r}"
            if not alone.refused and told_apart:
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
