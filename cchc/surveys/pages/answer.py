"""Trả lời khảo sát: one form for whoever holds a code, without signing in and without a trace of who it was."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cchc.kernel import clock, front
from cchc.kernel.history import Actor
from cchc.kernel.permission import public
from cchc.kernel.refusal import Refusal
from cchc.organisation import queries as organisation
from cchc.surveys.actions import answering
from cchc.surveys.forms.answers import AnswerForm, CodeForm
from cchc.surveys.rules import sampling
from cchc.ui.answering import form_page, refuse

ACTOR = Actor(None, "Người trả lời khảo sát", "survey")


@public("whoever holds a code answers once, unnamed")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Ask for a code, then show its form; the address with ``?ma=`` on an invitation goes straight to it."""
    now = clock.now()
    given = request.POST.get("ma") or request.GET.get("ma", "")
    code = CodeForm({"ma": given} if given else None)
    if not code.is_valid():
        return _page(request, code=code)
    try:
        invitation = answering.invited(given, now=now)
    except Refusal as refusal:
        refuse(code, refusal)
        return _page(request, code=code)
    form = AnswerForm(
        request.POST if request.POST.get("lam") == "gui" else None,
        questions=sampling.put_to(invitation.stratum, invitation.survey.questions),
    )
    if form.is_valid():
        try:
            answering.answer(given, form.cleaned_data, actor=ACTOR, now=now)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return redirect("surveys:answered")
    unit = organisation.full_names([invitation.unit_id], clock.day_of(now)).get(invitation.unit_id, "")
    return _page(request, form=form, given=given, survey=invitation.survey, unit=unit)


@public("says to whoever answered that the form was taken")
@require_safe
def answered(request: HttpRequest) -> HttpResponse:
    """Thank for a form; an address of its own, so that reading the page again sends nothing again."""
    here = reverse("surveys:answer")
    return _page(request, is_done=True, offers=[one for one in front.offers() if one.url != here])


def _page(request: HttpRequest, **context: Any) -> HttpResponse:
    return form_page(request, "surveys/pages/answer.html", context)
