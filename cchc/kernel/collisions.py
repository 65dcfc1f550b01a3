"""Two acts at once that the database can't put one after the other: one is done again, or refused in a sentence.

Locks (``kernel.locking``) keep most acts in a row. What is left: a deadlock, a serialization failure, a unique value
that two have just given. ``meeting`` turns these into a ``Collision`` where the outermost transaction ends, so nothing
of the act was written; ``whole`` then does the act again. Without ``whole`` around it (a job, a command) the database's
own error comes through: the queue tries the job again by itself.
"""

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from cchc.kernel.refusal import Refusal, marked

log = logging.getLogger("cchc.collisions")
_Result = TypeVar("_Result")
_TRIES = 4
_PAUSE = 0.02  # seconds, more each time, so that the same two do not meet again
_DEADLOCKED = frozenset({"40001", "40P01"})
_CLASHED = frozenset({"23503", "23505", "23P01"})
"""Foreign key, unique value, overlap: the other act has made or removed what this one relied on."""
_LATER = marked("Có lượt ghi khác vào cùng chỗ này cùng lúc nên chưa ghi gì: hãy tải lại trang rồi làm lại.")


class Collision(Exception):
    """Another act stood in the way and nothing was written: the whole act may be done again."""


class Collided(Refusal):
    """The act was done again as often as it is worth, or can't be done again as a whole; nothing of it was written."""

    def __init__(self) -> None:
        super().__init__(_LATER)


@dataclass
class _Act:
    """An act that may be done again: how many tries are left, and whether a part of it is committed already."""

    left: int
    committed: bool = False


_act: ContextVar[_Act | None] = ContextVar("act", default=None)


@contextmanager
def meeting() -> Iterator[None]:
    """Put around the outermost transaction: what collides in it becomes ``Collision``, at last ``Collided``."""
    act = _act.get()
    try:
        yield
    except DatabaseError as error:
        if act is None or not collided(error):
            raise
        raise met(error) from error
    if act is not None:
        act.committed = True


def collided(error: BaseException) -> bool:
    """Tell whether a database error comes of two acts at once, and doing the act again may help."""
    return _state(error) in _DEADLOCKED | _CLASHED


def met(error: BaseException) -> Exception:
    """Return what to raise for an error of a transaction that was rolled back."""
    act = _act.get()
    if act is not None and act.left > 0 and not act.committed:
        return Collision(str(error))
    log.error("collided: %s", error)
    return Collided()


def whole(run: Callable[[], _Result]) -> _Result:
    """Do ``run``, again where it collides, a few times; then ``Collided``. Inside a transaction it is done once."""
    if connection.in_atomic_block or _act.get() is not None:
        return run()
    for left in reversed(range(_TRIES)):
        before = _act.set(_Act(left))
        try:
            return run()
        except Collision as collision:
            log.info("once more, %s left: %s", left, collision)
            time.sleep(random.uniform(0, _PAUSE) * (_TRIES - left))  # noqa: S311 (no secret)
        finally:
            _act.reset(before)
    raise Collided


class Middleware:
    """Answer a request again whose act collided; nothing of it was written, so it is the same request."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _act.set(_Act(1))
        try:
            return self.answer(request)
        finally:
            _act.reset(before)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Run the view once more where it raised ``Collision``; pages show ``Collided`` like any refusal."""
        match = request.resolver_match
        if not isinstance(error, Collision) or match is None:
            return None

        def again() -> HttpResponse:
            for _name, files in request.FILES.lists():
                for file in files:
                    file.seek(0)  # the try before has read them
            answered: HttpResponse = match.func(request, *match.args, **match.kwargs)
            return answered

        outer = _act.set(None)
        try:
            return whole(again)
        finally:
            _act.reset(outer)


def _state(error: BaseException) -> str:
    """Return the SQLSTATE of a database error; Django keeps the driver's own error as its cause."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state or ""
