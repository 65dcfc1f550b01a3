from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cchc.accounts.rules.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes people; the username is what they sign in with."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    username = models.CharField(_("Tên đăng nhập"), max_length=60, unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("Đơn vị công tác")
    )
    is_active = models.BooleanField(_("Đang dùng"), default=True)
    must_change_password = models.BooleanField(_("Phải đổi mật khẩu"), default=False)
    is_demo = models.BooleanField(_("Tài khoản mẫu"), default=False)
    joined_at = models.DateTimeField(_("Ngày tạo"), db_default=Now())

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = verbose_name_plural = _("Người dùng")

    def __str__(self) -> str:
        return self.full_name


class Grant(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("Người dùng"))
    role = models.CharField(_("Vai trò"), max_length=20, choices=[(role.value, role.value) for role in Role])
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", verbose_name=_("Đơn vị"))
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("Người giao"))
    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("Vai trò được giao")
        constraints = [
            models.UniqueConstraint("user", "role", "unit", "valid_from", name="grant_once"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="grant_span"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"
