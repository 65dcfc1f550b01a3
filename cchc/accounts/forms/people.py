"""Forms of the administrator's screens."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cchc.accounts.models import User
from cchc.accounts.queries.roles import RoleInWords
from cchc.ui.forms import DateField, Form, UnitField, Units

Roles = Mapping[str, RoleInWords]
_STATES = (
    ("", _("Mọi trạng thái")),
    ("active", _("Đang dùng")),
    ("slowed", _("Phải chờ để đăng nhập")),
    ("waiting", _("Chưa đổi mật khẩu lần đầu")),
    ("off", _("Ngừng dùng")),
)


class PersonForm(Form):
    """Name, e-mail, unit and position of a person."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    unit = UnitField(label=_("Đơn vị công tác"))
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        max_length=254,
        required=False,
        help_text=_("Cần cho đăng nhập một lần; mỗi người một địa chỉ riêng."),
    )

    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, units: Units, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, "")  # type: ignore[attr-defined]


class NewPersonForm(PersonForm):
    """A person and the name to sign in with."""

    creates = True
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới; ví dụ: an.lv"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["full_name", "username", "unit", "position", "email", "phone"]

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        User._meta.get_field("username").run_validators(username)
        return username


class ListFileForm(Form):
    """A list of people to bring in."""

    MOST_BYTES = 2 * 2**20
    file = forms.FileField(label=_("Tệp danh sách"), help_text=_("Tệp .xlsx hoặc .csv theo mẫu, nhiều nhất 2 MB."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > self.MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 2 MB: hãy tách thành nhiều tệp."))
        return file


class GrantForm(Form):
    """A role over a unit, from a day and perhaps to a day; nothing is chosen beforehand."""

    creates = True

    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.RadioSelect)
    unit = UnitField(label=_("Đơn vị"), help_text=_("Vai trò có hiệu lực ở đơn vị này và mọi đơn vị bên dưới."))
    valid_from = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu không định ngày kết thúc."))

    def __init__(self, *args: Any, units: Units, roles: Roles, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        explained = [(code, format_html("{}<small>{}</small>", role.label, role.means)) for code, role in roles.items()]
        self.fields["role"].choices = explained  # type: ignore[attr-defined]
        self.fields["unit"].offer(units, "")  # type: ignore[attr-defined]


class ResetForm(Form):
    """Whether a reset is because the account may have been taken over; loaded again, it gives no other password."""

    creates = True
    revoke_tokens = forms.BooleanField(label=_("Thu hồi cả các mã truy cập của người này"), required=False)


class AddressForm(Form):
    """A network address whose waits are ended."""

    address = forms.GenericIPAddressField(label=_("Địa chỉ"))


class ListForm(Form):
    """Filters of the list of people; kept in the address."""

    q = forms.CharField(label=_("Tên, tên đăng nhập hoặc thư điện tử"), max_length=100, required=False)
    unit = UnitField(label=_("Đơn vị và cấp dưới"), required=False)
    role = forms.ChoiceField(label=_("Vai trò"), required=False)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=_STATES)

    def __init__(self, *args: Any, units: Units, roles: Roles, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, role.label) for code, role in roles.items()]
        self.fields["role"].choices = [("", _("Mọi vai trò")), *named]  # type: ignore[attr-defined]
        self.fields["unit"].offer(units, _("Mọi đơn vị"))  # type: ignore[attr-defined]
