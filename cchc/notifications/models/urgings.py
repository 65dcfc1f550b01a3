"""Acts of urging: who urged whom on what, in which words, and whom that reached."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urging(models.Model):
    """One act: somebody urged units on, with a line of their own."""

    title = models.CharField(_("Đôn đốc về"), max_length=500)
    words = models.CharField(_("Lời nhắn"), max_length=500, blank=True)
    back = models.CharField(_("Nơi xem"), max_length=300)
    at = models.DateTimeField(_("Lúc"))
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Người đôn đốc")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("Lần đôn đốc")

    def __str__(self) -> str:
        return self.title


class Urged(models.Model):
    """One matter of an act; ``key`` is that of its reminders, ``told`` how many people the platform told.

    ``letter`` is the number of the paper that went to a unit in which nobody has an account.
    """

    urging = models.ForeignKey(Urging, models.CASCADE, related_name="+", verbose_name=_("Lần đôn đốc"))
    key = models.CharField(_("Khóa"), max_length=120)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị phải làm"))
    title = models.CharField(_("Việc"), max_length=500)
    path = models.CharField(_("Nơi xem"), max_length=300)
    due_on = models.DateField(_("Hạn"), null=True, blank=True)
    told = models.PositiveSmallIntegerField(_("Số người được báo"), default=0)
    letter = models.CharField(_("Công văn"), max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Việc được đôn đốc")
        constraints = [models.UniqueConstraint("urging", "key", name="urged_once")]
        indexes = [
            models.Index(fields=["key"], name="urged_key"),
            models.Index(fields=["unit"], name="urged_unit"),
        ]

    def __str__(self) -> str:
        return self.title
