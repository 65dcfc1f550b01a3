"""What the middleware has put on a request, with its type."""

from typing import cast

from django.http import HttpRequest

from cchc.accounts.access.subject import Somebody
from cchc.accounts.models import User
from cchc.kernel.history import Actor


def subject_of(request: HttpRequest) -> Somebody:
    """Return who asks; only behind ``@permission``, which lets nobody unknown through."""
    return cast(Somebody, request.subject)  # type: ignore[attr-defined]


def user_of(request: HttpRequest) -> User:
    """Return the row of whoever asks."""
    return cast(User, request.user)


def actor_of(request: HttpRequest) -> Actor:
    """Return in whose name the request writes."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]
