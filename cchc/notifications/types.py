"""What other modules hand to notifications, and what transports hand back."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Level(StrEnum):
    """A rung of the ladder: who is told."""

    OWNER = "owner"  # the officers of the unit that must act
    HEAD = "head"  # its head
    OFFICE = "office"  # the office of the unit that waits for it


DUE, OVERDUE, URGED = "due", "overdue", "urged"
"""The kinds of message that notifications write themselves."""
Calls = Literal["reminder", "urging", "work", "decision"]
"""The kind by which people choose what to be told of, and how."""
Tone = Literal["late", "risk", "done", "info"]


@dataclass(frozen=True)
class Told:
    """A kind of message: its word, what it is called, and all that follows from it wherever it is shown.

    ``tone`` is the tag with which it stands in lists, ``urgency`` its place in a digest, the most urgent first.
    ``of_another``: it carries the due day of somebody else's work, so that to the reader no days are counted to it.
    """

    what: str
    label: "str | Promise"
    calls: Calls = "decision"
    tone: Tone = "info"
    urgency: int = 9
    of_another: bool = False


@dataclass(frozen=True)
class News:
    """What people of a unit are told once; ``key`` stops the same news from being told twice."""

    key: str
    what: str
    unit_id: int
    title: str
    path: str
    to: Collection[Level] = (Level.OWNER,)
    watcher_id: int | None = None
    due_on: dt.date | None = None
    note: str = ""
    people: Collection[int] = ()  # by name, beside those of the unit
    matter: str = ""
    """The key of what is asked by it: once that is owed no more, the notice is closed. Empty where nothing is."""
    of: str = ""
    of_title: str = ""
    """What it belongs to, as in ``inbox.types.Item``: reminders of other units' work are told of it in one line."""


@dataclass(frozen=True)
class Message:
    """What a transport carries; ``number`` is the delivery's, and stays the same when it is tried again."""

    number: int
    address: str
    subject: str
    text: str
    recipient: str = ""


class Fate(StrEnum):
    """What became of a message at the next server on its way."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # for good: a wrong address
    LATER = "later"  # for now: greylisting, a full mailbox, a busy gateway


@dataclass(frozen=True)
class Outcome:
    """The fate of one message and the words of the server that decided it."""

    fate: Fate
    words: str


class Unreachable(Exception):
    """The server itself can't be talked to; nothing of the batch is lost, all of it waits."""
