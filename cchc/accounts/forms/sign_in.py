"""Forms at the door."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from cchc.kernel.text import clean, nfc
from cchc.ui.forms import Form

_LONGEST = 4 * 256  # letters of a password as they are sent: each with its marks behind it


class SignInForm(LoginForm):  # type: ignore[misc]
    """Username and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Tên đăng nhập")
        self.fields["login"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "maxlength": 60}
        )
        self.fields["password"].label = _("Mật khẩu")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        self.fields["password"].validators.append(MaxLengthValidator(_LONGEST))  # a made field takes no ``max_length``

    def clean_login(self) -> str:
        return clean(str(super().clean_login())).lower()

    def clean_password(self) -> str:
        """Compose the letters: keyboards differ in how they write "ế", and passwords are stored composed."""
        return nfc(self.cleaned_data["password"])


class CodeForm(Form):
    """The code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        help_text=_("6 chữ số trên ứng dụng xác thực, hoặc một mã khôi phục đã cất giữ."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false", "autofocus": True}
        ),
    )
