"""How a person wants to be told."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.notifications.states import Channel, Kind
from cchc.ui.forms import Form


class PreferenceForm(Form):
    """A list of kinds for each channel that this installation has."""

    phone = forms.CharField(
        label=_("Số điện thoại di động"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel", "class": "w-date"}),
        help_text=_("Chỉ cần khi nhận SMS hoặc Zalo, ví dụ 0912 345 678."),
    )

    def __init__(self, *args: Any, channels: Collection[Channel], email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = {Channel.MAIL: _("Một thư mỗi ngày làm việc, gửi đến %(email)s.") % {"email": email or "–"}}
        fields = {
            channel.value: forms.MultipleChoiceField(
                label=channel.label,
                choices=Kind.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=hints.get(channel, ""),
            )
            for channel in channels
        }
        phone = self.fields.pop("phone")
        self.fields.update(fields)
        if {Channel.SMS, Channel.ZALO} & set(channels):
            self.fields["phone"] = phone
