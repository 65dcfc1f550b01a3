"""The second step at the door: a code of the authenticator app, or a recovery code."""

import time

from allauth.account.stages import LoginStage, LoginStageController
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cchc.accounts.actions import second_factor, sign_in
from cchc.accounts.forms.sign_in import CodeForm
from cchc.accounts.models import User
from cchc.accounts.pages import client
from cchc.accounts.pages.sign_in.adapter import hold, journal
from cchc.accounts.queries import people
from cchc.accounts.states import SignInOutcome
from cchc.kernel import clock, history
from cchc.kernel.permission import public
from cchc.ui.answering import form_page


class SecondFactorStage(LoginStage):  # type: ignore[misc]
    key = "second_factor"
    urlname = "account_second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Stop for the code where the person has a second factor."""
        needed = self.login.user is not None and people.has_second_factor(self.login.user.pk)
        return (redirect(self.urlname) if needed else None), True


@public("Whoever has given the right password gives the second factor here; without that step the page sends back")
@never_cache
@require_http_methods(["GET", "POST"])
def give_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code and finish signing in."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None:
        return redirect("account_login")
    if "other" in request.POST:
        response: HttpResponse = stage.abort()
        return response
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            _verify(request, stage.login.user, form.cleaned_data["code"])
        except ValidationError as refusal:
            form.add_error("code", refusal)
        else:
            finished: HttpResponse = stage.exit()
            return finished
    context = {"form": form, "user": stage.login.user}
    return form_page(request, "accounts/pages/sign_in/second_factor.html", context)


def _verify(request: HttpRequest, user: User, code: str) -> None:
    hold(request, user.username)
    actor = history.Actor(user.pk, f"{user.full_name} ({user.username})", client.address(request))
    outcome = second_factor.verify(user.pk, code=code, epoch=time.time(), actor=actor, now=clock.now())
    if outcome is None:
        journal(request, user.pk, SignInOutcome.WRONG_CODE)
        raise ValidationError(_("Mã chưa đúng hoặc đã dùng. Hãy chờ mã mới trên ứng dụng rồi nhập lại."))
    sign_in.forgive(user.username, client.address(request), complete=True, now=clock.now())
    request.sign_in_outcome = outcome  # type: ignore[attr-defined]
