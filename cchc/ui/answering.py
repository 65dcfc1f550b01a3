"""From a form or a button to one action: what it refuses is shown where it belongs, and what was typed is kept."""

import datetime as dt
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Protocol, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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


def form_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, refused: bool | None = None
) -> HttpResponse:
    """Render a page with forms: 200, or 422 where one of them was sent and is refused.

    The forms are those of ``context``. ``refused`` says it where the page knows better: what was sent holds problems
    that stand at no field, or the answer replaces a part of a page, which no script would put in place of an error.
    """
    if refused is None:
        refused = any(isinstance(value, forms.BaseForm) and value.errors for value in context.values())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, template, dict(context), status=status)
