"""What is typed about a meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.kernel.years import WORKED
from cchc.ui.forms import DateField, Form, UnitField, Units

Choices = Sequence[tuple[int, str]]


class HeaderForm(Form):
    """When, where, under whom; ``units`` are those for which the person prepares meetings."""

    creates = True

    unit = UnitField(label=_("Ban Chỉ đạo của"))
    year = forms.IntegerField(
        label=_("Năm"), min_value=WORKED[0], max_value=WORKED[-1], widget=forms.TextInput({"size": 4})
    )
    quarter = forms.TypedChoiceField(label=_("Quý"), coerce=int, choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")])
    held_on = DateField(label=_("Ngày họp"))
    place = forms.CharField(label=_("Nơi họp"), required=False, max_length=200)
    chair = forms.CharField(
        label=_("Chủ trì"), max_length=200, help_text=_("Họ tên và chức vụ, như sẽ ghi trong thông báo kết luận.")
    )
    secretary = forms.TypedChoiceField(
        label=_("Thư ký"), required=False, coerce=int, empty_value=None,
        help_text=_("Người của đơn vị hoặc người lập phiên họp; ký tóm tắt trình phiên họp."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, units: Units | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secretary"].choices = [("", _("Chưa chọn")), *people]  # type: ignore[attr-defined]
        if units is not None:
            self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]


class ConclusionForm(Form):
    """A conclusion; unit and day make it work, a difficulty makes it an answer."""

    creates = True

    text = forms.CharField(label=_("Kết luận"), max_length=5_000, widget=forms.Textarea({"rows": 4}))
    unit = UnitField(label=_("Giao cho"), required=False, help_text=_("Để trống nếu kết luận không giao việc."))
    due_on = DateField(label=_("Hạn"), required=False)
    difficulty = forms.TypedChoiceField(
        label=_("Trả lời vướng mắc"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Đơn vị nêu vướng mắc nhận được kết luận này khi ban hành."),
    )

    def __init__(self, *args: Any, units: Units, difficulties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units, _("Không giao việc"))  # type: ignore[attr-defined]
        self.fields["difficulty"].choices = [("", _("Không")), *difficulties]  # type: ignore[attr-defined]
        if not difficulties:
            del self.fields["difficulty"]


class IssueForm(Form):
    """Who signs the notice of conclusions, among those who head the unit and so its committee."""

    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int)

    def __init__(self, *args: Any, signers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]
