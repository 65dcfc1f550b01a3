"""The kinds of message: a module declares its own in ``plugs/messages.py``, and the database knows none."""

from collections.abc import Mapping
from typing import get_args

from cchc.notifications.types import Calls, Told, Tone

_kinds: dict[str, Told] = {}


def register(*kinds: Told) -> None:
    """Offer kinds of message under their words, which must be new."""
    for one in kinds:
        if one.what in _kinds:
            raise ValueError(f"messages of the kind {one.what!r} are declared already")
        if one.calls not in get_args(Calls) or one.tone not in get_args(Tone) or len(one.what) > LONGEST:
            raise ValueError(f"messages of the kind {one.what!r}: {one.calls!r}, {one.tone!r} or the word can't be")
        _kinds[one.what] = one


LONGEST = 40
"""Letters of a word."""


def known() -> Mapping[str, Told]:
    """Return every kind by its word."""
    return dict(_kinds)


def declared(what: str) -> Told:
    """Return the kind of a message that is to be written; ``ValueError`` for a word that no module declares."""
    if what not in _kinds:
        raise ValueError(f"no module declares messages of the kind {what!r} in plugs/messages.py")
    return _kinds[what]


def kept(what: str) -> Told:
    """Return the kind of a message that was written; one whose module is gone stands by its word."""
    return _kinds.get(what) or Told(what, what)
