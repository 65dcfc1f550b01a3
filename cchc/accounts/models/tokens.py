from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cchc.accounts.models.people import User


class ApiToken(models.Model):
    """A key for a program that acts for its owner, within the scopes it was given."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("Chủ sở hữu"))
    name = models.CharField(_("Tên"), max_length=80)
    prefix = models.CharField(_("Phần đầu"), max_length=10, unique=True)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("Phạm vi"))
    created_at = models.DateTimeField(_("Tạo lúc"))
    expires_at = models.DateTimeField(_("Hết hạn lúc"))
    last_used_at = models.DateTimeField(_("Dùng gần nhất"), null=True)
    revoked_at = models.DateTimeField(_("Thu hồi lúc"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Mã truy cập")
        indexes = [models.Index(fields=["owner", "-created_at"], name="accounts_token_of_owner")]

    def __str__(self) -> str:
        return f"{self.name} (cchc_{self.prefix}_…)"
