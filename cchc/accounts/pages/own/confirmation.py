"""Before the account's own guards are changed: prove again that it is you."""

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cchc.accounts.actions import sign_in
from cchc.accounts.forms.own import ConfirmedForm
from cchc.accounts.models import User
from cchc.accounts.pages import client
from cchc.accounts.pages.sign_in.adapter import hold
from cchc.kernel import clock

_JUST_NOW = 15 * 60


def confirmed(request: HttpRequest, form: ConfirmedForm) -> bool:
    """Tell whether the form is valid and its password right; a wrong one counts as an attempt to sign in."""
    if not form.is_valid():
        return False
    try:
        _prove(request, form.user, form.cleaned_data.get("password"))
    except ValidationError as refusal:
        form.add_error("password" if "password" in form.fields else None, refusal)
        return False
    return True


def _prove(request: HttpRequest, user: User, password: str | None) -> None:
    if password is None:
        if not _came_in_just_now(request):
            raise ValidationError(_("Việc này cần vừa mới đăng nhập: hãy đăng xuất, đăng nhập lại rồi thử lần nữa."))
        return
    hold(request, user.username)
    if not user.check_password(password):
        raise ValidationError(_("Mật khẩu đang dùng chưa đúng."))
    sign_in.forgive(user.username, client.address(request), complete=False, now=clock.now())


def _came_in_just_now(request: HttpRequest) -> bool:
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    return any(time.time() - method.get("at", 0) < _JUST_NOW for method in methods)
