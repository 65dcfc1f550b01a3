from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cchc.accounts.rules.roles import Role
from cchc.accounts.states import ROLE_LABELS


class ComposedRole(models.Model):
    """A role as an administrator has composed it; without a row, a role is as the modules declare it.

    One of the platform's has its own word as ``code`` and ``base``. One of the province's is told, and asked for a
    second factor, as its ``base`` is. Never deleted: grants name it.
    """

    code = models.CharField(_("Mã vai trò"), max_length=20, unique=True)
    base = models.CharField(_("Lập theo"), max_length=20, choices=[(role.value, ROLE_LABELS[role]) for role in Role])
    name = models.CharField(_("Tên vai trò"), max_length=80, blank=True, default="")
    means = models.CharField(_("Dùng cho ai, việc gì"), max_length=300, blank=True, default="")
    words = ArrayField(models.CharField(max_length=40), verbose_name=_("Quyền"), default=list)
    # All that could be allowed when it was composed: of what modules declare later it holds what they give to ``code``.
    decided = ArrayField(models.CharField(max_length=40), default=list)
    retired_at = models.DateTimeField(_("Ngừng dùng lúc"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Vai trò")
        constraints = [
            models.UniqueConstraint(Lower("name"), condition=~models.Q(name=""), name="role_name_once"),
            models.CheckConstraint(
                condition=~models.Q(name="") | models.Q(code=models.F("base")), name="role_is_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code
