from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cchc.accounts.models.people import User
from cchc.accounts.states import SIGN_IN_LABELS, SignInOutcome


class Guard(models.Model):
    """Attempts to sign in: at an account, from an address, or at one from the other; ``rules.slowing`` counts.

    The key is a digest: a name that is nobody's may be a password in the wrong box, and is counted without being kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+", verbose_name=_("Người dùng"))
    address = models.CharField(_("Địa chỉ"), max_length=45, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(_("Số lần sai"), default=0)
    last_at = models.DateTimeField(_("Lần cuối"), null=True)
    waits_until = models.DateTimeField(_("Phải chờ đến"), null=True)

    class Meta:
        indexes = [
            models.Index(fields=["waits_until"], condition=models.Q(waits_until__isnull=False), name="guard_waiting")
        ]

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
