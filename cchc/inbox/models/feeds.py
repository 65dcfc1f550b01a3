"""Secret addresses under which calendars read what is asked of a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Feed(models.Model):
    """The one address of a person's calendar; of its secret only the hash is kept."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+", verbose_name=_("Chủ sở hữu"))
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("Lúc tạo"))

    class Meta:
        verbose_name = verbose_name_plural = _("Địa chỉ lịch bí mật")

    def __str__(self) -> str:
        return str(self.made_at)
