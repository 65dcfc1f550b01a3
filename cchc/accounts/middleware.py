"""Puts on each request who asks (``request.subject``) and in whose name it writes (``request.actor``)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from cchc.accounts.access.actor import actor_for
from cchc.accounts.access.subject import AnySubject, Nobody
from cchc.accounts.pages import client
from cchc.accounts.pages.sign_in import duties
from cchc.accounts.queries import subjects
from cchc.kernel import clock, history
from cchc.kernel.history import Actor

Answer = Callable[[HttpRequest], HttpResponse]
_ALWAYS_OPEN = frozenset({"account_logout"})


class SubjectMiddleware:
    """Both are lazy: a page that asks nobody's name costs no query.

    A signed-in request costs one query for the person with the roles in force and, where a scope is asked for, the
    registry's for the version of its tree; the tree itself stays in memory.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.subject = SimpleLazyObject(lambda: _subject(request))  # type: ignore[attr-defined]
        actor = request.actor = RequestActor(request)  # type: ignore[attr-defined]
        with history.acting(actor):
            response = self.answer(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
            response["Cache-Control"] = (
                "private, no-store"  # Back after signing out, or a shared computer, shows nothing
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send whoever owes a new password or a second factor to where it is paid, whatever they asked for."""
        if hasattr(view, "public") or not hasattr(view, "permission"):
            return None
        subject = request.subject  # type: ignore[attr-defined]
        due = duties.due(request, subject) if subject.is_authenticated else None
        name = request.resolver_match.url_name if request.resolver_match else None
        if due is None or name == due.url_name or name in _ALWAYS_OPEN:
            return None
        messages.warning(request, str(due.why))
        return redirect(due.url_name)


def _subject(request: HttpRequest) -> AnySubject:
    user = request.user
    if not user.is_authenticated:
        return Nobody()
    today = clock.today()
    if hasattr(user, "held"):
        return subjects.of_person(user, today)
    return subjects.subject_for_user(user.pk, today) or Nobody()  # just signed in: the session's user is not ours yet


class RequestActor(Actor):
    """In whose name a request writes, worked out when asked.

    Never kept: the API names its subject only after the token was read, and what was asked before then must not stay.
    """

    def __init__(self, request: HttpRequest) -> None:
        object.__setattr__(self, "_request", request)

    @property
    def _who(self) -> Actor:
        request: HttpRequest = self._request  # type: ignore[attr-defined]
        subject: AnySubject = request.subject  # type: ignore[attr-defined]
        key = request.session.session_key if hasattr(request, "session") else None
        return actor_for(subject, address=client.address(request), session_key=key)

    @property
    def user_id(self) -> int | None:
        return self._who.user_id

    @property
    def label(self) -> str:
        return self._who.label

    @property
    def source(self) -> str:
        return self._who.source
