"""My second factor: set it up, renew the recovery codes, turn it off."""

import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cchc.accounts.actions import second_factor
from cchc.accounts.forms.own import EnrolForm, SecondFactorForm
from cchc.accounts.models import User
from cchc.accounts.pages.own.confirmation import confirmed
from cchc.accounts.pages.request import actor_of, user_of
from cchc.accounts.pages.sign_in.duties import SECOND_FACTOR_DUE
from cchc.accounts.queries import people, person
from cchc.accounts.rules import totp
from cchc.kernel import clock
from cchc.kernel.permission import permission
from cchc.kernel.refusal import Refusal
from cchc.kernel.saying import say
from cchc.ui import qr
from cchc.ui.answering import form_page
from cchc.ui.once import sent

_SECRET = "second_factor_secret"  # noqa: S105 - the session's key for it


@permission("own_account")
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_page(request: HttpRequest) -> HttpResponse:
    """Show whether a second factor is on, and set it up where it is not."""
    user = user_of(request)
    if people.has_second_factor(user.pk):
        return _manage(request, user)
    if request.method != "POST" or _SECRET not in request.session:
        request.session[_SECRET] = second_factor.new_secret()
    secret = request.session[_SECRET]
    form = EnrolForm(request.POST or None, user=user)
    if request.method == "POST" and confirmed(request, form):
        try:
            codes = second_factor.enrol(
                user.pk,
                secret=secret,
                code=form.cleaned_data["code"],
                epoch=time.time(),
                actor=actor_of(request),
                now=clock.now(),
            )
        except Refusal as refusal:
            form.add_error("code", say(refusal))
        else:
            request.session.pop(_SECRET, None)
            request.session.pop(SECOND_FACTOR_DUE, None)
            return _show_codes(request, codes)
    uri = totp.enrolment_uri(secret, user.username, request.get_host())
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    drawing = qr.svg(uri, _("Mã QR chứa khóa; người không quét được dùng dòng chữ bên dưới"))
    context = {"form": form, "drawing": drawing, "uri": uri, "secret": spaced}
    return form_page(request, "accounts/pages/own/second_factor_setup.html", context)


def _manage(request: HttpRequest, user: User) -> HttpResponse:
    """Renew the codes or turn the factor off, after the password; turning it off may leave it owed."""
    form = SecondFactorForm(request.POST or None, user=user)
    if request.method == "POST" and confirmed(request, form):
        if "renew" in request.POST:
            with sent(request, form):
                codes = second_factor.renew_codes(user.pk, actor=actor_of(request), now=clock.now())
            return _show_codes(request, codes)
        if "remove" in request.POST:
            second_factor.remove(user.pk, actor=actor_of(request), now=clock.now())
            if people.owes_second_factor(user.pk, clock.today()):
                request.session[SECOND_FACTOR_DUE] = True
            messages.success(request, _("Đã tắt xác thực hai bước."))
            return redirect("own_account")
    context = {"form": form, "left": person.recovery_codes_left(user.pk)}
    return form_page(request, "accounts/pages/own/second_factor.html", context)


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "accounts/pages/own/recovery_codes.html", {"codes": codes})
