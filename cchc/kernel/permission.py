"""Who may open a page: every view says it, by a permission or by the reason why anybody may.

Each module declares the words of its permissions (``rights``); the roles that are made of them belong to ``accounts``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cchc.kernel import session_over

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Record:
    """What ``may`` must know of a record: its kind, the unit it belongs to and who made it."""

    kind: str
    unit_id: int | None = None
    owner_id: int | None = None


@dataclass(frozen=True)
class Scope:
    """The units in which someone may do something; ``everything`` saves a filter on the whole province."""

    everything: bool = False
    unit_ids: frozenset[int] = field(default_factory=frozenset)

    def __contains__(self, unit_id: int | None) -> bool:
        return self.everything or unit_id in self.unit_ids

    def __bool__(self) -> bool:
        return self.everything or bool(self.unit_ids)


class Asker(StrEnum):
    """The kinds of subject; what a citizen may is for a module above to say, not for the roles of officials."""

    NOBODY = "nobody"
    OFFICIAL = "official"
    PROGRAM = "program"  # a client of the API, in the name of an official
    CITIZEN = "citizen"


class Subject(Protocol):
    """Whoever asks: an official who has signed in, a program in an official's name, a citizen, or nobody.

    A citizen has signed in and has a name, but no ``user_id`` (that is an account of officials) and no ``unit_id``.
    """

    @property
    def asker(self) -> Asker: ...

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def user_id(self) -> int | None: ...

    @property
    def unit_id(self) -> int | None:
        """Return where the person works; ``None`` also for an official of no unit."""

    @property
    def name(self) -> str: ...

    def may(self, action: str, record: Record | None = None) -> bool:
        """Tell whether ``action`` is allowed on ``record``, or anywhere at all when there is none."""

    def scope(self, action: str) -> Scope:
        """Return where ``action`` is allowed."""


def subject_of(request: HttpRequest) -> Subject:
    """Return who asks; the accounts middleware has put it on the request."""
    return cast(Subject, request.subject)  # type: ignore[attr-defined]


def permission(action: str) -> Callable[[View], View]:
    """Open a view to those who hold ``action`` somewhere; the record itself is checked in ``access``."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            subject = subject_of(request)
            if subject.may(action):
                return view(request, *args, **kwargs)
            if subject.is_authenticated:
                raise PermissionDenied(action)
            return session_over.answer(request)

        guarded.permission = action  # type: ignore[attr-defined]
        return cast(View, guarded)

    return declare


def public(reason: str) -> Callable[[View], View]:
    """Open a view to anybody, and say why."""

    def declare(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]
        return view

    return declare
