"""What a unit fills in about its assignments. The rules that need the records are in ``rules``; these only parse."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cchc.kernel import uploads
from cchc.plans.rules.reporting import LONGEST, WHOLE, Said
from cchc.ui.forms import DateField, Form, MoneyField

Choices = Sequence[tuple[Any, str]]


def _words(label: Any, *, hint: Any = "", required: bool = True, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=LONGEST, widget=widget)


class ReportForm(Form):
    """A report; ``periods`` are those of a recurring assignment that may be reported on.

    ``is_derived``: how far the work is follows from the unit's own plan, so no percentage is asked, only whether this
    hands in the product.
    """

    creates = True

    token = forms.UUIDField(widget=forms.HiddenInput)
    occurrence = forms.TypedChoiceField(label=_("Kỳ báo cáo"), coerce=int)
    percent = forms.IntegerField(
        label=_("Mức hoàn thành (%)"),
        help_text=_("Số từ 0 đến 100. Ghi 100 khi đã có sản phẩm: báo cáo sẽ chờ xác nhận."),
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"class": "w-number", "inputmode": "numeric", "maxlength": 3}),
        error_messages={"invalid": _("Ghi một số nguyên từ 0 đến 100."), "required": _("Ghi mức hoàn thành.")},
    )
    is_whole = forms.BooleanField(
        label=_("Việc đã hoàn thành, nộp sản phẩm"),
        help_text=_("Báo cáo sẽ chờ xác nhận."),
        required=False,
    )
    done_text = _words(
        _("Đã làm được gì"),
        hint=_("Vài câu: kết quả, số liệu chính. Nếu mức hoàn thành thấp hơn lần trước thì nêu lý do."),
        required=False,
    )
    reference_number = forms.CharField(
        label=_("Số, ký hiệu văn bản là sản phẩm"), help_text=_("Ví dụ 45/KH-SNV"), required=False, max_length=60
    )
    reference_date = DateField(label=_("Ngày của văn bản"), help_text=_("Ví dụ 07/05/2019"), required=False)
    file = forms.FileField(
        label=_("Tệp sản phẩm"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, ảnh hoặc video MP4, không quá 20 MB, không macro."),
        required=False,
        allow_empty_file=True,  # refused with a better sentence by the rule
        widget=forms.FileInput(attrs={"accept": uploads.ACCEPTED}),
    )
    spent = MoneyField(
        label=_("Đã chi thêm từ lần báo cáo trước"),
        help_text=_("Ví dụ 1.250.000 hoặc 5 triệu. Để trống nếu không chi."),
        required=False,
    )

    def __init__(self, *args: Any, periods: Choices = (), is_derived: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        del self.fields["percent" if is_derived else "is_whole"]
        if periods:
            self._field("occurrence").choices = periods
        else:
            del self.fields["occurrence"]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    @property
    def said(self) -> Said:
        """Return what the valid form says."""
        data = self.cleaned_data
        asks_nothing = "percent" not in self.fields
        return Said(
            percent=(WHOLE if data["is_whole"] else 0) if asks_nothing else data["percent"],
            done_text=data["done_text"],
            reference_number=data["reference_number"],
            reference_date=data["reference_date"],
            spent=data["spent"] or 0,
            is_derived=asks_nothing and not data["is_whole"],
        )


class TargetForm(Form):
    target_on = DateField(label=_("Ngày hoàn thành"), help_text=_("Ví dụ 07/05/2019"))
    reason = _words(_("Lý do đổi ngày"), hint=_("Chỉ cần khi đổi ngày đã đặt."), required=False, rows=3)


class EventForm(Form):
    """The day of the event from which the due day is counted; a reason only where the office corrects it."""

    event_on = DateField(label=_("Ngày phát sinh"), help_text=_("Ví dụ 07/05/2019"))
    reason = _words(_("Lý do sửa ngày phát sinh"), rows=3)

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["reason"]


class MilestoneForm(Form):
    creates = True

    title = forms.CharField(label=_("Tên mốc"), max_length=300)
    due_on = DateField(label=_("Hạn của mốc"), help_text=_("Ví dụ 07/05/2019"))


class DifficultyForm(Form):
    creates = True

    text = _words(_("Vướng mắc và đề nghị"), hint=_("Vướng ở đâu, đã làm gì, đề nghị cấp trên quyết định gì."), rows=5)


class AnswerForm(Form):
    answer = _words(_("Trả lời"), hint=_("Cách giải quyết, văn bản liên quan nếu có. Đơn vị sẽ thấy ngay."), rows=5)


class RemarkForm(Form):
    remark = _words(_("Ý kiến"), required=False, rows=3)


class ReasonForm(Form):
    reason = _words(_("Lý do"), rows=3)


class ExtensionForm(Form):
    """A request for a later day; ``periods`` are those of a recurring assignment that are still open."""

    creates = True

    occurrence = forms.TypedChoiceField(label=_("Kỳ cần gia hạn"), coerce=int)
    asked_for = DateField(label=_("Xin đến ngày"), help_text=_("Ví dụ 07/05/2019, phải sau hạn hiện hành."))
    reason = _words(_("Lý do"), hint=_("Vì sao không kịp, còn lại việc gì."), rows=4)

    def __init__(self, *args: Any, periods: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if periods:
            field: Any = self.fields["occurrence"]
            field.choices = periods
        else:
            del self.fields["occurrence"]


class ExtensionDecisionForm(Form):
    granted_to = DateField(
        label=_("Cho đến ngày"), help_text=_("Để nguyên nếu đồng ý ngày đơn vị xin."), required=False
    )
    remark = _words(
        _("Ý kiến"), hint=_("Bắt buộc khi không gia hạn hoặc cho ngày khác ngày xin."), required=False, rows=3
    )
