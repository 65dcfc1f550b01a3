"""How entries are chained, written a second time: the database computes it at commit, this computes it anew.

``hash = SHA-256(previous hash ‖ canonical text)``; the canonical text is a JSON array of the entry's fields, in the
order below, with ``before`` and ``after`` as the database writes jsonb. Nothing is shared with the SQL function, so a
function that lies is found out too.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple

GENESIS = bytes(32)

Problem = Literal["altered", "missing", "unlinked", "truncated", "root", "order"]


class Link(NamedTuple):
    """One stored entry; ``at`` is UTC text with microseconds, ``before`` and ``after`` are jsonb as text."""

    seq: int
    at: str
    actor_id: int | None
    actor: str
    source: str
    request: str
    table: str
    row: str
    action: str
    before: str | None
    after: str | None
    previous: bytes
    hash: bytes


@dataclass(frozen=True)
class Finding:
    """What is wrong, at which number."""

    problem: Problem
    seq: int
    last: int


@dataclass(frozen=True)
class Mark:
    """A place that the chain must pass with a known hash: its head, or a day's published root."""

    seq: int
    hash: bytes


_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def canonical(link: Link) -> str:
    """Return the text that is hashed."""
    plain = _encode(link[:9])
    return f"{plain[:-1]}, {link.before or 'null'}, {link.after or 'null'}]"


def linked(previous: bytes, link: Link) -> bytes:
    """Return the hash that ``link`` must have after ``previous``."""
    return sha256(previous + canonical(link).encode()).digest()


class Check:
    """Walks the chain once, entry by entry, and remembers how far it came."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.entries = 0
        self.seq = 0
        self.hash = GENESIS
        self._marks: dict[int, set[bytes]] = {}
        for mark in marks:
            self._marks.setdefault(mark.seq, set()).add(bytes(mark.hash))

    def walk(self, links: Iterable[Link]) -> Iterator[Finding]:
        """Yield what is wrong with ``links``, which come in the order of their numbers.

        After a fault the walk goes on from the stored hash, so that each fault is told once, where it is.
        """
        for link in links:
            self.entries += 1
            if link.seq <= self.seq:
                yield Finding("order", link.seq, link.seq)
                continue
            if link.seq != self.seq + 1:
                yield Finding("missing", self.seq + 1, link.seq - 1)
            elif link.previous != self.hash:
                yield Finding("unlinked", link.seq, link.seq)
            if linked(link.previous, link) != link.hash:
                yield Finding("altered", link.seq, link.seq)
            self.seq, self.hash = link.seq, link.hash
            yield from self._pass_mark()

    def _pass_mark(self) -> Iterator[Finding]:
        for expected in self._marks.pop(self.seq, ()):
            if expected != self.hash:
                yield Finding("root", self.seq, self.seq)

    def end(self) -> Iterator[Finding]:
        """Yield the marks that the chain never reached: its end was cut off."""
        beyond = [seq for seq in self._marks if seq > self.seq]
        if beyond:
            yield Finding("truncated", self.seq + 1, max(beyond))
