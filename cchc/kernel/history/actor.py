"""Who acts: handed to the database, whose triggers write it into every entry."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, cast

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from cchc.kernel import clock, collisions, requests


@dataclass(frozen=True)
class Actor:
    """Whoever causes a change: a person or token (``user_id``) or the platform itself, and where it came from."""

    user_id: int | None
    label: str
    source: str

    @property
    def invents(self) -> bool:
        """Whether what it makes is invented, and marked so wherever people see it: a demonstration's."""
        return self.source == "demo"


PLATFORM = Actor(None, "Hệ thống", "")


def actor_of(request: HttpRequest) -> Actor:
    """Return in whose name the request writes; the accounts middleware has put it there."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


_current: ContextVar[Actor | None] = ContextVar("actor", default=None)
_stamper: ContextVar["_Stamper | None"] = ContextVar("stamper", default=None)
_undivided: ContextVar[object] = ContextVar("undivided", default=None)
_STAMP = (
    "SELECT set_config('cchc.actor_id', %s, %s), set_config('cchc.actor', %s, %s), set_config('cchc.source', %s, %s),"
    " set_config('cchc.request', %s, %s), set_config('cchc.at', %s, %s)"
)
_WRITES = re.compile(
    r"\A\s*(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE|COPY|CALL|WITH\b(?=.*\b(?:INSERT|UPDATE|DELETE|MERGE)\b))",
    re.IGNORECASE | re.DOTALL,
)
_ROLLBACK = re.compile(r"\A\s*ROLLBACK TO\b", re.IGNORECASE)


@contextmanager
def attributed(actor: Actor) -> Iterator[None]:
    """Open a transaction whose changes are ``actor``'s; inside another one, the outer actor returns at the end.

    What collides with another act is done again where somebody can (``kernel.collisions``).
    """
    outer, nested = _current.get(), connection.in_atomic_block
    same = nested and outer is actor
    with nullcontext() if nested else collisions.meeting(), transaction.atomic(savepoint=not _is_undivided()):
        _stamp_once(actor) if same else _stamp(actor)
        before = _current.set(actor)
        try:
            yield
        finally:
            _current.reset(before)
        if nested and not same:  # a setting outlives its savepoint, except where that is rolled back
            _stamp(outer)


@contextmanager
def undivided() -> Iterator[None]:
    """Open a transaction of which all is written or nothing: what fails in an action takes back the whole.

    So the first ``attributed`` inside it needs no savepoint; after one that failed nothing can be asked any more.
    """
    with transaction.atomic():
        before = _undivided.set(connection.atomic_blocks[-1])
        try:
            yield
        finally:
            _undivided.reset(before)


def _is_undivided() -> bool:
    return bool(connection.atomic_blocks) and connection.atomic_blocks[-1] is _undivided.get()


def _stamp_once(actor: Actor) -> None:
    """Stamp for an actor in whose name the transaction writes already, unless that is done."""
    stamper = _stamper.get()
    if stamper is None or stamper.actor is not actor:
        _stamp(actor)
    else:
        stamper.stamp()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Make every write of the block ``actor``'s without opening a transaction; a block that only reads costs no query.

    For whole requests: libraries (sign-in, second factor) write where no ``attributed`` can be put around them.
    """
    stamper = _Stamper(actor)
    before, beside = _current.set(actor), _stamper.set(stamper)
    try:
        with connection.execute_wrapper(stamper):
            yield
    finally:
        _current.reset(before)
        _stamper.reset(beside)
        stamper.clear()


class _Stamper:
    """Stamps the connection before the first write, and again where a rollback has taken the stamp away."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.session = False
        self.block: object = None

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if _ROLLBACK.match(sql):
            self.block = None
        elif _current.get() is self.actor and not self.session and _WRITES.match(sql):
            self.stamp()
        return execute(sql, params, many, context)

    def stamp(self) -> None:
        """Stamp the transaction, or the session outside one, unless it is."""
        block = connection.atomic_blocks[0] if connection.atomic_blocks else None
        if block is not None and block is self.block:
            return
        _stamp(self.actor, local=block is not None)
        self.block, self.session = block, block is None

    def clear(self) -> None:
        if self.session or (self.block is not None and connection.in_atomic_block):
            try:
                _stamp(_current.get(), local=not self.session)
            except DatabaseError:
                connection.close()  # never hand a connection to the next request in this one's name


def _stamp(actor: Actor | None, *, local: bool = True) -> None:
    at = clock.now().isoformat() if clock.demo_date() else ""  # a demonstration's trail stands on its day too
    who = actor or Actor(None, "", "")
    words = (str(who.user_id or ""), who.label, who.source, requests.current_id(), at)
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [part for word in words for part in (word, local)])
