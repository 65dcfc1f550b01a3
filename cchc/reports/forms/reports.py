"""What people type into a report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.kernel.indicators import Fraction
from cchc.kernel.text import opened
from cchc.reports.types import FigureOf
from cchc.ui.forms import Form

_MOST = 10**15


class TextForm(Form):
    """The text of a section, and who writes it."""

    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 14, "data-editor": ""}),
        help_text=_("Mỗi ý một đoạn; dòng bắt đầu bằng - thành gạch đầu dòng; **đậm**, *nghiêng*."),
    )
    owner = forms.TypedChoiceField(label=_("Người viết mục này"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Chưa giao ai")), *people]  # type: ignore[attr-defined]


class CountersForm(Form):
    """The counters of a figure: one for a count, part and whole for a share."""

    numerator = forms.IntegerField(label=_("Số lượng"), min_value=0, max_value=_MOST)
    denominator = forms.IntegerField(label=_("Trên tổng số"), min_value=0, max_value=_MOST)

    def __init__(self, *args: Any, of: FigureOf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of.kind == "count":
            del self.fields["denominator"]
        elif of.over:
            self.fields["denominator"].label = opened(of.over)

    @property
    def value(self) -> Fraction:
        return self.cleaned_data["numerator"], self.cleaned_data.get("denominator") or 0


class HandForm(CountersForm):
    """Another value in place of the reckoned one, and why."""

    reason = forms.CharField(
        label=_("Vì sao khác số tính được"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Hai số đều được giữ; người nhận báo cáo thấy lý do này."),
    )


class RemarkForm(Form):
    """What is to be changed."""

    remark = forms.CharField(label=_("Cần sửa, bổ sung gì"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class RecallForm(Form):
    """Why a report that has its number is taken back."""

    remark = forms.CharField(label=_("Lý do rút lại"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class SignForm(Form):
    """Who signs, among those who head the unit; the number of the document where it was signed elsewhere."""

    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int)
    number = forms.CharField(
        label=_("Số, ký hiệu văn bản"),
        required=False,
        max_length=60,
        help_text=_(
            "Để trống: sổ văn bản cấp số và lập văn bản .docx, .pdf. Đã ký ở nơi khác thì ghi số, ví dụ 45/BC-STC."
        ),
    )

    sure = forms.BooleanField(label=_("Tôi đã xem các điểm chưa đủ và vẫn cấp số"), required=False)

    def __init__(self, *args: Any, signers: Sequence[tuple[int, str]], is_lacking: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]
        if not is_lacking:
            del self.fields["sure"]


class SendForm(Form):
    """Whether what is missing was seen."""

    sure = forms.BooleanField(label=_("Tôi đã xem các điểm chưa đủ và vẫn gửi"), required=False)


class CorrectionForm(Form):
    """Why a report that was sent is corrected."""

    creates = True

    reason = forms.CharField(label=_("Lý do đính chính"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class OutlineForm(Form):
    """An outline as lines."""

    title = forms.CharField(label=_("Tên đề cương"), max_length=200)
    text = forms.CharField(
        label=_("Các mục"),
        max_length=40_000,
        widget=forms.Textarea({"rows": 24, "spellcheck": "false"}),
        help_text=_(
            "Mỗi dòng một mục: ký hiệu | tên mục | đề mục, lời văn hoặc số liệu | gợi ý."
            " Dưới mục số liệu, mỗi dòng một số: “- khóa” của nền tảng, hoặc"
            " “- khóa | tên | số đếm, tỷ lệ hoặc trung bình | đơn vị tính | trên tổng nào”."
        ),
    )
