"""Sign in with a password, sign out."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.http import HttpResponse

from cchc.accounts.forms.sign_in import SignInForm
from cchc.kernel.permission import public


class SignInView(LoginView):  # type: ignore[misc]
    form_class = SignInForm
    template_name = "accounts/pages/sign_in/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        providers = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
        return {**super().get_context_data(**kwargs), "providers": providers}

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        answer.status_code = 422
        return answer


class SignOutView(LogoutView):  # type: ignore[misc]
    template_name = "accounts/pages/sign_in/sign_out.html"


sign_in = public("Everybody signs in here")(SignInView.as_view())
sign_out = public("Whoever asks is signed out, and nobody else")(SignOutView.as_view())
