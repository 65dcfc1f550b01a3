"""How allauth signs people in here: accounts are made by administrators, attempts are counted, each is journalled."""

import datetime as dt
import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cchc.accounts.actions import sign_in
from cchc.accounts.pages import client
from cchc.accounts.pages.sign_in.duties import SECOND_FACTOR_DUE
from cchc.accounts.queries import people
from cchc.accounts.states import SignInOutcome
from cchc.kernel import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra chữ hoa, chữ thường và bộ gõ tiếng Việt."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["cchc.accounts.pages.sign_in.second_factor.SecondFactorStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        return client.address(request) or "::"

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Count the attempt, then compare the password; raise ``ValidationError`` while it must wait."""
        username = str(credentials.get("username", ""))
        hold(request, username)
        user = authenticate(request, **credentials)
        if user is None:
            journal(request, people.id_of(username), SignInOutcome.WRONG)
            return None
        complete = not people.has_second_factor(user.pk)
        sign_in.forgive(username, client.address(request), complete=complete, now=clock.now())
        return user

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Write the journal and note whether a second factor is still owed."""
        by_provider = bool((kwargs.get("signal_kwargs") or {}).get("sociallogin"))
        plain = SignInOutcome.PROVIDER if by_provider else SignInOutcome.PASSWORD
        outcome: SignInOutcome = getattr(request, "sign_in_outcome", plain)
        journal(request, user.pk, outcome)
        if people.owes_second_factor(user.pk, clock.today()):
            request.session[SECOND_FACTOR_DUE] = True
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        language = getattr(request.user, "language", settings.LANGUAGE_CODE)
        return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def hold(request: HttpRequest, username: str) -> None:
    """Count an attempt; raise ``ValidationError`` saying how long it must wait, also for a name that is nobody's."""
    wait = sign_in.reserve(username, client.address(request), now=clock.now())
    if wait is None:
        return
    journal(request, people.id_of(username), SignInOutcome.LOCKED)
    raise ValidationError(
        _("Sai nhiều lần nên phải chờ: hãy thử lại sau %(wait)s, hoặc nhờ người quản trị bỏ chờ.")
        % {"wait": _in_words(wait)}
    )


def _in_words(wait: dt.timedelta) -> str:
    seconds = max(1, math.ceil(wait.total_seconds()))
    if seconds <= 90:
        return ngettext("%(count)s giây", "%(count)s giây", seconds) % {"count": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("%(count)s phút", "%(count)s phút", minutes) % {"count": minutes}


def journal(request: HttpRequest, user_id: int | None, outcome: SignInOutcome) -> None:
    """Write one line of the journal of signing in."""
    sign_in.record(user_id, outcome, address=client.address(request), agent=client.agent(request), now=clock.now())
