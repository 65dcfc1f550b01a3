"""From a form or a button to one action: what it refuses is shown where it belongs, and what was typed is kept."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from cchc.kernel import clock
from cchc.kernel.history import Actor
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.ui.once import sent
from cchc.ui.seen import held


class Act(Protocol):
    """An action with everything given but who does it and when."""

    def __call__(self, *, actor: Actor, now: dt.datetime) -> Any: ...


def actor_of(request: HttpRequest) -> Actor:
    """Return in whose name the request writes; the accounts middleware has put it there."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def refuse(form: forms.Form, refusal: Refusal) -> None:
    """Show a refusal of an action at the field it is about, or above the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, say(refusal))


def submitted(request: HttpRequest, form: forms.Form, act: Callable[[], Act], done: str) -> bool:
    """Run the act of a valid posted form and say ``done``; a refusal goes to its field, and what was typed stays.

    A form that ``creates`` something is done once, however often it is sent (``ui.once``).
    An edit form (``form.opened_on``) that somebody else has overtaken is refused with the other text beside it.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with sent(request, form), held(form, actor_of(request)):
            act()(actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        refuse(form, refusal)
        return False
    messages.success(request, done)
    return True


def pressed(request: HttpRequest, act: Act, done: str) -> None:
    """Run ``act`` of a button without a form and say what came of it."""
    try:
        act(actor=actor_of(request), now=clock.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, done)
