"""What signing asks, and checking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.ui.forms import Form


class SignatureForm(Form):
    """A certificate file and what opens it."""

    creates = True

    certificate = forms.FileField(
        label=_("Tệp chứng thư"),
        widget=forms.FileInput({"accept": ".p12,.pfx"}),
        help_text=_("Tệp .p12 hoặc .pfx; chỉ dùng để ký lần này, không lưu lại."),
    )
    passphrase = forms.CharField(
        label=_("Mật khẩu của tệp chứng thư"),
        required=False,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    reason = forms.CharField(label=_("Lý do ký"), required=False, max_length=200)


class LookForm(Form):
    """A PDF from anywhere."""

    file = forms.FileField(
        label=_("Tệp PDF đã ký"),
        widget=forms.FileInput({"accept": ".pdf"}),
        help_text=_("Tệp được xem rồi bỏ; tệp phải xem lâu được giữ nhiều nhất một giờ."),
    )
