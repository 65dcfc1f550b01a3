"""Which requests are worked on in the slow lane of a web worker, so that no page waits behind a file.

A view says so itself, with ``slow``: those that make a file, that have a child process read one, that go through much.
A request that carries a file goes there whatever its view says. ``config/receiving.py`` has the lanes.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, TypeVar
from urllib.parse import unquote_plus

from django.conf import settings
from django.urls import LocalePrefixPattern, URLPattern, URLResolver

View = TypeVar("View", bound=Callable[..., Any])
_SEARCHED = 256 * 1024
_NAMED = re.compile(rb'filename(?!=""(?:\r\n|;))', re.IGNORECASE)
_GROUP = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True)
class Mark:
    """Which requests to a view are slow: all, or those with one of ``parameters`` in the address and, maybe, forms."""

    parameters: tuple[str, ...]
    forms: bool

    def holds(self, method: str, query: str) -> bool:
        """Tell whether a request is meant; the query is as it was sent."""
        if not self.parameters:
            return True
        return (self.forms and method == "POST") or any(one in unquote_plus(query) for one in self.parameters)


def slow(*parameters: str, forms: bool = False) -> Callable[[View], View]:
    """Mark a view for the slow lane: always, or where the address has one of ``parameters`` or a form is sent."""

    def declare(view: View) -> View:
        view.slow = Mark(parameters, forms)  # type: ignore[attr-defined]
        return view

    return declare


def carries_file(content_type: str, body: IO[bytes]) -> bool:
    """Tell whether a body may hold a file; it is left at its start.

    Browsers send forms with an empty box for a file as ``filename=""``. Nothing is parsed: whatever else speaks of a
    file's name, anywhere, counts as one, so no way of writing it slips through.
    """
    if "multipart" not in content_type.lower():
        return False
    start = body.read(_SEARCHED + 1)
    body.seek(0)
    return len(start) > _SEARCHED or _NAMED.search(start) is not None


def addresses(patterns: list[URLPattern | URLResolver]) -> Callable[[str, str, str], bool]:
    """Return what tells of a method, a path and its query whether they ask for what a view has marked as slow."""
    found: defaultdict[Mark, list[str]] = defaultdict(list)
    for address, mark in _marked(patterns, ""):
        found[mark].append(_GROUP.sub("(?:", address))
    known = {mark: re.compile("/(?:" + "|".join(places) + ")") for mark, places in found.items()}

    def is_slow(method: str, path: str, query: str) -> bool:
        return any(mark.holds(method, query) and place.match(path) for mark, place in known.items())

    return is_slow


def _marked(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, Mark]]:
    """Yield regular expression and mark of every address whose view has one."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _marked(one.url_patterns, before + _written(one.pattern))
        elif (mark := getattr(one.callback, "slow", None)) is not None:
            yield before + _written(one.pattern), mark


def _written(pattern: Any) -> str:
    if isinstance(pattern, LocalePrefixPattern):  # depends on the reader; here every language counts
        others = "|".join(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
        return f"(?:(?:{others})/)?"
    return str(pattern.regex.pattern).removeprefix("^")
