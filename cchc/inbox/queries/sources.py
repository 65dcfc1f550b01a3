"""Socket: a module that asks something of units or people says so here, in its ``plugs/inbox.py``."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from django.http import Http404

from cchc.inbox.types import Asked, Item, Part, Source, Still, Urge, Urgent, Window
from cchc.kernel import reading, rights
from cchc.kernel.permission import Subject

_sources: dict[str, Source] = {}
_AT_ONCE = 1_000


def register(source: Source) -> None:
    """Offer a source; its word, its parts, and the first words of its keys and of its urging are its own."""
    for word, taken in _words(source):
        if taken:
            raise ValueError(f"the inbox has a source with {word!r} already")
    for part in source.parts:
        for needed in part.needs:
            rights.asked_for(needed, f"the part {part.name!r} of the inbox")
    _sources[source.word] = source


def _words(source: Source) -> Iterator[tuple[str, bool]]:
    yield source.word, source.word in _sources
    parts = {part.name for one in _sources.values() for part in one.parts}
    for part in source.parts:
        yield part.name, part.name in parts or "." in part.name
    yield from ((head, head in _still()) for head in source.still)
    yield from ((word, word in _urged()) for word in source.urged)


def known() -> Mapping[str, Source]:
    """Return every source by its word."""
    return dict(_sources)


def parts() -> Mapping[str, Part]:
    """Return every part by its name."""
    return {part.name: part for source in _sources.values() for part in source.parts}


# ------------------------------------------------------------------ of everybody
def stream(source: Source, today: dt.date, window: Window) -> Iterator[Item]:
    """Yield what a source asks of anybody by days of a window, a thousand at a time in memory."""
    for part in source.parts:
        asked = Asked(today, window=window, most=_AT_ONCE)
        while lines := part.lines(asked):
            yield from (item for _place, item in lines)
            if len(lines) < _AT_ONCE:
                break
            asked = replace(asked, after=lines[-1][0])


# ------------------------------------------------------------------ what is owed still
def _still() -> Mapping[str, Still]:
    return {head: answer for source in _sources.values() for head, answer in source.still.items()}


def heads() -> tuple[str, ...]:
    """Return the first word of every key of which it can be known whether it is owed."""
    return tuple(_still())


def owed(keys: Collection[str]) -> Mapping[str, dt.date | None]:
    """Return those of ``keys`` that are owed still, with the day by which; a few queries a head, however many keys.

    A key that nobody answers for is left as it is: with a day it can't know, and so as owed.
    """
    asked: dict[str, list[str]] = {}
    for key in keys:
        asked.setdefault(key.partition(":")[0], []).append(key)
    still, left = _still(), dict[str, dt.date | None]()
    for head, mine in asked.items():
        left |= still[head](mine) if head in still else dict.fromkeys(mine)
    return left


# ------------------------------------------------------------------ urging
def _urged() -> Mapping[str, Urge]:
    return {word: urge for source in _sources.values() for word, urge in source.urged.items()}


def urged() -> tuple[str, ...]:
    """Return the first word of every address ``/don-doc/<word>-12/``."""
    return tuple(_urged())


def urgent(subject: Subject, word: str) -> Urgent:
    """Return what ``subject`` may urge at ``word`` (``viec-12``), or raise ``Http404`` or ``PermissionDenied``."""
    first, _, which = word.partition("-")
    urge = _urged().get(first)
    if urge is None:
        raise Http404
    return urge(subject, which)


def number(which: str) -> int:
    """Read the number of an address, or raise ``Http404``."""
    given = reading.whole(which)
    if given is None:
        raise Http404
    return given
