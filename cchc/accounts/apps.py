from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "cchc.accounts"
    label = "accounts"
    verbose_name = _("Tài khoản, phân quyền")

    def ready(self) -> None:
        from cchc.kernel import history

        history.redact("accounts_user", "password")
        history.omit("accounts_user", "sort_key", "searched")
        history.redact("accounts_secondfactor", "secret")
        history.omit("accounts_secondfactor", "last_step")
        history.redact("accounts_recoverycode", "digest")
        history.redact("accounts_apitoken", "digest")
        history.omit("accounts_apitoken", "last_used_at")
        history.redact("socialaccount_socialtoken", "token", "token_secret")
        history.redact("socialaccount_socialapp", "secret")
        history.exempt("accounts_guard", "Counts attempts to sign in; the journal beside it says whose")
        history.exempt("accounts_signin", "Is a journal itself, kept for a year")
