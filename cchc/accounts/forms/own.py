"""Forms about one's own account. What guards the account asks for the present password again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.accounts.actions.tokens import LONGEST
from cchc.accounts.models import User
from cchc.kernel import rights
from cchc.ui.forms import Form

_NEW = {"autocomplete": "new-password"}


class ConfirmedForm(Form):
    """Asks for the present password; a person who signs in elsewhere has none and must have come in just now."""

    password = forms.CharField(
        label=_("Mật khẩu đang dùng"),
        max_length=256,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["password"]


class SecondFactorForm(ConfirmedForm):
    """New recovery codes void the old ones: a page that is loaded again makes no others."""

    creates = True


class PasswordForm(ConfirmedForm):
    """A new password, twice."""

    new_password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=256,
        strip=False,
        help_text=_(
            "Ít nhất 12 ký tự; không chứa tên của bạn; không phải mật khẩu thông dụng thêm số, hay một dãy phím."
            " Một câu ngắn là tốt nhất."
        ),
        widget=forms.PasswordInput(attrs=_NEW),
    )
    new_password_again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"), max_length=256, strip=False, widget=forms.PasswordInput(attrs=_NEW)
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        once, again = given.get("new_password"), given.get("new_password_again")
        if once and again and once != again:
            self.add_error("new_password_again", _("Hai lần nhập mật khẩu mới chưa giống nhau."))
        return given


class EnrolForm(ConfirmedForm):
    """The first code of a freshly set up app."""

    code = forms.CharField(
        label=_("Mã trên ứng dụng"),
        max_length=10,
        help_text=_("6 chữ số ứng dụng đang hiện cho nền tảng này."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )
    field_order = ["code", "password"]


class TokenForm(ConfirmedForm):
    """Name, scopes and life of a new token; only scopes that its owner has."""

    creates = True

    name = forms.CharField(
        label=_("Tên"), max_length=80, help_text=_("Để nhận ra chương trình dùng mã này, ví dụ: Kho dữ liệu dùng chung")
    )
    scopes = forms.MultipleChoiceField(label=_("Được làm"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=_("Thời hạn"),
        coerce=int,
        choices=[(30, _("30 ngày")), (90, _("90 ngày")), (180, _("180 ngày")), (LONGEST, _("1 năm"))],
    )
    field_order = ["name", "scopes", "days", "password"]

    def __init__(self, *args: Any, held: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = rights.known().values()
        offered = [(one.word, one.label) for one in known if one.for_programs and one.word in held]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]


class LanguageForm(Form):
    """The language in which the platform greets its user."""

    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=User.LANGUAGES)
