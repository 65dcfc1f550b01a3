from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _

from cchc.kernel import text

USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}\Z",
    _("Tên đăng nhập gồm 3 đến 60 chữ cái thường không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới."),
)


class UserManager(BaseUserManager["User"]):
    """Makes people; the username is what they sign in with."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in; never deleted, only switched off, since what they did stays theirs."""

    LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]

    last_login = None  # the journal of sign-ins says more, and a sign-in must not rewrite this row
    username = models.CharField(_("Tên đăng nhập"), max_length=60, unique=True, validators=[USERNAME])
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    phone = models.CharField(_("Điện thoại"), max_length=20, blank=True, default="")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, related_name="+", verbose_name=_("Đơn vị công tác")
    )
    position = models.CharField(_("Chức vụ"), max_length=120, blank=True)
    language = models.CharField(_("Ngôn ngữ"), max_length=2, choices=LANGUAGES, default="vi")
    is_active = models.BooleanField(_("Đang dùng"), default=True)
    must_change_password = models.BooleanField(_("Phải đổi mật khẩu"), default=False)
    is_demo = models.BooleanField(_("Tài khoản mẫu"), default=False)
    joined_at = models.DateTimeField(_("Ngày tạo"), db_default=Now())
    sort_key = models.CharField(max_length=600, editable=False, default="")  # given name, family name, middle names
    searched = models.CharField(max_length=400, editable=False, default="")  # name, username, e-mail without diacritics

    objects: ClassVar[UserManager] = UserManager()
    FOLLOWING = ("full_name", "sort_key", "searched")  # what ``save`` works out anew
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = verbose_name_plural = _("Người dùng")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_email", condition=~Q(email="")),
            models.CheckConstraint(condition=Q(username=Lower("username")), name="username_is_lower_case"),
        ]
        indexes = [
            models.Index("sort_key", name="accounts_user_order"),
            GinIndex(fields=["searched"], name="accounts_user_searched", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the columns for order and search in step with the names."""
        self.full_name = text.squeeze(self.full_name)
        self.sort_key = _order(self.full_name)
        self.searched = " ".join((text.fold(self.full_name), self.username, self.email.lower()))
        super().save(*args, **kwargs)


def _order(full_name: str) -> str:
    """Return the key by which people are listed: Lê Văn An under An, then Lê, then Văn."""
    family, *others = full_name.split() or [""]
    given = others[-1:]
    return text.sort_key(" ".join([*given, family, *others[:-1]]))
