"""Sign-in with an account of another institution (OpenID Connect): only for people who have an account here."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect.views import callback as finish
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException, Session

from cchc.accounts.pages.sign_in import asking
from cchc.accounts.queries import people
from cchc.kernel.permission import public


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in a person linked before, or known by an address that the provider has verified; nobody else."""
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                raise ImmediateHttpResponse(refused(request, sociallogin.provider.name))
            return
        verified = [given.email for given in sociallogin.email_addresses if given.verified is True]
        user = people.by_email(verified)
        if user is None:
            raise ImmediateHttpResponse(refused(request, sociallogin.provider.name))
        sociallogin.connect(request, user)

    def get_requests_session(self) -> Session:
        return asking.session()


def refused(request: HttpRequest, provider: str) -> HttpResponse:
    """Say that the provider knows the person and this platform does not."""
    return render(request, "accounts/pages/sign_in/refused.html", {"provider": provider}, status=403)


@public("The door to another institution's sign-in; it hands over and shows nothing")
@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the visitor to the provider.

    By a page, not a redirect: the content security policy lets forms lead only to this site, and browsers hold a form
    to that through redirects. The way back is the same address in every language, since providers list it.
    """
    try:
        provider = get_adapter(request).get_provider(request, provider_id)
        with translation.override(settings.LANGUAGE_CODE), asking.limited(provider_id):
            leaving = provider.redirect(request, process="login", next_url=get_next_redirect_url(request))
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except RequestException:
        return _unreachable(request, provider.name)
    if "Location" not in leaving:
        return HttpResponse(leaving)
    context = {"address": leaving["Location"], "provider": provider.name}
    return render(request, "accounts/pages/sign_in/leaving.html", context)


@public("Another institution's sign-in sends people back here with a code; state and PKCE are checked before anything")
@never_cache
@require_GET
def end(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Finish signing in with what the provider has sent back."""
    try:
        with asking.limited(provider_id):
            response: HttpResponse = finish(request, provider_id)
    except RequestException:
        return _unreachable(request, get_adapter(request).get_provider(request, provider_id).name)
    return response


def _unreachable(request: HttpRequest, provider: str) -> HttpResponse:
    return render(request, "accounts/pages/sign_in/unreachable.html", {"provider": provider}, status=502)


@public("Says that signing in elsewhere was broken off")
@require_GET
def cancelled(request: HttpRequest) -> HttpResponse:
    """Lead back to the door."""
    return render(request, "accounts/pages/sign_in/cancelled.html", {"heading": _("Đã dừng đăng nhập")})
