from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cchc.accounts.models.people import User
from cchc.accounts.states import SIGN_IN_LABELS, SignInOutcome

ACCOUNT, ADDRESS = "tk:", "ip:"


class Guard(models.Model):
    """Attempts to sign in, counted for an account (``tk:…``, known or not) or an address (``ip:…``)."""

    key = models.CharField(max_length=120, primary_key=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key


class SignIn(models.Model):
    """The journal of signing in. A name that is nobody's is not kept: it may be a password in the wrong box."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name=_("Người dùng"))
    at = models.DateTimeField(_("Lúc"), db_default=Now())
    outcome = models.CharField(
        _("Kết quả"), max_length=20, choices=[(outcome.value, SIGN_IN_LABELS[outcome]) for outcome in SignInOutcome]
    )
    address = models.CharField(_("Địa chỉ"), max_length=45, blank=True)
    agent = models.CharField(_("Trình duyệt"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-at"], name="accounts_sign_in_latest")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.outcome}"
