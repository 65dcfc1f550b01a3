"""What is entered into the communication register."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.communications.states import Channel
from cchc.kernel.uploads import ACCEPTED
from cchc.ui.forms import DateField, Form, UnitField, Units

Choices = Sequence[tuple[int, str]]


class ItemForm(Form):
    """Something published."""

    creates = True

    unit = UnitField(label=_("Đơn vị"))
    norm = forms.TypedChoiceField(
        label=_("Thực hiện việc của kế hoạch"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Chọn việc thì tiến độ của việc ấy tự tính theo sổ."),
    )
    channel = forms.ChoiceField(label=_("Kênh"), choices=Channel.choices)
    title = forms.CharField(label=_("Tên tin, bài, hoạt động"), max_length=300)
    outlet = forms.CharField(
        label=_("Nơi đăng, phát, tổ chức"),
        max_length=200,
        help_text=_("Ví dụ tên báo và số báo, tên đài, địa chỉ trang."),
    )
    published_on = DateField(label=_("Ngày"))
    author = forms.CharField(label=_("Người thực hiện"), required=False, max_length=200)
    url = forms.URLField(
        label=_("Liên kết"), required=False, max_length=500, assume_scheme="https", widget=forms.URLInput()
    )
    reach = forms.IntegerField(label=_("Lượt xem, người dự"), required=False, min_value=0, max_value=100_000_000)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
    file = forms.FileField(label=_("Bản chụp, tệp"), required=False, widget=forms.FileInput({"accept": ACCEPTED}))

    def __init__(self, *args: Any, units: Units, norms: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        self.fields["norm"].choices = [("", _("Không thuộc việc nào")), *norms]  # type: ignore[attr-defined]


class NormForm(Form):
    """How much an assignment needs."""

    assignment = forms.TypedChoiceField(label=_("Việc của kế hoạch"), coerce=int)
    needed = forms.IntegerField(
        label=_("Số tin, bài mỗi kỳ"),
        min_value=1,
        max_value=500,
        initial=1,
        help_text=_("Việc định kỳ thì tính cho từng kỳ; việc khác thì tính cho cả năm."),
    )
    channel = forms.ChoiceField(label=_("Kênh thường dùng"), required=False, choices=[("", "–"), *Channel.choices])

    def __init__(self, *args: Any, works: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].choices = works  # type: ignore[attr-defined]


class StrikeForm(Form):
    """Why an item does not count."""

    reason = forms.CharField(label=_("Lý do hủy dòng ghi"), max_length=500, widget=forms.Textarea({"rows": 3}))
