"""No pattern takes time in the square of a text's length: 20,000 spaces held every English page for fourteen seconds.

What reads documents (``kernel.papers``, ``plans.rules.reading``) works in a child with limits, on texts of a page.
"""

import ast
import importlib
import importlib.util
import pkgutil
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import cchc
import config

APART = ("cchc.kernel.papers", "cchc.plans.rules.reading")
LETTERS = 40_000  # the longest text that a form takes
SECONDS = 2.0  # of the processor; a tenth of the square would take longer, a pass takes some thousandths
RUNS = (
    " ", "\n", "1", "0", "a", "A", "I", "à", "a\u0301", ".", ",", "-", "/", "(", ";", "*", "_", '"', "<", "a-", "a.",
    "1.", "1 ", "a ", "- ", "*a", "**a ", "/ ", "thang ", "việc ", "<a ", "x='",
)  # fmt: skip


def _patterns(thing: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(thing, re.Pattern) and isinstance(thing.pattern, str):
        yield thing
    elif isinstance(thing, list | tuple | frozenset | set):
        for one in thing:
            yield from _patterns(one)
    elif isinstance(thing, dict):
        yield from _patterns(list(thing.values()))


def _named() -> Iterator[tuple[str, re.Pattern[str]]]:
    for package in (cchc, config):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if {"tests", "migrations"} & set(module.name.split(".")) or module.name.startswith(APART):
                continue
            yield from _inline(module.name)
            for name, thing in vars(importlib.import_module(module.name)).items():
                for pattern in _patterns(thing):
                    yield f"{module.name}.{name}", pattern


def _inline(module: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that a line of a module asks ``re`` for by a plain text."""
    found = importlib.util.find_spec(module)
    source = Path(found.origin).read_text(encoding="utf-8") if found and found.origin else ""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), _function), [ast.Constant(str(text)), *_rest]):
                yield f"{module}:{node.lineno}", re.compile(text)


PATTERNS = {pattern: name for name, pattern in reversed(list(_named()))}


class TooLong(Exception):
    pass


@pytest.fixture
def in_time() -> Iterator[Callable[[], None]]:
    """Return what winds the clock: it counts the processor's time, which other programs don't lengthen."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, over)
    yield lambda: signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS) and None
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 60


@pytest.mark.parametrize("pattern", PATTERNS, ids=PATTERNS.values())
def test_a_pattern_goes_through_a_long_text_once(pattern: re.Pattern[str], in_time: Callable[[], None]) -> None:
    for run in RUNS:
        for text in ((run * LETTERS)[:LETTERS] + "\0!", "a" + (run * LETTERS)[:LETTERS] + "\0!"):
            in_time()
            try:
                pattern.fullmatch(text)
                for _found in pattern.finditer(text):
                    pass
            except TooLong:
                pytest.fail(f"{pattern.pattern!r} with {run!r} again and again")
